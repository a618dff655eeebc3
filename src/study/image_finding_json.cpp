// Findings as files.
#include <cmath>

#include "study/image_check.h"

namespace residuum::study {

Json to_json(const ImageFeatures& features) {
  Json value = {{"numbers", Json::object()}, {"texts", Json::object()}};
  for (const auto& [name, number] : features.numbers) {
    value["numbers"][name] = std::isfinite(number) ? Json(number) : Json(nullptr);
  }
  for (const auto& [name, text] : features.texts) value["texts"][name] = text;
  return value;
}

ImageFeatures features_from_json(const Json& value, const std::string& where) {
  ImageFeatures features;
  const auto numbers = json_field<Json>(value, "numbers", where),
             texts = json_field<Json>(value, "texts", where);
  for (const auto& [name, number] : numbers.items()) {
    features.numbers[name] = number.is_number() ? number.get<double>() : std::nan("");
  }
  for (const auto& [name, text] : texts.items()) {
    features.texts[name] = text.is_string() ? text.get<std::string>() : "";
  }
  return features;
}

Json to_json(const ImageFinding& finding) {
  return {{"patient", finding.patient},
          {"columns", finding.columns},
          {"rows", finding.rows},
          {"slices", finding.slices},
          {"pixel_mm", finding.pixel_mm},
          {"slice_mm", finding.slice_mm},
          {"angle_from_axial_deg", finding.angle_from_axial_deg},
          {"features", to_json(finding.features)},
          {"series", finding.series},
          {"voxels_sha256", finding.voxels_sha256},
          {"series_sha256", finding.series_sha256},
          {"frame_sha256", finding.frame_sha256},
          {"slice_prints", finding.slice_prints},
          {"mask_sha256", finding.mask_sha256},
          {"warnings", finding.warnings},
          {"tumour_slices", finding.tumour_slices},
          {"tumour_ml", finding.tumour_ml},
          {"annotation", finding.annotation},
          {"primary_ml", finding.primary_ml},
          {"nodes_ml", finding.nodes_ml},
          {"flip", to_json(finding.flip)},
          {"refused", finding.refused},
          {"body_mm", finding.body_mm},
          {"intensity_low", finding.intensity_low},
          {"intensity_high", finding.intensity_high}};
}

ImageFinding finding_from_json(const Json& value, const std::string& where) {
  ImageFinding finding;
  finding.patient = json_field<std::string>(value, "patient", where);
  finding.columns = json_field<std::size_t>(value, "columns", where);
  finding.rows = json_field<std::size_t>(value, "rows", where);
  finding.slices = json_field<std::size_t>(value, "slices", where);
  finding.pixel_mm = json_field<double>(value, "pixel_mm", where);
  finding.slice_mm = json_field<double>(value, "slice_mm", where);
  finding.angle_from_axial_deg = json_field<double>(value, "angle_from_axial_deg", where);
  finding.features = features_from_json(json_field<Json>(value, "features", where), where);
  finding.series = json_field<std::string>(value, "series", where);
  finding.voxels_sha256 = json_field<std::string>(value, "voxels_sha256", where);
  finding.series_sha256 = json_field<std::string>(value, "series_sha256", where);
  finding.frame_sha256 = json_field<std::string>(value, "frame_sha256", where);
  finding.slice_prints = json_field<std::vector<std::string>>(value, "slice_prints", where);
  finding.mask_sha256 = json_field<std::string>(value, "mask_sha256", where);
  finding.warnings = json_field<std::vector<std::string>>(value, "warnings", where);
  finding.tumour_slices = json_field<int>(value, "tumour_slices", where);
  finding.tumour_ml = json_field<double>(value, "tumour_ml", where);
  finding.annotation = json_field<std::string>(value, "annotation", where);
  finding.primary_ml = json_field<double>(value, "primary_ml", where);
  finding.nodes_ml = json_field<double>(value, "nodes_ml", where);
  finding.flip = flip_from_json(json_field<Json>(value, "flip", where), where);
  finding.body_mm = json_field<double>(value, "body_mm", where);
  finding.intensity_low = json_field<double>(value, "intensity_low", where);
  finding.intensity_high = json_field<double>(value, "intensity_high", where);
  finding.refused = json_field<std::string>(value, "refused", where);
  return finding;
}

}  // namespace residuum::study
