#include "decision/policy_value.h"

#include <algorithm>
#include <limits>

namespace residuum::decision {
namespace {

double outcome_of(const Case& one) {
  return one.actual == cohort::Outcome::nrt ? 1 : 0;
}

}  // namespace

PolicyValue value_of(const CaseTable& table, const Nuisance& nuisance, const Policy& policy,
                     const std::vector<double>& weights) {
  double patients = 0, followed = 0, sum_w = 0, sum_w2 = 0, sum_wy = 0, toxic = 0;
  double modelled = 0, modelled_nrt = 0, sum_modelled_w = 0, missed = 0, seen = 0;
  PolicyValue value;
  for (std::size_t i = 0; i < table.cases.size(); ++i) {
    const double count = weights.empty() ? 1 : weights[i];
    if (count == 0) continue;
    const auto& one = table.cases[i];
    const std::size_t choice = policy.choice[i];
    const double y = outcome_of(one);
    patients += count;
    toxic += count * toxicity(table, policy, i);
    if (choice == as_given) {
      seen += count * y;
    } else {
      modelled += count;
      modelled_nrt += count * nuisance.nrt[i][choice];
    }
    if (choice != as_given && choice != one.given) continue;
    const double w = choice == as_given ? 1 : 1 / nuisance.propensity[i][choice];
    followed += count;
    sum_w += count * w;
    sum_w2 += count * w * w;
    sum_wy += count * w * y;
    if (choice != as_given) {
      sum_modelled_w += count * w;
      missed += count * w * (y - nuisance.nrt[i][choice]);
    }
    value.largest_weight = std::max(value.largest_weight, w);
  }
  value.nrt_ipw = sum_w > 0 ? sum_wy / sum_w : std::numeric_limits<double>::quiet_NaN();
  const double correction = sum_modelled_w > 0 ? modelled * missed / sum_modelled_w : 0;
  value.nrt_aipw = std::clamp((seen + modelled_nrt + correction) / patients, 0.0, 1.0);
  value.toxic = toxic / patients;
  value.followed = followed;
  value.effective = sum_w2 > 0 ? sum_w * sum_w / sum_w2 : 0;
  return value;
}

std::vector<double> doubly_robust_scores(const CaseTable& table, const Nuisance& nuisance,
                                         std::size_t regimen) {
  std::vector<double> scores;
  for (std::size_t i = 0; i < table.cases.size(); ++i) {
    const double nrt = nuisance.nrt[i][regimen];
    const double missed = table.cases[i].given == regimen
                              ? (outcome_of(table.cases[i]) - nrt) / nuisance.propensity[i][regimen]
                              : 0;
    scores.push_back(nrt + missed);
  }
  return scores;
}

std::vector<double> policy_weights(const CaseTable& table, const Nuisance& nuisance, const Policy& policy) {
  std::vector<double> weights;
  for (std::size_t i = 0; i < table.cases.size(); ++i) {
    const std::size_t choice = policy.choice[i];
    if (choice == as_given) weights.push_back(1);
    if (choice == table.cases[i].given) weights.push_back(1 / nuisance.propensity[i][choice]);
  }
  return weights;
}

}  // namespace residuum::decision
