// Gated attention over a bag (Ilse, Tomczak & Welling 2018, arXiv 1802.04712, equations 7 and 9): the bag's
// features are the weighted sum of its slices', the weights being
//   softmax over the bag of w'(tanh(V h) * sigmoid(U h)).
#pragma once

#include <torch/nn.h>

namespace residuum::outcome {

class GatedAttention : public torch::nn::Module {
 public:
  explicit GatedAttention(std::int64_t features, std::int64_t hidden = 128);  // the article's L = 128

  // Of slices' features (N x K) and the patient of each (N, 0..P-1, each at least once): N weights that sum
  // to 1 over each patient's slices.
  torch::Tensor weights(const torch::Tensor& features, const torch::Tensor& patient, std::int64_t patients);
  // P x K.
  torch::Tensor pool(const torch::Tensor& features, const torch::Tensor& patient, std::int64_t patients);

 private:
  torch::nn::Linear v_, u_, w_;
};

}  // namespace residuum::outcome
