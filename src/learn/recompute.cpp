#include "learn/recompute.h"

#include <torch/torch.h>

#include <memory>
#include <mutex>
#include <vector>

namespace residuum::learn {
namespace {

using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

// The state of the default generator of where a tensor lies.
torch::Tensor random_state(const torch::Device& device) {
  auto generator = at::globalContext().defaultGenerator(device);
  const std::lock_guard lock(generator.mutex());
  return generator.get_state();
}
void set_random_state(const torch::Device& device, const torch::Tensor& state) {
  auto generator = at::globalContext().defaultGenerator(device);
  const std::lock_guard lock(generator.mutex());
  generator.set_state(state);
}

struct Recomputation : torch::CustomClassHolder {
  torch::nn::Module* module = nullptr;
  std::function<torch::Tensor(const torch::Tensor&)> f;
  torch::Tensor input, random;
};

struct Recomputed : torch::autograd::Function<Recomputed> {
  // `wish` wants a gradient, or nothing would ever go back through here.
  static torch::Tensor forward(AutogradContext* context, const torch::Tensor& wish,
                               const c10::intrusive_ptr<Recomputation>& work) {
    (void)wish;
    context->saved_data["work"] = c10::IValue::make_capsule(work);
    work->random = random_state(work->input.device());
    const torch::NoGradGuard no_gradients;
    return work->f(work->input);
  }

  static variable_list backward(AutogradContext* context, variable_list gradients) {
    const auto capsule = context->saved_data["work"].toCapsule();
    auto& work = static_cast<Recomputation&>(*capsule);
    const auto device = work.input.device();
    const auto random = random_state(device);
    std::vector<torch::Tensor> statistics;
    for (const auto& buffer : work.module->buffers()) statistics.push_back(buffer.detach().clone());
    {
      const torch::AutoGradMode with_gradients(true);
      set_random_state(device, work.random);
      const auto again = work.f(work.input);
      torch::autograd::backward({again}, {gradients.front()});
    }
    const torch::NoGradGuard no_gradients;
    auto buffers = work.module->buffers();
    for (std::size_t i = 0; i < buffers.size(); ++i) buffers[i].copy_(statistics[i]);
    set_random_state(device, random);
    return {torch::Tensor(), torch::Tensor()};
  }
};

}  // namespace

torch::Tensor recomputed(torch::nn::Module& module, const torch::Tensor& input,
                         std::function<torch::Tensor(const torch::Tensor&)> f) {
  if (!torch::GradMode::is_enabled() || !module.is_training()) return f(input);
  auto work = c10::make_intrusive<Recomputation>();
  work->module = &module;
  work->f = std::move(f);
  work->input = input.detach();
  const auto wish = torch::zeros({1}, torch::TensorOptions().requires_grad(true));
  return Recomputed::apply(wish, work);
}

}  // namespace residuum::learn
