#include "paper/table3.h"

#include <cmath>

#include "core/error.h"

namespace residuum::paper {
namespace {

// The article prints what the models said, not how sure they were.
double probability(cohort::Outcome said) {
  return said == cohort::Outcome::rt ? 1 : 0;
}

bool as_printed(const decision::Comparison& found, const PrintedTable3& printed) {
  const auto same = [](const decision::Rate& rate, int right, int judged, double value) {
    return rate.right == right && rate.right + rate.wrong == judged && std::abs(rate.value - value) < 5e-5;
  };
  return same(found.model, printed.model_right, printed.model_judged, printed.model_rate) &&
         same(found.physician, printed.physician_right, printed.physician_judged, printed.physician_rate) &&
         std::abs(found.pearson_p - printed.p) <= rate_rounding;
}

}  // namespace

Table3 recompute_table3() {
  Table3 made;
  std::vector<decision::Judgement> judgements;
  for (const auto& situation : table3()) {
    const auto recommendation = decision::recommend(
        {{"CCRT", probability(situation.ccrt_model)}, {"IC+CCRT", probability(situation.ic_model)}});
    if (recommendation.regimen != situation.recommended) {
      throw failure("Table 3 recommends {} where the models' predictions give {}", situation.recommended,
                    recommendation.regimen);
    }
    const auto judgement = decision::judge(recommendation, situation.given, situation.effect);
    made.situations.push_back({situation, judgement});
    judgements.insert(judgements.end(), static_cast<std::size_t>(situation.cases), judgement);
  }
  made.comparison = decision::compare(judgements);
  made.agrees = as_printed(made.comparison, made.printed);
  return made;
}

}  // namespace residuum::paper
