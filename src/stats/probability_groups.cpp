#include "stats/probability_groups.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "core/error.h"

namespace residuum::stats {
namespace {

void require_groups(int groups) {
  if (groups < 1) throw input_error("{} groups of probabilities: one is needed at least", groups);
}

// place(p): the number of p's group.
template <class Place>
std::vector<ProbabilityGroup> gather(const std::vector<double>& probabilities, const std::vector<int>& labels,
                                     Place&& place) {
  std::map<std::size_t, ProbabilityGroup> occupied;
  for (std::size_t i = 0; i < probabilities.size(); ++i) {
    auto& group = occupied[place(probabilities[i])];
    group.count += 1;
    group.events += labels[i];
    group.sum += probabilities[i];
    group.rows.push_back(i);
  }
  std::vector<ProbabilityGroup> groups;
  for (auto& [number, group] : occupied) groups.push_back(std::move(group));
  return groups;
}

}  // namespace

void require_probabilities(const std::vector<double>& probabilities, const std::vector<int>& labels) {
  if (probabilities.size() != labels.size()) {
    throw input_error("{} probabilities for {} labels; one each is needed", probabilities.size(),
                      labels.size());
  }
  if (labels.empty()) throw input_error("no probability; one is needed at least");
  for (std::size_t i = 0; i < labels.size(); ++i) {
    if (!(probabilities[i] >= 0 && probabilities[i] <= 1))
      throw input_error("probability {} is not in 0..1", i + 1);
    if (labels[i] != 0 && labels[i] != 1)
      throw input_error("label {} is {}; 0 or 1 is needed", i + 1, labels[i]);
  }
}

std::vector<ProbabilityGroup> groups_of_equal_size(const std::vector<double>& probabilities,
                                                   const std::vector<int>& labels, int groups) {
  require_probabilities(probabilities, labels);
  require_groups(groups);
  auto sorted = probabilities;
  std::sort(sorted.begin(), sorted.end());
  std::vector<double> upper_ends;
  const auto parts = static_cast<std::size_t>(groups), steps = sorted.size() - 1;
  for (std::size_t i = 1; i <= parts; ++i) {
    const std::size_t low = steps * i / parts, rest = steps * i % parts;
    const double share = static_cast<double>(rest) / static_cast<double>(parts);
    upper_ends.push_back(rest == 0 ? sorted[low] : std::lerp(sorted[low], sorted[low + 1], share));
  }
  upper_ends.erase(std::unique(upper_ends.begin(), upper_ends.end()), upper_ends.end());
  // The smallest value belongs to the group above it, which no group of its own begins.
  const std::size_t lowest = upper_ends.size() > 1 && upper_ends.front() == sorted.front() ? 1 : 0;
  return gather(probabilities, labels, [&](double p) {
    const auto end = std::lower_bound(upper_ends.begin(), upper_ends.end(), p);
    return std::max(lowest, static_cast<std::size_t>(end - upper_ends.begin()));
  });
}

std::vector<ProbabilityGroup> groups_of_equal_width(const std::vector<double>& probabilities,
                                                    const std::vector<int>& labels, int groups) {
  require_probabilities(probabilities, labels);
  require_groups(groups);
  const auto count = static_cast<std::size_t>(groups);
  return gather(probabilities, labels, [&](double p) {
    return std::min(count - 1, static_cast<std::size_t>(p * static_cast<double>(groups)));
  });
}

}  // namespace residuum::stats
