#include "study/preflight.h"

#include <algorithm>

#include "core/error.h"
#include "core/random.h"
#include "nn/weights.h"
#include "study/truth.h"

namespace residuum::study {
namespace {

using cohort::Outcome;
using cohort::TrainingCohort;

std::size_t count(const TrainingCohort& training, Outcome outcome) {
  return static_cast<std::size_t>(
      std::count_if(training.patients().begin(), training.patients().end(),
                    [&](const cohort::Patient& patient) { return patient.outcome == outcome; }));
}

void require_regimen(const std::string& regimen, const TrainingCohort& training, int folds) {
  const auto of_regimen =
      training.subset([&](const cohort::Patient& patient) { return patient.regimen == regimen; });
  for (const auto outcome : {Outcome::nrt, Outcome::rt}) {
    const auto there = count(of_regimen, outcome);
    if (there < 2) {
      throw input_error(
          "regimen {}: {} training patient(s) with the outcome {}; two are needed, one to learn from and one to "
          "choose the epoch and the threshold on: add patients, or take the regimen out of study.toml",
          regimen, there, to_string(outcome));
    }
    if (there >= static_cast<std::size_t>(folds)) continue;
    throw input_error(
        "regimen {}: {} training patient(s) with the outcome {}, but each of outcome.folds = {} needs one of its own to "
        "hold out: set fewer, or folds = 1, in study.toml",
        regimen, there, to_string(outcome), folds);
  }
}

void require_outlines(const TrainingCohort& training, const segmentation::Options& options) {
  const auto outlined = training.subset([](const cohort::Patient& patient) { return patient.outlined(); });
  const auto found = outlined.patients().size();
  if (found < 2 ||
      outlined.hold_out(options.validation_fraction, options.seed).validation.patients().empty()) {
    throw input_error(
        "{} training patient(s) are outlined; the segmentation needs two of one regimen and outcome at least: "
        "outline more (column mask of cohort.csv)",
        found);
  }
  segmentation::require_folds(found, options);
}

void require_weights(const char* key, const std::string& path, const std::string& network) {
  if (path.empty()) return;
  std::error_code code;
  if (!fs::is_regular_file(path, code)) {
    throw input_error("{}: {} is not there; give the path of a .safetensors or .pth file, or leave it out",
                      key, path);
  }
  with_context(key, [&] { nn::require_fit(path, network); });
}

void require_truth(const fs::path& study, const Settings& settings, const cohort::Cohort& cohort) {
  const fs::path path = study / "truth.csv";
  const auto truth = read_truth(path, settings.table.regimens);
  for (const auto& patient : cohort.patients()) {
    if (!truth.contains(patient.id)) {
      throw input_error(
          "{}: no row for patient {}; only `residuum phantom` makes studies that are synthetic = true",
          path.string(), patient.id);
    }
  }
}

}  // namespace

cohort::Split preflight(const fs::path& study, const Settings& settings, const cohort::Cohort& cohort) {
  for (const auto& name : settings.segmentation.networks) {
    const auto start = segmentation::network_of(settings.segmentation, name).pretrained;
    require_weights("segmentation.pretrained", start, name);
  }
  for (const auto& one : outcome::candidates(settings.outcome))
    require_weights("outcome.pretrained", one.pretrained, one.network);
  if (settings.synthetic) require_truth(study, settings, cohort);
  auto split = cohort::split_patients(cohort, settings.test_fraction, settings.seed);
  for (const auto& regimen : settings.table.regimens)
    require_regimen(regimen, split.training, settings.outcome.folds);
  require_outlines(split.training, settings.segmentation);
  return split;
}

}  // namespace residuum::study
