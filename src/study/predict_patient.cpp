#include "study/predict_patient.h"

#include <algorithm>
#include <numeric>

#include "core/error.h"
#include "core/json.h"
#include "imaging/intensity.h"
#include "imaging/resample.h"
#include "outcome/outcome.h"
#include "segmentation/segmentation.h"
#include "study/bags.h"
#include "study/envelope.h"
#include "study/overlay.h"
#include "study/pipeline.h"

namespace residuum::study {
namespace {

struct RunRecord {
  std::vector<std::string> regimens;
  imaging::RectangleOptions rectangle;
};

RunRecord read_run(const RunFolder& run) {
  const std::string where = run.record().string();
  const Json record = read_json(run.record());
  if (json_field<std::string>(record, "state", where) != "done") {
    throw input_error("{}: the run is not finished; run `residuum run` on its study again", where);
  }
  const auto settings = json_field<Json>(record, "settings", where);
  const auto rectangle = json_field<Json>(settings, "rectangle", where);
  return {json_field<std::vector<std::string>>(settings, "regimens", where),
          {json_field<double>(rectangle, "margin_mm", where),
           json_field<double>(rectangle, "min_area_mm2", where),
           json_field<bool>(rectangle, "include_nodes", where)}};
}

constexpr double max_tilt_deg = 30;  // as in training

// The networks know axial slices; another orientation is brought onto an axial grid of like resolution.
void make_axial(imaging::SeriesVolume& image, std::vector<std::string>& remarks) {
  const double angle = imaging::angle_from_axial(image.volume.geometry);
  if (angle <= max_tilt_deg) return;
  const auto& spacing = image.volume.geometry.spacing;
  const double fine = *std::min_element(spacing.begin(), spacing.end());
  const double coarse = *std::max_element(spacing.begin(), spacing.end());
  remarks.push_back(
      fmt::format("the series lies {:.0f} degrees off axial; it was reformatted to axial slices", angle));
  image.volume = imaging::resample(image.volume,
                                   imaging::axial_grid(image.volume.geometry, fine, std::max(coarse, 4.0)));
}

decision::RegimenPrediction predict_regimen(const RunFolder& run, const std::string& regimen,
                                            const outcome::Bag& bag, const outcome::Classifier& classifier) {
  if (!bag.empty()) return {regimen, classifier.predict(bag), classifier.threshold()};
  const std::string where = run.outcome_result(regimen).string();
  return {regimen, json_field<double>(read_json(run.outcome_result(regimen)), "training_rt_rate", where),
          classifier.threshold()};
}

}  // namespace

PatientPrediction predict_patient(const RunFolder& run, const fs::path& series, const std::string& series_uid,
                                  const nn::ComputeOptions& compute_options) {
  const auto record = read_run(run);
  const auto compute = nn::set_up_compute(compute_options);
  PatientPrediction result;

  imaging::ReadOptions read_options;
  read_options.require_axial = false;
  auto image = imaging::read_image(series, series_uid, read_options, &result.remarks);
  for (const auto& warning : image.warnings) result.remarks.push_back(warning);
  const auto envelope = Envelope::from_json(read_json(run.envelope()), run.envelope().string());
  result.outside = envelope.outside(describe_image(image));
  make_axial(image, result.remarks);

  const auto normalised = imaging::normalise(image.volume, imaging::measure_intensity(image.volume));
  const auto mask = segmentation::Segmenter(run.segmentation_model(), compute).predict(normalised);
  const auto tumour_voxels =
      mask.labels.size() -
      static_cast<std::size_t>(std::count(mask.labels.begin(), mask.labels.end(), imaging::background));
  result.tumour_ml = static_cast<double>(tumour_voxels) * mask.geometry.voxel_volume() / 1000;

  std::vector<outcome::Classifier> classifiers;
  for (const auto& regimen : record.regimens) classifiers.emplace_back(run.outcome_model(regimen), compute);
  const auto cuts = cut_rectangles(normalised, mask, record.rectangle, classifiers.front().image_size());
  outcome::Bag bag;
  for (const auto& cut : cuts) bag.push_back(cut.pixels);
  result.slices = static_cast<int>(bag.size());
  if (bag.empty()) {
    result.remarks.push_back(
        "no tumour was found; the probabilities are the rates of RT in the training cohorts");
  }
  std::vector<decision::RegimenPrediction> predictions;
  for (std::size_t i = 0; i < classifiers.size(); ++i) {
    predictions.push_back(predict_regimen(run, record.regimens[i], bag, classifiers[i]));
  }
  result.recommendation = decision::recommend(std::move(predictions));

  const std::size_t shown = fullest_slice(mask);
  std::optional<imaging::Rectangle> rectangle;
  for (const auto& cut : cuts) {
    if (cut.where.slice == shown) rectangle = cut.where.rectangle;
  }
  result.picture_png = imaging::encode_png(draw_slice(normalised, shown, mask, nullptr, rectangle));
  return result;
}

}  // namespace residuum::study
