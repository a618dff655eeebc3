// An image network with what makes a patient of his slices, by unit (unit.h).
#pragma once

#include <memory>
#include <vector>

#include "nn/compute.h"
#include "nn/image_classifier.h"
#include "outcome/attention.h"
#include "outcome/unit.h"

namespace residuum::outcome {

// What is needed to make one, and to read it back.
struct Architecture {
  std::string network;
  Unit unit = Unit::mean;
  bool own_normalisation = true;  // else ImageNet's
};

class PatientNetwork : public torch::nn::Module {
 public:
  // Initialised from LibTorch's current seed. Errors: input, for an unknown network.
  explicit PatientNetwork(const Architecture& architecture);

  // What the network takes of one bag of grey slices (N x S x S, 0..1, on any device): N x 3 x S x S, or of
  // unit stack 1 x 30 x S x S.
  torch::Tensor input(const torch::Tensor& grey, const nn::Compute& compute) const;
  // Another head, of training alone: it estimates `count` numbers of a patient from what the first head sees.
  // state() does not hold it. To be called before the network is placed and its parameters are taken.
  void add_estimates(std::int64_t count);

  // What it makes of inputs, slice by slice: N logits, with add_estimates in training N x (1 + count), or of
  // unit attention N x K features. Float32.
  torch::Tensor outputs(const torch::Tensor& input);
  // P x 2 logarithms of the patients' probabilities of NRT and RT, from the outputs of all their inputs and
  // whose each is (0..P-1). Of unit image each input is a patient.
  torch::Tensor log_probabilities(const torch::Tensor& outputs, const torch::Tensor& patient,
                                  std::int64_t patients);
  // P x count, of the same outputs: the mean of a patient's slices' estimates. REQUIRES: add_estimates, in
  // training.
  torch::Tensor estimates(const torch::Tensor& outputs, const torch::Tensor& patient, std::int64_t patients);

  const Architecture& architecture() const { return architecture_; }
  const nn::Normalisation& normalisation() const { return normalisation_; }
  nn::ImageClassifier& network() { return *network_; }
  const nn::ImageClassifier& network() const { return *network_; }
  std::shared_ptr<nn::ImageClassifier> shared_network() const { return network_; }
  GatedAttention& attention() { return *attention_; }  // REQUIRES: of unit attention

  // Its tensors under the names that published weights have, attention's under "attention.".
  nn::TensorFile state() const;
  void load(const nn::TensorFile& file, const std::string& source);

 private:
  Architecture architecture_;
  nn::Normalisation normalisation_;
  std::shared_ptr<nn::ImageClassifier> network_;
  std::shared_ptr<GatedAttention> attention_;
  torch::nn::Linear estimator_{nullptr};
};

// N x 30 x S x S or fewer slices to 1 x 30 x S x S: the first stacked_slices of N x 3 x S x S behind one
// another, zeros where there are fewer.
torch::Tensor stack_slices(const torch::Tensor& images);

}  // namespace residuum::outcome
