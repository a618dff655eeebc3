// A segmenter whose inner layers can have outputs of their own while it trains (deep supervision, Lee et al.
// 2015): the heads are modules that are there only where they were asked for. forward() goes past them, so
// that the same weights predict the same with and without.
#pragma once

#include <vector>

#include "nn/network.h"

namespace residuum::nn {

class ImageSegmenter : public Network {
 public:
  // Registers the heads under side_heads(), initialised from LibTorch's current seed; all other weights
  // stay. REQUIRES: called once, before the network is placed.
  virtual void add_side_heads() = 0;

  // What forward() gives, and behind it each head's N x classes x h x w logits, h and w those of the image or
  // fewer, in the order of side_supervision() (deep_supervision.h). REQUIRES: add_side_heads().
  virtual std::vector<torch::Tensor> outputs(const torch::Tensor& images) = 0;

  virtual std::string side_heads() const = 0;  // what their names begin with: "aux_classifier"
};

// Whether a tensor of this name is of the network's side heads; of a classifier none is.
bool is_side_head(const Network& network, const std::string& tensor);

// As make_network of a segmenter.
std::shared_ptr<ImageSegmenter> make_segmenter(const std::string& name, int classes, int channels = 3);

// The network's state as prediction needs it.
TensorFile state_without_side_heads(const Network& network);

}  // namespace residuum::nn
