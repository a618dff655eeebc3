#include "decision/judge.h"

#include <array>
#include <optional>

#include "core/error.h"
#include "stats/rates.h"

namespace residuum::decision {
namespace {

using cohort::Outcome;
using enum cohort::Outcome;
using enum Verdict;

enum class Choice { a, b, fallback };  // the less toxic regimen, the more toxic one, neither

// A row of the study's table. `b_model` is asked for only where the verdict hangs on what B's model said.
struct Condition {
  Choice recommended;
  Choice given;
  Outcome effect;
  std::optional<Outcome> b_model;
  Judgement judgement;  // model, physician
};

constexpr std::optional<Outcome> any;

// Hua et al. 2023, the 12 conditions. A row of the article that splits on B's model stands here twice.
constexpr std::array conditions{
    Condition{Choice::a, Choice::a, nrt, any, {right, right}},
    Condition{Choice::a, Choice::a, rt, any, {wrong, not_judged}},
    Condition{Choice::a, Choice::b, nrt, nrt, {right, wrong}},
    Condition{Choice::a, Choice::b, nrt, rt, {wrong, right}},
    Condition{Choice::a, Choice::b, rt, rt, {right, wrong}},
    Condition{Choice::a, Choice::b, rt, nrt, {wrong, wrong}},
    Condition{Choice::b, Choice::b, nrt, any, {right, right}},
    Condition{Choice::b, Choice::b, rt, any, {wrong, not_judged}},
    Condition{Choice::b, Choice::a, nrt, any, {wrong, right}},
    Condition{Choice::b, Choice::a, rt, any, {right, wrong}},
    Condition{Choice::fallback, Choice::a, nrt, any, {wrong, right}},
    Condition{Choice::fallback, Choice::b, nrt, any, {wrong, right}},
    Condition{Choice::fallback, Choice::a, rt, any, {not_judged, not_judged}},
    Condition{Choice::fallback, Choice::b, rt, any, {not_judged, not_judged}},
};

void count(Rate& rate, Verdict verdict) {
  switch (verdict) {
    case right: ++rate.right; break;
    case wrong: ++rate.wrong; break;
    case not_judged: ++rate.not_judged; break;
  }
}

void finish(Rate& rate) {
  const auto proportion = stats::wilson(rate.right, rate.right + rate.wrong);
  rate.value = proportion.value;
  rate.low = proportion.low;
  rate.high = proportion.high;
}

}  // namespace

std::string to_string(Verdict verdict) {
  switch (verdict) {
    case right: return "right";
    case wrong: return "wrong";
    case not_judged: return "not judged";
  }
  return "";
}

Judgement judge(const Recommendation& recommendation, const std::string& given, Outcome actual) {
  const auto& predictions = recommendation.predictions;
  if (predictions.size() != 2) {
    throw input_error("{} regimens: the study's 12 conditions judge exactly two", predictions.size());
  }
  const auto choice_of = [&](const std::string& regimen) {
    return regimen == predictions[0].regimen   ? Choice::a
           : regimen == predictions[1].regimen ? Choice::b
                                               : Choice::fallback;
  };
  const Choice was_given = choice_of(given);
  if (was_given == Choice::fallback) {
    throw input_error("regimen given \"{}\": {} or {} is needed", given, predictions[0].regimen,
                      predictions[1].regimen);
  }
  for (const auto& condition : conditions) {
    if (condition.recommended == choice_of(recommendation.regimen) && condition.given == was_given &&
        condition.effect == actual && (!condition.b_model || *condition.b_model == predictions[1].predicted())) {
      return condition.judgement;
    }
  }
  throw failure("no condition judges {} against {}", recommendation.regimen, given);
}

Comparison compare(const std::vector<Judgement>& judgements) {
  Comparison comparison;
  for (const auto& judgement : judgements) {
    count(comparison.model, judgement.model);
    count(comparison.physician, judgement.physician);
    comparison.only_model_right += judgement.model == right && judgement.physician == wrong;
    comparison.only_physician_right += judgement.model == wrong && judgement.physician == right;
  }
  finish(comparison.model);
  finish(comparison.physician);
  comparison.pearson_p = stats::pearson_p(comparison.model.right, comparison.model.wrong,
                                          comparison.physician.right, comparison.physician.wrong);
  comparison.mcnemar_p =
      stats::mcnemar_exact_p(comparison.only_model_right, comparison.only_physician_right);
  return comparison;
}

}  // namespace residuum::decision
