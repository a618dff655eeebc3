#include "decision/overlap.h"

#include <algorithm>

#include "core/error.h"

namespace residuum::decision {
namespace {

constexpr double few_effective = 20;
constexpr double low_propensity = 0.05;

}  // namespace

std::vector<std::string> overlap_warnings(const CaseTable& table, const Policy& policy,
                                          const PolicyValue& value) {
  if (value.followed == 0) {
    return {
        fmt::format("{}: nobody of {} patients was given what it says; its value rests on the outcome models "
                    "alone",
                    policy.name, table.cases.size())};
  }
  std::vector<std::string> warnings;
  if (value.effective < few_effective) {
    warnings.push_back(
        fmt::format("{}: {:.0f} patients were given what it says, worth {:.0f} after weighting; fewer "
                    "than {:.0f} carry no estimate",
                    policy.name, value.followed, value.effective, few_effective));
  } else if (value.effective < value.followed / 2) {
    warnings.push_back(
        fmt::format("{}: weighting leaves {:.0f} effective of the {:.0f} patients who were given what "
                    "it says (largest weight {:.1f})",
                    policy.name, value.effective, value.followed, value.largest_weight));
  }
  return warnings;
}

std::vector<std::string> propensity_warnings(const Nuisance& nuisance, const NuisanceOptions& options) {
  std::vector<std::string> warnings;
  const auto low = std::count_if(nuisance.propensity.begin(), nuisance.propensity.end(), [](const auto& row) {
    return *std::min_element(row.begin(), row.end()) < low_propensity;
  });
  if (low > 0) {
    warnings.push_back(fmt::format(
        "{} patients had a chance below {} of some regimen (the lowest: {:.3f}); what it would have done for them is "
        "hardly in the data",
        low, low_propensity, nuisance.lowest));
  }
  if (nuisance.clipped > 0) {
    warnings.push_back(
        fmt::format("the propensities of {} patients were clipped to {} .. {} (the lowest was {:.3f})",
                    nuisance.clipped, options.clip, 1 - options.clip, nuisance.lowest));
  }
  if (nuisance.constant > 0) {
    warnings.push_back(fmt::format(
        "{} of the cross-fitted models had one outcome alone to learn from; a constant rate stands in",
        nuisance.constant));
  }
  return warnings;
}

}  // namespace residuum::decision
