// The networks by name. Each takes N x C x H x W float32 and gives what its row below says.
#pragma once

#include <torch/nn.h>

#include <memory>
#include <string>

#include "nn/catalogue.h"
#include "nn/normalisation.h"
#include "nn/safetensors.h"

namespace residuum::nn {

// What has to be known to start from a network's published weights.
struct Traits {
  std::string first_convolution;  // "conv1": what another number of input channels changes
  std::string head;               // "fc": what another number of classes changes, and all below it
  Normalisation normalisation;
};

class Network : public torch::nn::Module {
 public:
  // Of a segmenter: N x classes x H x W logits; of a classifier: N x classes logits.
  virtual torch::Tensor forward(torch::Tensor images) = 0;
  virtual Traits traits() const = 0;
};

// Layouts and parameter names of torchvision or timm, as each network's header says, and initialised as they
// do, from LibTorch's current seed. `channels` is C. Errors: input, for a name unknown for the task, with the
// nearest known one.
std::shared_ptr<Network> make_network(const std::string& name, NetworkTask task, int classes,
                                      int channels = 3);

// The same, whatever the network's task.
std::shared_ptr<Network> make_any_network(const std::string& name, int classes, int channels);

// Parameters and buffers by scoped name ("layer1.0.conv1.weight"), float32 on the CPU; and back by name:
// values are copied, but blank weights (blank_weights.h) become the file's own tensors. Errors: failure, of a
// state with blank weights; on loading input, listing every name that is missing, unexpected, of another
// shape or not finite (of a blank one the engine says so, as a failure, when it packs it).
TensorFile state_of(const torch::nn::Module& module);
void load_state(torch::nn::Module& module, const TensorFile& file, const std::string& source);

}  // namespace residuum::nn
