#include "outcome/bag_predictor.h"

#include <torch/torch.h>

#include "learn/predict.h"
#include "nn/placement.h"
#include "outcome/bags.h"

namespace residuum::outcome {
namespace {

// The image network up to what its head sees, as a network of its own.
class Features : public nn::Network {
 public:
  explicit Features(std::shared_ptr<nn::ImageClassifier> network)
      : network_(register_module("network", std::move(network))) {}
  torch::Tensor forward(torch::Tensor images) override {
    return network_->features(network_->activation(images));
  }
  nn::Traits traits() const override { return network_->traits(); }

 private:
  std::shared_ptr<nn::ImageClassifier> network_;
};

}  // namespace

struct BagPredictor::State {
  State(PatientNetwork& of, const nn::Compute& on, nn::NetworkWeights weights)
      : network(of),
        compute(on),
        features(of.shared_network()),
        engine(of.architecture().unit == Unit::attention ? static_cast<nn::Network&>(features)
                                                         : static_cast<nn::Network&>(of.network()),
               on, weights) {}
  PatientNetwork& network;
  nn::Compute compute;
  Features features;
  nn::Engine engine;
};

BagPredictor::BagPredictor(PatientNetwork& network, const nn::Compute& compute, nn::NetworkWeights weights)
    : state_(std::make_unique<State>(network, compute, weights)) {}
BagPredictor::~BagPredictor() = default;
BagPredictor::BagPredictor(BagPredictor&&) noexcept = default;

void BagPredictor::prepare(int image_size) {
  constexpr std::int64_t usual_part = 8;  // of a bag of 8 to 15 slices
  const auto slices = torch::zeros({usual_part, image_size, image_size});
  state_->engine.prepare(state_->network.input(slices, state_->compute).sizes());
}

BagPredictor::Answer BagPredictor::operator()(const torch::Tensor& grey) {
  const torch::NoGradGuard no_gradients;
  auto& network = state_->network;
  const auto unit = network.architecture().unit;
  const auto of_part = [&](const torch::Tensor& part) {
    return state_->engine(network.input(part, state_->compute));
  };
  const auto raw = unit == Unit::stack ? of_part(grey) : learn::in_batches(grey, prediction_batch, of_part);
  if (judges_slices(unit)) {
    const auto each = raw.squeeze(1).sigmoid().to(torch::kFloat64).cpu().contiguous();
    const auto* const first = each.data_ptr<double>();
    return {each.mean().item<double>(), {first, first + each.numel()}};
  }
  const auto outputs = unit == Unit::stack ? raw.squeeze(1) : raw;
  const auto patient =
      torch::zeros({outputs.size(0)}, torch::TensorOptions(torch::kInt64).device(outputs.device()));
  return {network.log_probabilities(outputs, patient, 1)[0][1].exp().item<double>(), {}};
}

}  // namespace residuum::outcome
