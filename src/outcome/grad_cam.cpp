#include "outcome/grad_cam.h"

#include <torch/torch.h>

#include "core/error.h"
#include "nn/image_classifier.h"
#include "nn/placement.h"
#include "outcome/bags.h"
#include "outcome/class_activation.h"
#include "outcome/model_file.h"

namespace residuum::outcome {
namespace {

constexpr std::int64_t slices_at_once = 8;

imaging::Slice to_slice(const torch::Tensor& map) {
  const auto values = map.contiguous();
  const auto* const first = values.data_ptr<float>();
  return {static_cast<std::size_t>(map.size(1)),
          static_cast<std::size_t>(map.size(0)),
          {first, first + values.numel()}};
}

}  // namespace

std::string to_string(CamMethod method) {
  return method == CamMethod::grad_cam ? "grad-cam" : "grad-cam++";
}

CamMethod cam_method(const std::string& name) {
  for (const auto method : {CamMethod::grad_cam, CamMethod::grad_cam_plus_plus}) {
    if (to_string(method) == name) return method;
  }
  throw input_error("heat map \"{}\" is neither grad-cam nor grad-cam++", name);
}

struct Explainer::State {
  Model model;
  std::shared_ptr<nn::ImageClassifier> network;
  std::string name;  // of the network, as make_classifier knows it
  std::string layer;
};

Explainer::Explainer(const fs::path& path) : state_(std::make_unique<State>()) {
  state_->model = read_model(path);
  state_->network = std::dynamic_pointer_cast<nn::ImageClassifier>(state_->model.network);
  if (!state_->network) throw input_error("{}: no heat map can be drawn of this network", path.string());
  state_->network->eval();
  state_->name = state_->model.network_name;
  state_->layer = state_->network->layer();
}
Explainer::~Explainer() = default;
Explainer::Explainer(Explainer&&) noexcept = default;

const std::string& Explainer::regimen() const {
  return state_->model.regimen;
}
const std::string& Explainer::layer() const {
  return state_->layer;
}
int Explainer::image_size() const {
  return state_->model.image_size;
}

std::vector<HeatMap> Explainer::explain(const Bag& bag, cohort::Outcome of, const CamOptions& options) const {
  const torch::AutoGradMode gradients(true);  // whatever the caller has switched off
  auto& network = *state_->network;
  const int size = image_size();
  std::vector<HeatMap> maps;
  for (const auto& grey : bag_tensor(bag, size).split(slices_at_once)) {
    torch::Tensor activation;
    {
      const torch::NoGradGuard no_gradients;
      activation = network.activation(nn::network_input(grey, network.traits().normalisation, {}));
    }
    activation.requires_grad_();
    const auto logits = network.logits(network.features(activation)).squeeze(1);
    const auto score = of == cohort::Outcome::rt ? logits : -logits;
    const auto gradient = torch::autograd::grad({score.sum()}, {activation}).front();
    const torch::NoGradGuard no_gradients;
    const auto coarse = class_activation(activation.detach(), gradient, options);
    const auto fine = torch::nn::functional::interpolate(coarse.unsqueeze(1),
                                                         torch::nn::functional::InterpolateFuncOptions()
                                                             .size(std::vector<std::int64_t>{size, size})
                                                             .mode(torch::kBilinear)
                                                             .align_corners(false))
                          .squeeze(1);
    const auto probabilities = logits.sigmoid();
    for (std::int64_t i = 0; i < fine.size(0); ++i)
      maps.push_back({to_slice(fine[i]), probabilities[i].item<double>()});
  }
  return maps;
}

std::vector<std::string> Explainer::parts() const {
  return state_->network->parts();
}

void Explainer::randomise(const std::string& part, std::uint64_t seed) {
  torch::manual_seed(seed);
  nn::copy_part(*state_->network, *nn::make_classifier(state_->name, 1), part);
}

}  // namespace residuum::outcome
