#include "learn/guarded_step.h"

#include <torch/torch.h>

#include <vector>

#include "core/log.h"

namespace residuum::learn {

GuardedStep guarded_step(torch::nn::Module& module, Optimiser& optimiser, const nn::Compute& compute,
                         std::size_t parts,
                         const std::function<torch::Tensor(const nn::Compute&, std::size_t part)>& loss) {
  const auto losses = [&](const nn::Compute& by) {
    std::vector<Optimiser::Part> all;
    for (std::size_t part = 0; part < parts; ++part) all.emplace_back([&, part] { return loss(by, part); });
    return all;
  };
  if (compute.precision == nn::Precision::fp32) return {optimiser.step(losses(compute)), false};
  std::vector<torch::Tensor> before;
  const auto buffers = module.buffers();
  for (const auto& buffer : buffers) before.push_back(buffer.detach().clone());
  if (const auto value = optimiser.try_step(losses(compute))) return {*value, false};
  {
    const torch::NoGradGuard no_gradients;
    for (std::size_t i = 0; i < buffers.size(); ++i) buffers[i].copy_(before[i]);
  }
  log_message(LogLevel::debug, "a step was not finite in bf16; it is done again in float32");
  auto exact = compute;
  exact.precision = nn::Precision::fp32;
  return {optimiser.step(losses(exact)), true};
}

GuardedStep guarded_step(torch::nn::Module& module, Optimiser& optimiser, const nn::Compute& compute,
                         const std::function<torch::Tensor(const nn::Compute&)>& loss) {
  return guarded_step(module, optimiser, compute, 1,
                      [&](const nn::Compute& by, std::size_t) { return loss(by); });
}

}  // namespace residuum::learn
