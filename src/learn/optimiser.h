// Optimisers by name (their settings and schedules: recipe.h), and one step.
#pragma once

#include <torch/optim.h>

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "learn/recipe.h"

namespace residuum::learn {

// Errors: input, for a name that recipe() does not know.
std::unique_ptr<torch::optim::Optimizer> make_optimiser(const std::string& name,
                                                        const std::vector<torch::Tensor>& parameters);

void set_learning_rate(torch::optim::Optimizer& optimiser, double rate);

// Zeroes the gradients, goes back through `loss`, clips as the recipe says and steps; returns the loss.
// Errors: failure, when loss or gradients are not finite.
double step(torch::optim::Optimizer& optimiser, const std::string& name, const torch::Tensor& loss);

// The same, but nothing is stepped and nothing returned when loss or gradients are not finite.
std::optional<double> try_step(torch::optim::Optimizer& optimiser, const std::string& name,
                               const torch::Tensor& loss);

}  // namespace residuum::learn
