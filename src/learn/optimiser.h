// Optimisers by name, their schedules, and one step.
#pragma once

#include <torch/optim.h>

#include <memory>
#include <string>
#include <vector>

namespace residuum::learn {

// adamw (weight decay 0.01), sgd (momentum 0.9, weight decay 1e-4: the study's outcome networks) or rmsprop
// (momentum 0.9, weight decay 1e-8: its segmentation networks). Errors: input, for another name.
std::unique_ptr<torch::optim::Optimizer> make_optimiser(const std::string& name,
                                                        const std::vector<torch::Tensor>& parameters);

// The learning rate at `progress` (0..1) of the training whose highest rate is `peak`. adamw: linear warm-up
// over the first tenth, then a half cosine down to a hundredth. sgd: x 0.1 from three quarters on. rmsprop:
// constant.
double scheduled_rate(const std::string& optimiser, double peak, double progress);

void set_learning_rate(torch::optim::Optimizer& optimiser, double rate);

// Zeroes the gradients, goes back through `loss`, clips and steps; returns the loss. Gradients are clipped to
// a norm of 1, rmsprop's to values of 0.1 (the study's scripts). Errors: failure, when loss or gradients are
// not finite.
double step(torch::optim::Optimizer& optimiser, const std::string& name, const torch::Tensor& loss);

}  // namespace residuum::learn
