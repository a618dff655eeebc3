// Judging recommendations and physicians' decisions by what happened: the study's 12 conditions (its Table
// 3), for two regimens: A, the less toxic, and B. Rates are right / (right + wrong).
#pragma once

#include <string>
#include <vector>

#include "decision/recommend.h"

namespace residuum::decision {

enum class Verdict { right, wrong, not_judged, abstained };
std::string to_string(Verdict verdict);

struct Judgement {
  Verdict model = Verdict::not_judged;
  Verdict physician = Verdict::not_judged;
};

// `given` is the physician's regimen, `actual` what happened under it. Where nothing was recommended the
// physician is not judged, for the conditions judge him against the recommendation. Errors: input, when
// `recommendation` has not exactly two predictions, recommends neither of their regimens nor the fallback, or
// `given` is neither regimen.
Judgement judge(const Recommendation& recommendation, const std::string& given, cohort::Outcome actual);

struct Rate {
  int right = 0, wrong = 0, not_judged = 0, abstained = 0;
  double value = 0, low = 0, high = 0;  // right / (right + wrong), Wilson 95%; 0 to 1 when nothing is judged
};

struct Comparison {
  Rate model, physician;
  double pearson_p = 1;  // uncorrected chi-square of the two rates, as the article's
  // Patients judged on both sides.
  int both_right = 0, only_model_right = 0, only_physician_right = 0, both_wrong = 0;
  double mcnemar_p =
      1;  // exact, on those: the two verdicts are of the same patients, so the test must be paired
};

Comparison compare(const std::vector<Judgement>& judgements);

}  // namespace residuum::decision
