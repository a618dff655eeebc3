#include "study/assessment.h"

#include "core/error.h"

namespace residuum::study {
namespace {

std::vector<double> grid(double last, int steps) {
  std::vector<double> values;
  for (int i = 0; i <= steps; ++i) values.push_back(last * i / steps);
  return values;
}

std::optional<decision::Comparison> judge_all(const decision::CaseTable& table) {
  if (table.regimens.size() != 2) return {};
  std::vector<decision::Judgement> judgements;
  for (const auto& one : table.cases)
    judgements.push_back(decision::judge(one.recommendation, table.regimens[one.given], one.actual));
  return decision::compare(judgements);
}

ArmCurve curve_of(const decision::CaseTable& table, std::size_t regimen) {
  ArmCurve curve{table.regimens[regimen], 0, 0, {}};
  std::vector<double> probabilities;
  std::vector<int> labels;
  for (const auto& one : table.cases) {
    if (one.given != regimen) continue;
    probabilities.push_back(one.recommendation.predictions[regimen].probability_rt);
    labels.push_back(one.actual == cohort::Outcome::rt);
    curve.rt += labels.back();
  }
  curve.patients = static_cast<int>(labels.size());
  if (!labels.empty()) curve.points = stats::decision_curve(probabilities, labels, grid(0.8, 80));
  return curve;
}

Bounded bound(const DecisionInput& input, const std::vector<decision::Calibration>& calibrations,
              double alpha) {
  const auto& [regimens, covariates, cases] = input.table;
  Bounded bounded;
  bounded.alpha = alpha;
  std::vector<std::vector<double>> probabilities(regimens.size());
  for (std::size_t regimen = 0; regimen < regimens.size(); ++regimen) {
    bounded.calibrated_on.push_back(static_cast<int>(calibrations[regimen].rt.size()));
    for (const auto& one : cases)
      probabilities[regimen].push_back(one.recommendation.predictions[regimen].probability_rt);
  }
  bounded.choices = decision::bounded_choices(calibrations, probabilities, alpha);
  bounded.recommended.assign(regimens.size(), 0);
  int given = 0, wrong_given = 0, all = 0, wrong = 0;
  for (std::size_t i = 0; i < cases.size(); ++i) {
    const auto choice = bounded.choices[i];
    if (choice == decision::no_bounded_choice) continue;
    ++bounded.recommended[choice];
    ++all;
    if (!input.potential.empty()) wrong += input.potential[i][choice];
    if (cases[i].given != choice) continue;
    ++given;
    wrong_given += cases[i].actual == cohort::Outcome::rt;
  }
  bounded.wrong_where_given = stats::wilson(wrong_given, given);
  if (!input.potential.empty()) bounded.wrong = stats::wilson(wrong, all);
  return bounded;
}

}  // namespace

Assessment assess(DecisionInput input, const std::vector<decision::Calibration>& calibrations,
                  const AssessmentOptions& options) {
  Assessment result;
  result.input = std::move(input);
  result.options = options;
  result.exchanges = grid(0.5, 100);
  const auto& table = result.input.table;
  decision::require_sound(table);
  result.comparison = judge_all(table);
  const auto policies = decision::standard_policies(table);
  try {
    result.analysis = decision::analyse(table, options.analysis);
    result.trade_offs = decision::trade_offs(table, result.analysis->nuisance, policies, result.exchanges);
  } catch (const Error& error) {
    if (error.kind() == ErrorKind::interrupted) throw;
    result.no_analysis = error.what();
  }
  for (std::size_t regimen = 0; regimen < table.regimens.size(); ++regimen)
    result.curves.push_back(curve_of(table, regimen));
  if (!calibrations.empty()) {
    if (calibrations.size() != table.regimens.size())
      throw input_error("{} calibration sets for {} regimens", calibrations.size(), table.regimens.size());
    result.bounded = bound(result.input, calibrations, options.alpha);
  }
  if (!result.input.potential.empty()) {
    AgainstTruth truth{decision::true_accuracy(table, result.input.potential), {}};
    for (const auto& policy : policies)
      truth.nrt.push_back(decision::true_nrt(table, result.input.potential, policy));
    result.truth = std::move(truth);
  }
  return result;
}

}  // namespace residuum::study
