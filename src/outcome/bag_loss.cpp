#include "outcome/bag_loss.h"

#include <torch/torch.h>

namespace residuum::outcome {
namespace {

// log of the mean over each patient's slices of exp(values).
torch::Tensor log_mean(const torch::Tensor& values, const torch::Tensor& member) {
  const auto outside = member.logical_not();
  const auto of_patient = values.unsqueeze(0).expand_as(member).masked_fill(outside, -1e30);
  return of_patient.logsumexp(1) - member.sum(1).to(torch::kFloat32).log();
}

}  // namespace

torch::Tensor mean_log_probabilities(const torch::Tensor& logits, const torch::Tensor& patient,
                                     std::int64_t patients) {
  const auto ids = torch::arange(patients, patient.options()).unsqueeze(1);
  const auto member = patient.unsqueeze(0).eq(ids);  // P x N
  return torch::stack(
      {log_mean(torch::log_sigmoid(-logits), member), log_mean(torch::log_sigmoid(logits), member)}, 1);
}

torch::Tensor log_probabilities(const torch::Tensor& logits) {
  return torch::stack({torch::log_sigmoid(-logits), torch::log_sigmoid(logits)}, 1);
}

torch::Tensor cross_entropy(const torch::Tensor& log_probabilities, const torch::Tensor& outcomes,
                            const torch::Tensor& weights, double smoothing) {
  const auto rt = outcomes * (1 - smoothing) + smoothing / 2;
  const auto each = -(rt * log_probabilities.select(1, 1) + (1 - rt) * log_probabilities.select(1, 0));
  return (weights * each).sum() / weights.sum();
}

}  // namespace residuum::outcome
