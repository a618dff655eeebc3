// Who would get what: policies as values. Where a policy has no regimen of the list to name, it says what
// stands in: the fallback (IBT) is taken for the most intensive regimen of the list, of which alone there are
// data, and no recommendation for what the physicians gave.
#pragma once

#include <string>
#include <vector>

#include "decision/case.h"

namespace residuum::decision {

inline constexpr std::size_t as_given = static_cast<std::size_t>(-1);

struct Policy {
  std::string name;
  std::vector<std::size_t> choice;  // by patient: the regimen's index, or as_given
};

Policy recommended_policy(const CaseTable& table);
Policy physicians_policy(const CaseTable& table);
Policy everyone_policy(const CaseTable& table, std::size_t regimen);

// T4: the most intensive regimen, others the least toxic one. REQUIRES: t4 known of all.
Policy t_stage_policy(const CaseTable& table);
bool knows_t_stages(const CaseTable& table);

// A step to the next more toxic regimen only where it lowers the predicted probability of RT by more than
// `exchange`: the least gain in NRT for which one would give it (Vickers et al. 2007).
Policy benefit_policy(const CaseTable& table, double exchange);

// What is always shown together: the recommendation, the physicians, each regimen for all and, where the
// stages are known, the T stage rule.
std::vector<Policy> standard_policies(const CaseTable& table);

// How much more toxic than the least toxic regimen what this patient gets is: 0 or 1 for two regimens, in
// equal steps between for more.
double toxicity(const CaseTable& table, const Policy& policy, std::size_t patient);

}  // namespace residuum::decision
