// Whether the patients can carry the estimate: how alike those are who had each regimen, and what weights
// follow.
#pragma once

#include <string>
#include <vector>

#include "decision/policy_value.h"

namespace residuum::decision {

// Lines for people, empty where nothing is amiss. A policy's: nobody or fewer than 20 effective patients were
// given what it says, or the weights halve their number.
std::vector<std::string> overlap_warnings(const CaseTable& table, const Policy& policy,
                                          const PolicyValue& value);

// Of all patients: propensities that were clipped, or below 0.05; nuisance models that are a mere rate.
std::vector<std::string> propensity_warnings(const Nuisance& nuisance, const NuisanceOptions& options);

}  // namespace residuum::decision
