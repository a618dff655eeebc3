// The networks by name. Each takes N x 3 x H x W float32 and gives what its row below says.
#pragma once

#include <torch/nn.h>

#include <memory>
#include <string>

#include "nn/catalogue.h"
#include "nn/safetensors.h"

namespace residuum::nn {

class Network : public torch::nn::Module {
 public:
  // Of a segmenter: N x classes x H x W logits; of a classifier: N x classes logits.
  virtual torch::Tensor forward(torch::Tensor images) = 0;
};

// Layouts and parameter names of torchvision (U-Net's: milesial/Pytorch-UNet), initialised as they do, from
// LibTorch's current seed. Errors: input, for a name unknown for the task, with the nearest known one.
std::shared_ptr<Network> make_network(const std::string& name, NetworkTask task, int classes);

// Parameters and buffers by scoped name ("layer1.0.conv1.weight"), float32 on the CPU; and back by name.
// load errors: input, listing every name that is missing, unexpected or of another shape.
TensorFile state_of(const torch::nn::Module& module);
void load_state(torch::nn::Module& module, const TensorFile& file, const std::string& source);

}  // namespace residuum::nn
