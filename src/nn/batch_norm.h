// Batch normalisation (Ioffe & Szegedy 2015; torch.nn.BatchNorm2d, its names and statistics) with the sum and
// the ReLU that follow it. LibTorch goes over the image once for each of the three, and again for each
// gradient; in training on a processor here all are one pass over channels-last images in bf16 or float32,
// after one for the statistics, and the same back. Everything else goes LibTorch's way.
#pragma once

#include <torch/nn.h>

namespace residuum::nn {

class BatchNorm : public torch::nn::Module {
 public:
  enum class Then { nothing, relu };
  explicit BatchNorm(std::int64_t channels, Then then = Then::nothing, double epsilon = 1e-5);

  torch::Tensor forward(const torch::Tensor& x) { return plus(x, {}); }
  // relu(norm(x) + added), or without ReLU as it was made; `added` of x's shape, or undefined.
  torch::Tensor plus(const torch::Tensor& x, const torch::Tensor& added);

  torch::Tensor weight, bias, running_mean, running_var, num_batches_tracked;

 private:
  Then then_;
  double epsilon_;
};

// With the ReLU that networks have behind most of theirs.
std::shared_ptr<BatchNorm> norm_relu(std::int64_t channels, double epsilon = 1e-5);

}  // namespace residuum::nn
