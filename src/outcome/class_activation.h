// Heat maps from a layer's activation and a score's gradient there, both N x K x h x w float32; N x h x w, at
// least 0 everywhere, in units of the score. Activation and gradient are of the same images.
//   Grad-CAM: Selvaraju et al. 2017 (arXiv 1610.02391). A channel's weight is its mean gradient.
//   Grad-CAM++: Chattopadhay et al. 2018 (arXiv 1710.11063), equations 10, 11 and 19 for the score's
//   exponential: the mean is taken over rising pixels alone, weighted by how much each needs the others.
//   Where that weight is not defined, which only negative activations bring about, it is 0. Eigen-smoothing:
//   the first principal component over the pixels of the weighted channels, in place of their sum and signed
//   like it (Muhammad & Yeasin 2020, arXiv 2008.00299; Python: pytorch-grad-cam, eigen_smooth).
#pragma once

#include <torch/types.h>

#include "outcome/grad_cam.h"

namespace residuum::outcome {

torch::Tensor class_activation(const torch::Tensor& activation, const torch::Tensor& gradient,
                               const CamOptions& options);

}  // namespace residuum::outcome
