#include "study/image_check.h"

#include <cmath>

#include "core/error.h"

namespace residuum::study {
namespace {

void measure_mask(const imaging::Mask& mask, ImageFinding& finding) {
  std::size_t tumour_voxels = 0;
  for (std::size_t k = 0; k < mask.geometry.size[2]; ++k) {
    std::size_t in_slice = 0;
    for (const auto label : mask.slice(k)) in_slice += label != imaging::background;
    finding.tumour_slices += in_slice > 0;
    tumour_voxels += in_slice;
  }
  finding.tumour_ml = static_cast<double>(tumour_voxels) * mask.geometry.voxel_volume() / 1000;
  if (tumour_voxels == 0) finding.warnings.push_back("the mask is empty: no tumour was outlined");
}

}  // namespace

ImageFinding check_image(const cohort::Patient& patient) {
  ImageFinding finding;
  finding.patient = patient.id;
  const auto image = cohort::load_image(patient);
  finding.geometry = image.volume.geometry;
  finding.warnings = image.warnings;
  finding.features = with_context("patient " + patient.id, [&] { return describe_image(image); });
  const auto& voxels = image.volume.voxels;
  finding.pixels_sha256 =
      sha256({reinterpret_cast<const char*>(voxels.data()), voxels.size() * sizeof(voxels.front())});
  finding.outlined = patient.outlined();
  if (finding.outlined) measure_mask(cohort::load_mask(patient, finding.geometry), finding);
  return finding;
}

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

}  // namespace residuum::study
