#include "decision/policy.h"

#include <algorithm>

#include "core/error.h"

namespace residuum::decision {
namespace {

template <class Choose>
Policy make(std::string name, const CaseTable& table, Choose&& choose) {
  Policy policy{std::move(name), {}};
  for (const auto& one : table.cases) policy.choice.push_back(choose(one));
  return policy;
}

std::size_t index_of(const CaseTable& table, const std::string& regimen) {
  const auto found = std::find(table.regimens.begin(), table.regimens.end(), regimen);
  if (found == table.regimens.end()) throw input_error("regimen {}: none of the table's", regimen);
  return static_cast<std::size_t>(found - table.regimens.begin());
}

}  // namespace

Policy recommended_policy(const CaseTable& table) {
  return make("the model's recommendation", table, [&](const Case& one) {
    const auto& recommendation = one.recommendation;
    if (recommendation.abstained()) return as_given;
    if (recommendation.regimen == fallback) return table.regimens.size() - 1;
    return index_of(table, recommendation.regimen);
  });
}

Policy physicians_policy(const CaseTable& table) {
  return make("the physicians", table, [](const Case&) { return as_given; });
}

Policy everyone_policy(const CaseTable& table, std::size_t regimen) {
  return make(table.regimens.at(regimen) + " for all", table, [&](const Case&) { return regimen; });
}

bool knows_t_stages(const CaseTable& table) {
  return std::all_of(table.cases.begin(), table.cases.end(),
                     [](const Case& one) { return one.t4.has_value(); });
}

Policy t_stage_policy(const CaseTable& table) {
  const std::size_t most = table.regimens.size() - 1;
  return make("T4: " + table.regimens[most] + ", others " + table.regimens[0], table,
              [&](const Case& one) { return one.t4.value() ? most : std::size_t{0}; });
}

Policy benefit_policy(const CaseTable& table, double exchange) {
  return make("by predicted benefit", table, [&](const Case& one) {
    const auto& predictions = one.recommendation.predictions;
    std::size_t chosen = 0;
    for (std::size_t r = 1; r < predictions.size(); ++r) {
      const double steps = static_cast<double>(r - chosen) / static_cast<double>(predictions.size() - 1);
      if (predictions[chosen].probability_rt - predictions[r].probability_rt > exchange * steps) chosen = r;
    }
    return chosen;
  });
}

std::vector<Policy> standard_policies(const CaseTable& table) {
  std::vector<Policy> policies{recommended_policy(table), physicians_policy(table)};
  for (std::size_t regimen = 0; regimen < table.regimens.size(); ++regimen)
    policies.push_back(everyone_policy(table, regimen));
  if (knows_t_stages(table)) policies.push_back(t_stage_policy(table));
  return policies;
}

double toxicity(const CaseTable& table, const Policy& policy, std::size_t patient) {
  const std::size_t choice = policy.choice[patient];
  const std::size_t regimen = choice == as_given ? table.cases[patient].given : choice;
  return static_cast<double>(regimen) / static_cast<double>(table.regimens.size() - 1);
}

}  // namespace residuum::decision
