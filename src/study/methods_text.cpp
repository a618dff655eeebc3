#include "study/methods_text.h"

#include <fmt/core.h>

#include "decision/recommend.h"
#include "study/record_fields.h"

namespace residuum::study {
namespace {

std::string joined(const std::vector<std::string>& names, const char* between = ", ") {
  std::string text;
  for (const auto& name : names) text += (text.empty() ? "" : between) + name;
  return text;
}

Passage patients(const Fields& run) {
  const auto settings = run.at("settings"), counts = run.at("counts");
  return {
      "Patients and split",
      fmt::format(
          "{}The outcome is the column \"{}\" of the patient table of the study \"{}\": residual tumour (RT, the "
          "positive class throughout) or none (NRT). Regimens, least toxic first: {}. Patients with a known outcome "
          "were divided once, by patient, at random (seed {}) and stratified by outcome within regimen: {} for "
          "training, {} ({:g}% of each stratum) for the test; {} without a known outcome were left out of both. "
          "Preset {}: everything that is fitted or chosen (weights, epochs, thresholds) comes from training "
          "patients alone.",
          settings.flag("synthetic") ? "All data are synthetic. " : "", settings.text("outcome_column"),
          settings.text("name"), joined(settings.get<std::vector<std::string>>("regimens")),
          settings.whole("seed"), counts.whole("training"), counts.whole("test"),
          100 * settings.number("test_fraction"), counts.whole("unassigned"), settings.text("preset"))};
}

Passage images() {
  return {
      "Images",
      "One axial contrast-enhanced T1-weighted DICOM series per patient, slices ordered by position; a series with "
      "a missing, repeated or displaced slice is refused, not repaired. Intensities were brought to 0-1 by each "
      "volume's own percentiles (the 1st of all voxels, the 99.5th of those above Otsu's threshold), so that "
      "nothing is learnt from other patients."};
}

Passage rectangles(const Fields& run) {
  const auto rectangle = run.at("settings").at("rectangle");
  return {"Tumour rectangles",
          fmt::format(
              "Outlined training patients enter the outcome models with the radiologist's mask, all other "
              "patients with the predicted one. Each slice with at least {:g} mm2 of tumour ({}) was cut to "
              "the bounding rectangle of its mask and {:g} mm around it.",
              rectangle.number("min_area_mm2"),
              rectangle.flag("include_nodes") ? "primary tumour and nodes" : "primary tumour alone",
              rectangle.number("margin_mm"))};
}

Passage prediction(const Fields& run) {
  return {
      "Prediction and decision",
      fmt::format(
          "Each test patient was predicted once under every regimen's model. He is predicted RT where his "
          "probability reaches the model's threshold. A patient in whom no tumour was found has the rate of "
          "RT among the patients whom the model learnt from as his probability; he is counted like any "
          "other. Recommended is the first of {} that is predicted to leave no residual tumour, else {} "
          "(individual-based, more intensive treatment).",
          joined(run.at("settings").get<std::vector<std::string>>("regimens")), decision::fallback)};
}

Passage statistics() {
  return {
      "Statistics",
      "Every model was tested on the test patients who had its regimen, whose outcome under it is known; the "
      "patient is the unit and RT the positive class. AUC: Mann-Whitney, with DeLong's 95% interval (DeLong 1988; "
      "Sun and Xu 2014). Accuracy, sensitivity, specificity, predictive values and rates of right decisions: "
      "Wilson's 95% interval. Brier score: mean squared difference of probability and outcome. Rates of model and "
      "physicians: Pearson's chi-square without correction, as in the article, and exact McNemar on the patients "
      "judged on both sides. Intervals are not adjusted for multiple comparisons."};
}

Passage software(const Fields& run) {
  std::string text;
  for (const auto& group : run.get<Json>("computed")) {
    const auto stages = Fields(group).get<std::vector<std::string>>("stages");
    text += fmt::format("{}{} ({}).", text.empty() ? "" : " ", Fields(group).text("with"), joined(stages));
  }
  return {"Software",
          fmt::format("Residuum {}. Computed with, by stage: {} The same seed, data, versions, threads and "
                      "machine give the same result to the byte.",
                      run.text("version"), text)};
}

}  // namespace

std::vector<Passage> methods_text(const Json& record) {
  const Fields run(record);
  return {patients(run),
          images(),
          segmentation_methods(record),
          rectangles(run),
          outcome_methods(record),
          prediction(run),
          statistics(),
          software(run)};
}

}  // namespace residuum::study
