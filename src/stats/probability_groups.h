// Patients grouped by their predicted probability, to set what was predicted against what was observed.
// Labels are 1 (the predicted event: residual tumour) or 0.
#pragma once

#include <vector>

namespace residuum::stats {

struct ProbabilityGroup {
  int count = 0, events = 0;
  double sum = 0;  // of the probabilities: the events expected
  std::vector<std::size_t> rows;
};

// Errors: input, for unequal lengths, none at all, a probability outside 0..1, another label.
void require_probabilities(const std::vector<double>& probabilities, const std::vector<int>& labels);

// Groups of about equal size, from the smallest probability up: between the quantiles 0, 1/groups, ... 1 (R's
// type 7), the upper end belonging to the group; equal quantiles make fewer groups. R: cut(p,
// unique(quantile(p, (0:groups) / groups)), include.lowest = TRUE). Errors: as above; fewer than 1 group.
std::vector<ProbabilityGroup> groups_of_equal_size(const std::vector<double>& probabilities,
                                                   const std::vector<int>& labels, int groups);

// The occupied ones of `groups` intervals of equal width, the lower end belonging to the group, 1 to the
// last.
std::vector<ProbabilityGroup> groups_of_equal_width(const std::vector<double>& probabilities,
                                                    const std::vector<int>& labels, int groups);

}  // namespace residuum::stats
