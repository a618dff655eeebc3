#include "study/limits.h"

#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <utility>

#include "study/record_fields.h"
#include "study/test_access.h"

namespace residuum::study {
namespace {

constexpr int few = 100;  // events, as Collins et al. 2016 ask of a validation

// "CCRT 42 (15 RT), IC+CCRT 43 (16 RT)" and the smallest class of any.
std::pair<std::string, int> tested(const Fields& run) {
  std::string text;
  int smallest = few;
  std::map<std::string, bool> seen;
  for (const auto& row : run.get<Json>("performance")) {
    const Fields fields(row);
    if (std::exchange(seen[fields.text("regimen")], true)) continue;
    const int patients = std::stoi(fields.text("patients")), rt = std::stoi(fields.text("rt"));
    smallest = std::min({smallest, rt, patients - rt});
    text += fmt::format("{}{} {} ({} RT)", text.empty() ? "" : ", ", fields.text("regimen"), patients, rt);
  }
  return {text, smallest};
}

}  // namespace

std::vector<std::string> limits(const Json& record) {
  const Fields run(record), settings = run.at("settings");
  std::vector<std::string> found;
  if (settings.flag("synthetic"))
    found.emplace_back(
        "The patients are synthetic: the results show that the pipeline works and say nothing of patients.");
  const auto [cohorts, smallest] = tested(run);
  found.push_back(
      fmt::format("Tested on patients of the same study: {}. There is no external test; another hospital, "
                  "scanner, sequence or protocol may give other results.",
                  cohorts));
  if (smallest < few) {
    found.push_back(
        fmt::format("A class of a test cohort has {} patients; about {} are asked for to judge a prediction "
                    "model's performance (Collins et al. 2016). The intervals are wide for that reason.",
                    smallest, few));
  }
  const auto seeds = settings.at("outcome").whole("seeds");
  found.push_back(
      seeds > 1
          ? fmt::format(
                "One split (seed {}), and one training of each network but for those that went on, which were trained with "
                "{} seeds: the intervals speak of the test patients, not of the randomness of split and training.",
                settings.whole("seed"), seeds)
          : fmt::format(
                "One training of each network and one split (seed {}): the intervals speak of the test patients, not of "
                "the randomness of split and training.",
                settings.whole("seed")));
  if (const auto looks = most_looks(run.get<Json>("test_access")); looks > 1) {
    found.push_back(fmt::format(
        "The test patients were looked at {} times, with other settings or models each time: what was "
        "changed after the first look may have been changed because of it, and then the last figures "
        "are too good.",
        looks));
  }
  if (!record.contains("dice")) {
    found.emplace_back(
        "No test patient was outlined: how well the segmentation does on patients it has not seen is not "
        "known here.");
  }
  found.emplace_back(
      "The outcome models see outlines of radiologists in part of the training patients and predicted "
      "ones in all test patients.");
  found.emplace_back(
      "Each model learnt from patients whom physicians had chosen for its regimen; for the others its "
      "prediction is an extrapolation.");
  found.emplace_back(
      "Judging by what happened under the treatment given rewards agreement with the physicians; it is "
      "not the value of following the model.");
  if (const long missing = run.at("counts").whole("unassigned"); missing > 0) {
    found.push_back(fmt::format(
        "{} patients without a known outcome were left out; if their outcome differs from the others', the results are "
        "biased.",
        missing));
  }
  found.emplace_back(
      "Heat maps show where a model looks, in cells as coarse as its last layer, not why; a map on the tumour is no "
      "evidence that the prediction is right.");
  found.emplace_back(
      "A patient within the training range, by acquisition and by the models' features, may still be predicted "
      "wrongly.");
  const Fields outcome = settings.at("outcome");
  if (outcome.text("epoch") == "test") {
    found.emplace_back(
        "The epoch of every outcome model was chosen on the test patients, as the published scripts do: no figure of "
        "these models says how they would do on other patients.");
  }
  if (outcome.text("calibration") == "none") {
    found.emplace_back("Probabilities are used as the networks give them; they are not calibrated.");
  } else if (outcome.whole("folds") > 1) {
    found.emplace_back(
        "The calibration was fitted on probabilities of single folds' networks and is applied to their mean, which is "
        "less extreme.");
  }
  found.emplace_back(
      "Performance within groups of age, sex and stage is shown where the patient table has them; such groups are "
      "too small to show that the models do as well in all, and other groups are not known here.");
  return found;
}

}  // namespace residuum::study
