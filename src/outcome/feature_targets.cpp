#include "outcome/feature_targets.h"

#include <torch/torch.h>

#include <set>

#include "core/error.h"

namespace residuum::outcome {
namespace {

constexpr double furthest = 3;  // standard deviations: one odd tumour must not drive the training

std::string bytes_hash(const torch::Tensor& tensor) {
  return sha256({static_cast<const char*>(tensor.data_ptr()), tensor.nbytes()});
}

}  // namespace

std::string FeatureTargets::hash() const {
  return sha256(bytes_hash(values) + bytes_hash(known));
}

FeatureTargets feature_targets(const BagSet& set, const PatientNumbers& features) {
  std::set<std::string> names;
  for (const auto& patient : set.patients) {
    if (const auto of = features.find(patient); of != features.end()) {
      for (const auto& [name, value] : of->second) names.insert(name);
    }
  }
  const auto nan = std::numeric_limits<float>::quiet_NaN();
  std::vector<torch::Tensor> rows;
  for (const auto& patient : set.patients) {
    std::vector<float> row;
    const auto of = features.find(patient);
    for (const auto& name : names) {
      const bool has = of != features.end() && of->second.contains(name);
      row.push_back(has ? static_cast<float>(of->second.at(name)) : nan);
    }
    rows.push_back(torch::tensor(row, torch::kFloat32));
  }
  const auto raw = torch::stack(rows);
  const auto known = raw.isfinite().all(1);
  const auto seen = raw.index({known});
  if (names.empty() || seen.size(0) < 2)
    throw input_error("{} of {} patients to learn from have features of their tumours; at least 2 are needed",
                      names.empty() ? 0 : seen.size(0), set.patients.size());
  const auto mean = seen.mean(0), sd = seen.std(0);
  const auto varies = sd > 1e-6 * (mean.abs() + 1e-6);
  if (!varies.any().item<bool>()) throw input_error("the tumours to learn from have all the same features");
  const auto apart = ((raw - mean) / sd).clamp(-furthest, furthest).nan_to_num(0);
  const auto of_known = apart * known.unsqueeze(1);
  return {of_known.index({torch::indexing::Slice(), varies}).contiguous(), known.to(torch::kFloat32)};
}

torch::Tensor feature_error(const torch::Tensor& estimates, const torch::Tensor& values,
                            const torch::Tensor& known) {
  const auto each = (estimates - values).square().mean(1);
  return (each * known).sum() / known.sum().clamp_min(1);
}

}  // namespace residuum::outcome
