#include "outcome/attention.h"

#include <torch/torch.h>

namespace residuum::outcome {

GatedAttention::GatedAttention(std::int64_t features, std::int64_t hidden)
    : v_(register_module("v", torch::nn::Linear(features, hidden))),
      u_(register_module("u", torch::nn::Linear(features, hidden))),
      w_(register_module("w", torch::nn::Linear(hidden, 1))) {}

torch::Tensor GatedAttention::weights(const torch::Tensor& features, const torch::Tensor& patient,
                                      std::int64_t patients) {
  const auto scores = w_(torch::tanh(v_(features)) * torch::sigmoid(u_(features))).squeeze(1);
  const auto ids = torch::arange(patients, patient.options()).unsqueeze(1);
  const auto outside = patient.unsqueeze(0).ne(ids);  // P x N
  const auto each = scores.unsqueeze(0).expand_as(outside).masked_fill(outside, -1e30).softmax(1);
  return each.sum(0);  // a slice is of one patient, elsewhere its weight is 0
}

torch::Tensor GatedAttention::pool(const torch::Tensor& features, const torch::Tensor& patient,
                                   std::int64_t patients) {
  const auto weighted = features * weights(features, patient, patients).unsqueeze(1);
  return torch::zeros({patients, features.size(1)}, features.options()).index_add(0, patient, weighted);
}

}  // namespace residuum::outcome
