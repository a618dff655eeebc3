// An exponential moving average of a network's weights over the steps of a training (Polyak and Juditsky
// 1992; as torch.optim.swa_utils' get_ema_multi_avg_fn): steadier than the weights of any one step, above all
// where epochs are few. The first steps weigh more, so that random weights are soon forgotten.
#pragma once

#include <torch/nn.h>

#include <string>
#include <vector>

#include "nn/network.h"

namespace residuum::learn {

class WeightAverage {
 public:
  // Begins at the module's weights; batch norm's statistics are averaged with them. 0 < decay < 1.
  WeightAverage(torch::nn::Module& module, double decay);

  void update();    // after a step
  void exchange();  // the module's tensors against the average's, and back
  void restart();   // at the module's weights again

  // By name, as nn::state_of, with the count of updates; and back.
  nn::TensorFile state() const;
  void load(const nn::TensorFile& file, const std::string& source);

 private:
  struct Pair {
    std::string name;
    torch::Tensor of_module, average;
  };
  std::vector<Pair> pairs_;
  double decay_;
  std::int64_t updates_ = 0;
};

}  // namespace residuum::learn
