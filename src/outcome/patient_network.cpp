#include "outcome/patient_network.h"

#include <torch/torch.h>

#include "nn/placement.h"
#include "outcome/bag_loss.h"

namespace residuum::outcome {
namespace {

constexpr std::int64_t colours = 3;
// Names among the modules: of the image network, of the head that training alone has.
const std::string within = "network.";
const std::string estimator = "estimator";

// Of the layer behind which attention stands: what the head sees.
std::int64_t feature_count(const nn::ImageClassifier& network) {
  const auto parameters = network.named_parameters();
  return parameters[network.traits().head + ".weight"].size(1);
}

}  // namespace

torch::Tensor stack_slices(const torch::Tensor& images) {
  const auto used = images.narrow(0, 0, std::min<std::int64_t>(images.size(0), stacked_slices));
  const auto channels = used.reshape({1, used.size(0) * colours, images.size(2), images.size(3)});
  const auto missing = stacked_slices * colours - channels.size(1);
  if (missing == 0) return channels;
  return torch::cat({channels, torch::zeros({1, missing, images.size(2), images.size(3)}, images.options())},
                    1);
}

PatientNetwork::PatientNetwork(const Architecture& architecture)
    : architecture_(architecture),
      network_(register_module("network", nn::make_classifier(architecture.network, 1,
                                                              architecture.unit == Unit::stack
                                                                  ? static_cast<int>(stacked_slices * colours)
                                                                  : static_cast<int>(colours)))) {
  if (architecture.own_normalisation) normalisation_ = network_->traits().normalisation;
  if (architecture.unit == Unit::attention)
    attention_ = register_module("attention", std::make_shared<GatedAttention>(feature_count(*network_)));
}

torch::Tensor PatientNetwork::input(const torch::Tensor& grey, const nn::Compute& compute) const {
  const auto images = nn::network_input(grey, normalisation_, compute);
  if (architecture_.unit != Unit::stack) return images;
  return stack_slices(images).contiguous(torch::MemoryFormat::ChannelsLast);
}

torch::Tensor PatientNetwork::outputs(const torch::Tensor& input) {
  if (architecture_.unit == Unit::attention)
    return network_->features(network_->activation(input)).to(torch::kFloat32);
  if (!estimator_ || !is_training()) return network_->forward(input).squeeze(1).to(torch::kFloat32);
  const auto features = network_->features(network_->activation(input));
  return torch::cat({network_->logits(features), estimator_(features)}, 1).to(torch::kFloat32);
}

void PatientNetwork::add_estimates(std::int64_t count) {
  estimator_ = register_module(estimator, torch::nn::Linear(feature_count(*network_), count));
}

torch::Tensor PatientNetwork::estimates(const torch::Tensor& outputs, const torch::Tensor& patient,
                                        std::int64_t patients) {
  const auto each =
      architecture_.unit == Unit::attention ? estimator_(outputs) : outputs.narrow(1, 1, outputs.size(1) - 1);
  if (architecture_.unit == Unit::stack) return each;
  const auto ids = torch::arange(patients, patient.options()).unsqueeze(1);
  const auto member = patient.unsqueeze(0).eq(ids).to(each.dtype());  // P x N
  return member.matmul(each) / member.sum(1, true);
}

torch::Tensor PatientNetwork::log_probabilities(const torch::Tensor& outputs, const torch::Tensor& patient,
                                                std::int64_t patients) {
  const bool with_estimates = architecture_.unit != Unit::attention && outputs.dim() == 2;
  const auto logits_of_slices = with_estimates ? outputs.select(1, 0) : outputs;
  switch (architecture_.unit) {
    case Unit::mean:
      return mean_log_probabilities(logits_of_slices, patient, patients);
    case Unit::attention: {
      const auto logits = network_->logits(attention_->pool(outputs, patient, patients)).squeeze(1);
      return outcome::log_probabilities(logits.to(torch::kFloat32));
    }
    case Unit::image:
    case Unit::stack:
      break;
  }
  return outcome::log_probabilities(logits_of_slices);
}

nn::TensorFile PatientNetwork::state() const {
  auto file = nn::state_of(*this);
  std::erase_if(file.tensors, [](const auto& tensor) { return tensor.first.starts_with(estimator + "."); });
  for (auto& [name, tensor] : file.tensors) {
    if (name.starts_with(within)) name.erase(0, within.size());
  }
  return file;
}

void PatientNetwork::load(const nn::TensorFile& file, const std::string& source) {
  nn::TensorFile own, pooling;
  for (const auto& [name, tensor] : file.tensors) {
    auto& part = attention_ && name.starts_with("attention.") ? pooling : own;
    part.tensors.emplace_back(&part == &pooling ? name.substr(std::string("attention.").size()) : name,
                              tensor);
  }
  nn::load_state(*network_, own, source);
  if (attention_) nn::load_state(*attention_, pooling, source);
}

}  // namespace residuum::outcome
