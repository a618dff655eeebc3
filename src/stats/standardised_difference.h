// How far two groups lie apart, in standard deviations and without a sign; 0.1 is commonly taken for balance.
// Unlike P it does not grow with the number of patients. R: stddiff, tableone::ExtractSmd.
#pragma once

#include <optional>

#include "stats/contingency.h"
#include "stats/t_tests.h"

namespace residuum::stats {

// Difference of the means over the root of the mean variance (Cohen 1988; Austin 2009). Empty where neither
// sample has any spread. Errors: input, for a mean or deviation that is not finite, or a negative deviation.
std::optional<double> standardised_difference(const Sample& first, const Sample& second);

// Of categories, the two columns being groups: Mahalanobis' distance of the shares (Yang & Dalton 2012).
// Levels without patients are left out. Empty where a group has nobody, or where some level tells the groups
// apart without doubt. Errors: input, as contingency.h, and for a table without exactly two columns.
std::optional<double> standardised_difference(const Counts& levels_by_group);

}  // namespace residuum::stats
