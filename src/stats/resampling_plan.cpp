#include "stats/resampling_plan.h"

#include <unordered_map>

#include "core/error.h"

namespace residuum::stats {

ResamplingPlan ResamplingPlan::plain(std::size_t rows) {
  return stratified(std::vector<int>(rows, 0));
}

ResamplingPlan ResamplingPlan::stratified(const std::vector<int>& strata) {
  std::vector<std::string> clusters;
  for (std::size_t i = 0; i < strata.size(); ++i) clusters.push_back(std::to_string(i));
  return clustered(clusters, strata);
}

ResamplingPlan ResamplingPlan::clustered(const std::vector<std::string>& clusters) {
  return clustered(clusters, std::vector<int>(clusters.size(), 0));
}

ResamplingPlan ResamplingPlan::clustered(const std::vector<std::string>& clusters,
                                         const std::vector<int>& strata) {
  if (clusters.size() != strata.size()) {
    throw input_error("{} clusters for {} strata; one each a row is needed", clusters.size(), strata.size());
  }
  if (clusters.empty()) throw input_error("no rows to resample; one is needed at least");
  // Numbered as they first appear, so that a draw depends on the rows' order and on nothing else.
  ResamplingPlan plan;
  plan.rows_ = clusters.size();
  std::unordered_map<std::string, std::size_t> cluster_numbers;
  std::unordered_map<int, std::size_t> stratum_numbers;
  std::vector<std::size_t> stratum_of;  // of each cluster
  for (std::size_t row = 0; row < clusters.size(); ++row) {
    const auto stratum = stratum_numbers.try_emplace(strata[row], stratum_numbers.size()).first->second;
    const auto [place, is_new] = cluster_numbers.try_emplace(clusters[row], plan.clusters_.size());
    if (stratum == plan.strata_.size()) plan.strata_.emplace_back();
    if (is_new) {
      plan.strata_[stratum].push_back(plan.clusters_.size());
      plan.clusters_.emplace_back();
      stratum_of.push_back(stratum);
    } else if (stratum_of[place->second] != stratum) {
      throw input_error("cluster {} has rows in two strata: resample without strata, or mend them",
                        clusters[row]);
    }
    plan.clusters_[place->second].push_back(row);
  }
  return plan;
}

std::vector<std::size_t> ResamplingPlan::draw(Random& random) const {
  std::vector<std::size_t> rows;
  rows.reserve(rows_);
  for (const auto& stratum : strata_) {
    for (std::size_t i = 0; i < stratum.size(); ++i) {
      const auto drawn = static_cast<std::size_t>(random.integer(0, static_cast<long>(stratum.size()) - 1));
      const auto& cluster = clusters_[stratum[drawn]];
      rows.insert(rows.end(), cluster.begin(), cluster.end());
    }
  }
  return rows;
}

std::vector<std::size_t> ResamplingPlan::without(std::size_t cluster) const {
  std::vector<bool> left_out(rows_);
  for (const auto row : clusters_.at(cluster)) left_out[row] = true;
  std::vector<std::size_t> rows;
  for (std::size_t row = 0; row < rows_; ++row) {
    if (!left_out[row]) rows.push_back(row);
  }
  return rows;
}

}  // namespace residuum::stats
