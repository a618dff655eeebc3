#include "study/methods_text.h"

#include <fmt/core.h>

#include "decision/recommend.h"
#include "study/methods_interpretation.h"
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

Passage eligibility(const Fields& run) {
  const auto rules = run.at("settings").at("eligibility");
  std::string text;
  if (const auto columns = rules.get<std::vector<std::string>>("exclude"); !columns.empty())
    text += fmt::format("Left out were patients with a yes in {}. ", joined(columns, " or "));
  if (const auto stages = rules.get<std::vector<std::string>>("stages"); !stages.empty())
    text += fmt::format("AJCC stage had to be {}. ", joined(stages, " or "));
  if (const auto mr = rules.text("mr_date"); !mr.empty()) {
    text += fmt::format("The MR ({}) had to be at most {} days before the start of treatment ({}). ", mr,
                        rules.whole("mr_within_days"), rules.text("treatment_start"));
  }
  if (const auto mr = rules.text("outcome_mr_date"); !mr.empty()) {
    const auto months = rules.get<Json>("outcome_mr_months");
    text += fmt::format(
        "The MR that gave the outcome ({}) had to be {} to {} months after the end of radiotherapy ({}). ",
        mr, months.at(0).dump(), months.at(1).dump(), rules.text("radiotherapy_end"));
  }
  if (text.empty()) text = "No rule was given; all patients of the table were eligible.";
  return {"Eligibility", text.substr(0, text.find_last_not_of(' ') + 1)};
}

Passage images() {
  return {
      "Images",
      "One axial contrast-enhanced T1-weighted DICOM series per patient, slices ordered by position; a series with "
      "a missing, repeated or displaced slice is refused, not repaired. Intensities were brought to 0-1 by each "
      "volume's own percentiles (the 1st of all voxels, the 99.5th of those above Otsu's threshold), so that "
      "nothing is learnt from other patients."};
}

Passage annotation(const Fields& run) {
  const auto settings = run.at("settings").at("annotation");
  const auto primary = settings.get<std::vector<std::string>>("primary"),
             nodes = settings.get<std::vector<std::string>>("nodes");
  return {
      "Annotation",
      fmt::format(
          "Masks were label maps, DICOM segmentation objects or structure sets, on the image's own voxels; contours were "
          "filled by the even-odd rule, fractions counted from one half. Primary tumour was {}, nodes {}. Slices of an "
          "outlined patient without a label count as free of tumour. A mask that did not fit its image {}.",
          primary.empty() ? "what is named so (GTVnx, GTVp, primary, tumour)" : "named " + joined(primary),
          nodes.empty() ? "what is named so (GTVnd, GTVn, node, lymph)" : "named " + joined(nodes),
          settings.text("refused") == "leave_out" ? "was left out and its patient taken as not outlined"
                                                  : "stopped the run")};
}

Passage rectangles(const Fields& run) {
  const auto rectangle = run.at("settings").at("rectangle");
  return {"Tumour rectangles",
          fmt::format(
              "Outlined training patients enter the outcome models with the radiologist's mask, all other "
              "patients with the predicted one. Each slice with at least {:g} mm2 of tumour ({}) was cut to "
              "the bounding rectangle of its mask and {:g} mm around it{}{}.{}",
              rectangle.number("min_area_mm2"),
              rectangle.flag("include_nodes") ? "primary tumour and nodes" : "primary tumour alone",
              rectangle.number("margin_mm"),
              rectangle.number("min_size_mm") > 0
                  ? fmt::format(", at least {:g} mm a side", rectangle.number("min_size_mm"))
                  : "",
              rectangle.flag("square") ? ", widened to a square in mm" : "",
              rectangle.text("no_tumour") == "whole_body"
                  ? " Of a patient in whom no tumour was found every slice was cut to the body's box instead."
                  : "")};
}

std::string tumourless(const std::string& rule) {
  if (rule == "error") return "A patient in whom no tumour was found stopped the run.";
  if (rule == "whole_body")
    return "A patient in whom no tumour was found was predicted from his body's slices.";
  return "A patient in whom no tumour was found has the rate of RT among the patients whom the model learnt from "
         "as his probability; he is counted like any other.";
}

Passage prediction(const Fields& run) {
  return {
      "Prediction and decision",
      fmt::format(
          "Each test patient was predicted once under every regimen's model. He is predicted RT where his "
          "probability reaches the model's threshold. {} Recommended is the first of {} that is predicted to leave no residual tumour, else {} "
          "(individual-based, more intensive treatment).",
          tumourless(run.at("settings").at("rectangle").text("no_tumour")),
          joined(run.at("settings").get<std::vector<std::string>>("regimens")), decision::fallback)};
}

Passage abstention(const Fields& run) {
  const auto decision = run.at("settings").at("decision");
  std::string text;
  if (const double margin = decision.number("margin"); margin > 0) {
    text += fmt::format(
        "Nothing is recommended where the probability that decides lies within {:g} of its threshold. ",
        margin);
  }
  if (decision.flag("abstain_outside"))
    text +=
        "Nothing is recommended for a patient whose image lies outside the training range, or who is unlike the "
        "training patients. ";
  text += text.empty() ? "A recommendation was made for every patient. "
                       : "Such patients are counted apart and valued as the physicians treated them. ";
  text += fmt::format(
      "Beside it stand recommendations of which at most {:g}% are expected to be wrong: conformal selection (Jin and "
      "Candes 2023), calibrated on the held-out training patients, each regimen at its share.",
      100 * decision.number("alpha"));
  return {"Abstention and bounds", text};
}

Passage baselines() {
  return {
      "Baselines",
      "Penalised logistic regressions on T stage, on TNM, on all clinical columns, on the tumour's volume, on its "
      "shape, first-order and texture features, and on these with the clinical columns, fitted on the training "
      "patients of each regimen; the penalty by 5-fold cross-validation among them where there are more than three "
      "columns. Network against baseline: DeLong's paired test, Holm's correction within the regimen."};
}

Passage policy_value(const Fields& run) {
  const auto decision = run.at("settings").at("decision");
  const auto covariates = decision.get<std::vector<std::string>>("covariates");
  std::string text = fmt::format(
      "The value of policies was estimated on the test patients by inverse propensity weighting (Hajek) and by "
      "augmented weighting with normalised weights (Robins, Rotnitzky and Zhao 1994). Propensity and outcome models: "
      "logistic regressions with a ridge penalty on {} and, for the outcome, the model's prediction; cross-fitted over "
      "{} folds; propensities kept within {:g} to {:g}. Intervals: percentiles of {} bootstrap draws of patients, the "
      "models fitted again in each. Giving the most toxic regimen was taken to cost as much as {:g} of NRT. Targeting: "
      "Yadlowsky et al. 2021. E-values: VanderWeele and Ding 2017.",
      covariates.empty() ? "no covariate" : joined(covariates), decision.whole("folds"),
      decision.number("clip"), 1 - decision.number("clip"), decision.whole("replicates"),
      decision.number("toxicity_cost"));
  if (const auto cohorts = decision.whole("simulated_cohorts"); cohorts > 0)
    text += fmt::format(" {} simulated cohorts tested the estimators.", cohorts);
  return {"Value of policies", text};
}

Passage test_patients(const Fields& run) {
  std::string stages;
  for (const auto& entry : run.get<Json>("test_access")) {
    const Fields fields(entry);
    stages += fmt::format("{}{} ({}; {})", stages.empty() ? "" : ", ", fields.text("stage"),
                          fields.whole("patients"), fields.text("purpose"));
  }
  return {
      "Looks at the test patients",
      fmt::format(
          "Outcomes or outlines of test patients were met by these stages alone (patients; what for): {}. "
          "The run records when, and every further look with other settings or models.",
          stages)};
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
  return {eligibility(run),
          patients(run),
          images(),
          annotation(run),
          segmentation_methods(record),
          rectangles(run),
          outcome_methods(record),
          prediction(run),
          abstention(run),
          baselines(),
          fusion_methods(record),
          explanation_methods(record),
          novelty_methods(record),
          policy_value(run),
          test_patients(run),
          statistics(),
          software(run)};
}

}  // namespace residuum::study
