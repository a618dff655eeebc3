#include "outcome/grad_cam.h"

#include <torch/torch.h>

#include "core/error.h"
#include "core/random.h"
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

namespace {

struct Maps {
  torch::Tensor coarse, probabilities;  // N x h x w; N
};

// Of N inputs (slices or one stack) whose activations are there, K x h x w each.
Maps maps_of(PatientNetwork& network, torch::Tensor activation, cohort::Outcome of,
             const CamOptions& options) {
  auto& classifier = network.network();
  activation.requires_grad_();
  auto features = classifier.features(activation);
  if (network.architecture().unit == Unit::attention)
    features = network.attention().pool(features, torch::zeros({features.size(0)}, torch::kInt64), 1);
  const auto logits = classifier.logits(features).squeeze(1);
  const auto score = of == cohort::Outcome::rt ? logits : -logits;
  const auto gradient = torch::autograd::grad({score.sum()}, {activation}).front();
  const torch::NoGradGuard no_gradients;
  return {class_activation(activation.detach(), gradient, options),
          logits.sigmoid().expand({activation.size(0)})};
}

torch::Tensor activation_of(PatientNetwork& network, const torch::Tensor& grey) {
  const torch::NoGradGuard no_gradients;
  return network.network().activation(network.input(grey, {}));
}

Maps maps_of_bag(PatientNetwork& network, const torch::Tensor& slices, cohort::Outcome of,
                 const CamOptions& options) {
  const auto unit = network.architecture().unit;
  if (unit == Unit::stack) {
    const auto one = maps_of(network, activation_of(network, slices), of, options);
    const auto stacked = std::min<std::int64_t>(slices.size(0), stacked_slices);
    auto coarse = torch::zeros({slices.size(0), one.coarse.size(1), one.coarse.size(2)});
    coarse.narrow(0, 0, stacked).copy_(one.coarse.expand({stacked, -1, -1}));
    return {coarse, one.probabilities.expand({slices.size(0)})};
  }
  std::vector<torch::Tensor> activations, coarse, probabilities;
  for (const auto& grey : slices.split(slices_at_once)) activations.push_back(activation_of(network, grey));
  if (unit == Unit::attention) return maps_of(network, torch::cat(activations), of, options);
  for (const auto& activation : activations) {
    const auto part = maps_of(network, activation, of, options);
    coarse.push_back(part.coarse);
    probabilities.push_back(part.probabilities);
  }
  return {torch::cat(coarse), torch::cat(probabilities)};
}

}  // namespace

struct Explainer::State {
  Model model;
};

Explainer::Explainer(const fs::path& path) : state_(std::make_unique<State>(State{read_model(path)})) {
  for (auto& network : state_->model.networks) network->eval();
}
Explainer::~Explainer() = default;
Explainer::Explainer(Explainer&&) noexcept = default;

const std::string& Explainer::regimen() const {
  return state_->model.regimen;
}
std::string Explainer::layer() const {
  return state_->model.networks.front()->network().layer();
}
int Explainer::image_size() const {
  return state_->model.image_size;
}

std::vector<HeatMap> Explainer::explain(const Bag& bag, cohort::Outcome of, const CamOptions& options) const {
  const torch::AutoGradMode gradients(true);  // whatever the caller has switched off
  const int size = image_size();
  const auto slices = bag_tensor(bag, size);
  const auto count = static_cast<double>(state_->model.networks.size());
  Maps mean;
  for (auto& network : state_->model.networks) {
    const auto one = maps_of_bag(*network, slices, of, options);
    mean.coarse = mean.coarse.defined() ? mean.coarse + one.coarse / count : one.coarse / count;
    mean.probabilities = mean.probabilities.defined() ? mean.probabilities + one.probabilities / count
                                                      : one.probabilities / count;
  }
  const torch::NoGradGuard no_gradients;
  const auto fine = torch::nn::functional::interpolate(mean.coarse.unsqueeze(1),
                                                       torch::nn::functional::InterpolateFuncOptions()
                                                           .size(std::vector<std::int64_t>{size, size})
                                                           .mode(torch::kBilinear)
                                                           .align_corners(false))
                        .squeeze(1);
  std::vector<HeatMap> maps;
  for (std::int64_t i = 0; i < fine.size(0); ++i)
    maps.push_back({to_slice(fine[i]), mean.probabilities[i].item<double>()});
  return maps;
}

std::vector<std::string> Explainer::parts() const {
  return state_->model.networks.front()->network().parts();
}

void Explainer::randomise(const std::string& part, std::uint64_t seed) {
  for (std::size_t i = 0; i < state_->model.networks.size(); ++i) {
    torch::manual_seed(derive_seed(seed, fmt::format("network {}", i)));
    const PatientNetwork blank(state_->model.architecture);
    nn::copy_part(state_->model.networks[i]->network(), blank.network(), part);
  }
}

}  // namespace residuum::outcome
