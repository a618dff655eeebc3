// All that is said about the decisions of one set of patients, computed once: for the report, the tables and
// `residuum decide`.
#pragma once

#include <optional>

#include "decision/analysis.h"
#include "decision/judge.h"
#include "decision/trade_off.h"
#include "stats/decision_curve.h"
#include "study/decision_input.h"

namespace residuum::study {

struct AssessmentOptions {
  decision::AnalysisOptions analysis;
  double alpha = 0.1;  // of the bounded recommendations
};

// Recommendations of which at most alpha are expected to be wrong (decision/conformal.h).
struct Bounded {
  double alpha = 0.1;
  std::vector<int> calibrated_on;          // patients, by regimen
  std::vector<std::size_t> choices;        // by patient
  std::vector<int> recommended;            // patients, by regimen
  stats::Proportion wrong_where_given;     // RT among those who were given what is recommended
  std::optional<stats::Proportion> wrong;  // RT among all recommended, where both outcomes are known
};

struct ArmCurve {
  std::string regimen;
  int patients = 0, rt = 0;
  std::vector<stats::NetBenefit> points;
};

struct AgainstTruth {
  decision::TrueAccuracy accuracy;
  std::vector<double> nrt;  // of the policies of `analysis`, in order
};

struct Assessment {
  DecisionInput input;
  AssessmentOptions options;
  std::optional<decision::Comparison> comparison;  // two regimens alone
  std::optional<decision::Analysis> analysis;
  std::string no_analysis;       // why there is none: too few patients
  std::vector<ArmCurve> curves;  // "predict RT" among the patients who had each regimen
  std::vector<double> exchanges;
  std::vector<decision::TradeOff> trade_offs;  // of `analysis`
  std::optional<Bounded> bounded;              // where there are calibration patients
  std::optional<AgainstTruth> truth;
};

// `calibrations` one a regimen, or none at all. Errors: input, for a table that is not sound or options out
// of range.
Assessment assess(DecisionInput input, const std::vector<decision::Calibration>& calibrations,
                  const AssessmentOptions& options);

}  // namespace residuum::study
