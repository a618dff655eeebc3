#include "nn/image_segmenter.h"

#include <torch/torch.h>

#include "core/error.h"

namespace residuum::nn {

std::shared_ptr<ImageSegmenter> make_segmenter(const std::string& name, int classes, int channels) {
  auto network =
      std::dynamic_pointer_cast<ImageSegmenter>(make_network(name, NetworkTask::segment, classes, channels));
  if (!network) throw failure("network {} has no place for side outputs", name);
  return network;
}

bool is_side_head(const Network& network, const std::string& tensor) {
  const auto* const segmenter = dynamic_cast<const ImageSegmenter*>(&network);
  return segmenter != nullptr && tensor.starts_with(segmenter->side_heads() + ".");
}

TensorFile state_without_side_heads(const Network& network) {
  auto state = state_of(network);
  std::erase_if(state.tensors, [&](const auto& tensor) { return is_side_head(network, tensor.first); });
  return state;
}

}  // namespace residuum::nn
