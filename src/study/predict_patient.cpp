#include "study/predict_patient.h"

#include <algorithm>
#include <numeric>

#include "core/error.h"
#include "core/json.h"
#include "core/log.h"
#include "imaging/dicom_seg_writer.h"
#include "imaging/intensity.h"
#include "imaging/resample.h"
#include "outcome/outcome.h"
#include "segmentation/segmentation.h"
#include "study/bags.h"
#include "study/envelope.h"
#include "study/explain_patient.h"
#include "study/novelty.h"
#include "study/outcome_models.h"
#include "study/overlay.h"
#include "study/pipeline.h"
#include "study/segmentation_choice.h"

namespace residuum::study {
namespace {

struct RunRecord {
  std::vector<std::string> regimens;
  imaging::RectangleOptions rectangle;
  double margin = 0;
  bool abstain_outside = false;
  std::string no_tumour;
  outcome::CamOptions cam;
};

RunRecord read_run(const RunFolder& run) {
  const std::string where = run.record().string();
  const Json record = read_json(run.record());
  if (json_field<std::string>(record, "state", where) != "done") {
    throw input_error("{}: the run is not finished; run `residuum run` on its study again", where);
  }
  const auto settings = json_field<Json>(record, "settings", where);
  const auto rectangle = json_field<Json>(settings, "rectangle", where);
  const auto decision = json_field<Json>(settings, "decision", where);
  const auto regimens = json_field<std::vector<std::string>>(settings, "regimens", where);
  if (regimens.size() < 2) throw input_error("{}: fewer than two regimens; run `residuum run` again", where);
  return {regimens,
          {json_field<double>(rectangle, "margin_mm", where),
           json_field<double>(rectangle, "min_area_mm2", where),
           json_field<bool>(rectangle, "include_nodes", where), json_field<bool>(rectangle, "square", where),
           json_field<double>(rectangle, "min_size_mm", where)},
          json_field<double>(decision, "margin", where),
          json_field<bool>(decision, "abstain_outside", where),
          json_field<std::string>(rectangle, "no_tumour", where),
          cam_options(json_field<Json>(settings, "explanation", where), where)};
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

}  // namespace

PatientPrediction predict_patient(const RunFolder& run, const fs::path& series, const std::string& series_uid,
                                  const nn::ComputeOptions& compute_options, bool explain,
                                  const fs::path& seg) {
  const auto record = read_run(run);
  const auto compute = nn::set_up_compute(compute_options);
  PatientPrediction result;

  imaging::ReadOptions read_options;
  read_options.require_axial = false;
  std::vector<std::string> evidence;
  auto image = imaging::read_image(series, series_uid, read_options, &evidence);
  for (const auto& line : evidence)
    log_info("{}", line);  // with the series' descriptions: for the terminal alone
  result.remarks.push_back("read: " + image.choice);
  for (const auto& warning : image.warnings) result.remarks.push_back(warning);
  const auto envelope = Envelope::from_json(read_json(run.envelope()), run.envelope().string());
  result.outside = envelope.outside(describe_image(image));
  const auto as_acquired = image.volume.geometry;
  make_axial(image, result.remarks);

  const auto normalised = imaging::normalise(image.volume, imaging::measure_intensity(image.volume));
  const auto mask = segmentation::Segmenter(run.segmentation_model(), compute).predict(normalised);
  if (!seg.empty()) {
    image.volume.geometry = as_acquired;
    imaging::write_seg(seg, imaging::resample_labels(mask, as_acquired), image,
                       imaging::drawn_by_network(read_choice(run).chosen));
  }
  const auto tumour_voxels =
      mask.labels.size() -
      static_cast<std::size_t>(std::count(mask.labels.begin(), mask.labels.end(), imaging::background));
  result.tumour_ml = static_cast<double>(tumour_voxels) * mask.geometry.voxel_volume() / 1000;

  const OutcomeModels models(run, record.regimens, compute);
  const auto cuts = cut_rectangles(normalised, mask, record.rectangle, models.image_size(),
                                   record.no_tumour == "whole_body");
  outcome::Bag bag;
  for (const auto& cut : cuts) bag.push_back(cut.pixels);
  const bool found =
      std::any_of(cuts.begin(), cuts.end(), [](const CutSlice& cut) { return cut.where.tumour_mm2 > 0; });
  result.slices = found ? static_cast<int>(bag.size()) : 0;
  if (!found && !bag.empty()) {
    result.remarks.push_back("no tumour was found; the probabilities come from the body's slices as a whole");
  } else if (bag.empty()) {
    result.remarks.push_back(
        "no tumour was found; the probabilities are the rates of RT among the patients whom the models learnt from");
  } else {
    for (const auto& of : PatientNovelty(run, record.regimens, compute).measure(bag)) {
      if (of.unlike()) result.outside.push_back(describe(of));
    }
  }
  std::vector<decision::RegimenPrediction> predictions;
  for (const auto& answer : models.answer(bag)) {
    predictions.push_back(answer.prediction);
    result.spreads.push_back(answer.spread);
  }
  result.recommendation =
      decision::recommend(predictions, {record.margin, record.abstain_outside && !result.outside.empty()});

  if (explain && !cuts.empty())
    result.explanations = explain_patient(run, result.recommendation.predictions, cuts, mask, record.cam);

  const std::size_t shown = fullest_slice(mask);
  std::optional<imaging::Rectangle> rectangle;
  for (const auto& cut : cuts) {
    if (cut.where.slice == shown) rectangle = cut.where.rectangle;
  }
  result.picture_png = imaging::encode_png(draw_slice(normalised, shown, mask, nullptr, rectangle));
  return result;
}

}  // namespace residuum::study
