// A classifier in the parts that an explanation needs: forward(x) is logits(features(activation(x))). All are
// differentiable; none changes what it is given, so that a gradient can be asked for at each seam.
#pragma once

#include "nn/network.h"

namespace residuum::nn {

class ImageClassifier : public Network {
 public:
  torch::Tensor forward(torch::Tensor images) override;

  // N x K x h x w float32: what the layer `layer()` gives. Heat maps are drawn there: of all layers that
  // still know where things are it lies nearest to the output.
  virtual torch::Tensor activation(const torch::Tensor& images) = 0;
  // N x K: the mean over the image of that activation, or of what stands behind it; what the head sees.
  virtual torch::Tensor features(const torch::Tensor& activation) = 0;
  // N x classes. In training with the network's dropout.
  virtual torch::Tensor logits(const torch::Tensor& features) = 0;

  // Its name as the published drawings of these networks use it: "layer4.2", "conv_head".
  virtual std::string layer() const = 0;
  // All modules by their names, from the output to the input. A part is one entry: "fc", "layer4", "conv1
  // bn1".
  virtual std::vector<std::string> parts() const = 0;
};

// As make_network of a classifier; every one of them comes apart so.
std::shared_ptr<ImageClassifier> make_classifier(const std::string& name, int classes, int channels = 3);

// Gives each of a part's parameters and statistics the values of `other`, a network of the same name.
// Errors: input, for a part that parts() does not name.
void copy_part(ImageClassifier& network, const ImageClassifier& other, const std::string& part);

}  // namespace residuum::nn
