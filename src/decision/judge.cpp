#include "decision/judge.h"

#include <algorithm>
#include <iterator>
#include <optional>

#include "core/error.h"
#include "stats/rates.h"

namespace residuum::decision {
namespace {

using cohort::Outcome;
using enum cohort::Outcome;
using Verdict::not_judged, Verdict::right, Verdict::wrong;

enum class Choice { a, b, neither };  // the less toxic regimen, the more toxic one, the fallback
using enum Choice;

struct Condition {
  Choice recommended, given;
  Outcome effect;                  // of what was given
  std::optional<Outcome> b_model;  // asked for only where the verdict hangs on it
  Verdict model, physician;
};

constexpr std::optional<Outcome> any;

// Hua et al. 2023 (doi 10.21037/qims-22-1226): 3 recommendations against 4 decisions with their effect. Two
// of the 12 conditions hang on what B's model said and stand here twice: a model is right only where its
// prediction agrees with what happened.
constexpr Condition conditions[] = {
    // recommended, given, effect, B's model | model, physician
    {a, a, nrt, any, right, right},
    {a, a, rt, any, wrong, not_judged},
    {a, b, nrt, nrt, right, wrong},
    {a, b, nrt, rt, wrong, right},
    {a, b, rt, rt, right, wrong},
    {a, b, rt, nrt, wrong, wrong},
    {b, b, nrt, any, right, right},
    {b, b, rt, any, wrong, not_judged},
    {b, a, nrt, any, wrong, right},
    {b, a, rt, any, right, wrong},
    {neither, a, nrt, any, wrong, right},
    {neither, b, nrt, any, wrong, right},
    {neither, a, rt, any, not_judged, not_judged},
    {neither, b, rt, any, not_judged, not_judged},
};

Choice choice_of(const std::string& regimen, const std::vector<RegimenPrediction>& predictions) {
  return regimen == predictions[0].regimen ? a : regimen == predictions[1].regimen ? b : neither;
}

void count(Rate& rate, Verdict verdict) {
  switch (verdict) {
    case right:
      ++rate.right;
      break;
    case wrong:
      ++rate.wrong;
      break;
    case not_judged:
      ++rate.not_judged;
      break;
    case Verdict::abstained:
      ++rate.abstained;
      break;
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
    case right:
      return "right";
    case wrong:
      return "wrong";
    case not_judged:
      return "not judged";
    case Verdict::abstained:
      return "no recommendation";
  }
  return "";
}

Judgement judge(const Recommendation& recommendation, const std::string& given, Outcome actual) {
  const auto& predictions = recommendation.predictions;
  if (predictions.size() != 2) {
    throw input_error("{} regimens: the study's 12 conditions judge exactly two", predictions.size());
  }
  const Choice recommended = choice_of(recommendation.regimen, predictions);
  const Choice was_given = choice_of(given, predictions);
  if (was_given == neither) {
    throw input_error("regimen given \"{}\": {} or {} is needed", given, predictions[0].regimen,
                      predictions[1].regimen);
  }
  if (recommendation.abstained()) return {Verdict::abstained, not_judged};
  if (recommended == neither && recommendation.regimen != fallback) {
    throw input_error("regimen recommended \"{}\": {}, {} or {} is needed", recommendation.regimen,
                      predictions[0].regimen, predictions[1].regimen, fallback);
  }
  const auto found =
      std::find_if(std::begin(conditions), std::end(conditions), [&](const Condition& condition) {
        return condition.recommended == recommended && condition.given == was_given &&
               condition.effect == actual &&
               condition.b_model.value_or(predictions[1].predicted()) == predictions[1].predicted();
      });
  if (found == std::end(conditions))
    throw failure("no condition judges {} against {}", recommendation.regimen, given);
  return {found->model, found->physician};
}

Comparison compare(const std::vector<Judgement>& judgements) {
  Comparison comparison;
  for (const auto& judgement : judgements) {
    count(comparison.model, judgement.model);
    count(comparison.physician, judgement.physician);
    comparison.both_right += judgement.model == right && judgement.physician == right;
    comparison.only_model_right += judgement.model == right && judgement.physician == wrong;
    comparison.only_physician_right += judgement.model == wrong && judgement.physician == right;
    comparison.both_wrong += judgement.model == wrong && judgement.physician == wrong;
  }
  finish(comparison.model);
  finish(comparison.physician);
  comparison.pearson_p = stats::pearson_p(comparison.model.right, comparison.model.wrong,
                                          comparison.physician.right, comparison.physician.wrong);
  comparison.mcnemar_p = stats::mcnemar_exact_p(comparison.only_model_right, comparison.only_physician_right);
  return comparison;
}

}  // namespace residuum::decision
