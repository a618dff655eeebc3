// What a bootstrap draws: whole clusters (a patient with all his slices) with replacement, within strata if
// there are any, as many from each stratum as it holds. Rows are numbered from 0. Davison & Hinkley 1997, 3.2
// and 3.8.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "core/random.h"

namespace residuum::stats {

class ResamplingPlan {
 public:
  // Each row is a cluster of its own. R: boot(data, ...), and boot(data, ..., strata = strata). Errors of
  // all: input, for no rows.
  static ResamplingPlan plain(std::size_t rows);
  static ResamplingPlan stratified(const std::vector<int>& strata);

  // clusters[i] names the cluster of row i, strata[i] its stratum. Errors: input, for unequal lengths or a
  // cluster with rows in two strata.
  static ResamplingPlan clustered(const std::vector<std::string>& clusters);
  static ResamplingPlan clustered(const std::vector<std::string>& clusters, const std::vector<int>& strata);

  std::size_t row_count() const { return rows_; }
  std::size_t cluster_count() const { return clusters_.size(); }

  // The clusters of each stratum, numbered from 0 as they first appear.
  const std::vector<std::vector<std::size_t>>& strata() const { return strata_; }

  // The rows of one resample; a row stands in it as often as its cluster was drawn.
  std::vector<std::size_t> draw(Random& random) const;

  // All rows but those of one cluster, in order.
  std::vector<std::size_t> without(std::size_t cluster) const;

 private:
  std::size_t rows_ = 0;
  std::vector<std::vector<std::size_t>> clusters_;  // their rows
  std::vector<std::vector<std::size_t>> strata_;    // their clusters
};

}  // namespace residuum::stats
