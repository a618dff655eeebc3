#include "stats/auc_bootstrap.h"

#include <unordered_map>

#include "core/error.h"
#include "stats/roc.h"

namespace residuum::stats {
namespace {

BootstrapInterval interval_of_auc(const ResamplingPlan& plan, const std::vector<double>& scores,
                                  const std::vector<int>& labels, const BootstrapOptions& options) {
  const auto auc_of_rows = [&](const std::vector<std::size_t>& rows) {
    std::vector<double> drawn_scores;
    std::vector<int> drawn_labels;
    drawn_scores.reserve(rows.size());
    drawn_labels.reserve(rows.size());
    for (const auto row : rows) {
      drawn_scores.push_back(scores[row]);
      drawn_labels.push_back(labels[row]);
    }
    return auc(drawn_scores, drawn_labels);
  };
  return bootstrap_interval(plan, auc_of_rows, options);
}

bool one_outcome_a_patient(const std::vector<std::string>& patients, const std::vector<int>& labels) {
  std::unordered_map<std::string, int> outcomes;
  for (std::size_t i = 0; i < patients.size(); ++i) {
    if (outcomes.try_emplace(patients[i], labels[i]).first->second != labels[i]) return false;
  }
  return true;
}

}  // namespace

BootstrapInterval auc_bootstrap(const std::vector<double>& scores, const std::vector<int>& labels,
                                const BootstrapOptions& options) {
  auc(scores, labels);  // what it refuses is refused here
  return interval_of_auc(ResamplingPlan::stratified(labels), scores, labels, options);
}

BootstrapInterval auc_clustered_bootstrap(const std::vector<double>& scores, const std::vector<int>& labels,
                                          const std::vector<std::string>& patients,
                                          const BootstrapOptions& options) {
  auc(scores, labels);
  if (patients.size() != labels.size())
    throw input_error("{} patients for {} rows; one each is needed", patients.size(), labels.size());
  const auto plan = one_outcome_a_patient(patients, labels) ? ResamplingPlan::clustered(patients, labels)
                                                            : ResamplingPlan::clustered(patients);
  return interval_of_auc(plan, scores, labels, options);
}

}  // namespace residuum::stats
