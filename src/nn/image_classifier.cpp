#include "nn/image_classifier.h"

#include <torch/torch.h>

#include <algorithm>
#include <sstream>

#include "core/error.h"

namespace residuum::nn {

torch::Tensor ImageClassifier::forward(torch::Tensor images) {
  return logits(features(activation(images)));
}

std::shared_ptr<ImageClassifier> make_classifier(const std::string& name, int classes, int channels) {
  auto network = std::dynamic_pointer_cast<ImageClassifier>(
      make_network(name, NetworkTask::classify, classes, channels));
  if (!network) throw failure("network {} does not come apart at a layer", name);
  return network;
}

void copy_part(ImageClassifier& network, const ImageClassifier& other, const std::string& part) {
  const auto known = network.parts();
  if (std::find(known.begin(), known.end(), part) == known.end())
    throw input_error("{} is no part of this network", part);
  const torch::NoGradGuard no_gradients;
  const auto copy = [&](const auto& to, const auto& from) {
    for (const auto& item : to) {
      std::istringstream modules(part);
      for (std::string module; modules >> module;) {
        if (item.key().starts_with(module + ".")) item.value().copy_(from[item.key()]);
      }
    }
  };
  copy(network.named_parameters(), other.named_parameters());
  copy(network.named_buffers(), other.named_buffers());
}

}  // namespace residuum::nn
