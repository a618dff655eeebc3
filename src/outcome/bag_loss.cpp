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

torch::Tensor bag_loss(const torch::Tensor& logits, const torch::Tensor& patient,
                       const torch::Tensor& outcomes) {
  const auto ids = torch::arange(outcomes.size(0), patient.options()).unsqueeze(1);
  const auto member = patient.unsqueeze(0).eq(ids);  // P x N
  const auto rt = log_mean(torch::log_sigmoid(logits), member),
             nrt = log_mean(torch::log_sigmoid(-logits), member);
  return -(outcomes * rt + (1 - outcomes) * nrt).mean();
}

}  // namespace residuum::outcome
