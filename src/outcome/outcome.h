// Residual tumour after one regimen, the patient as unit: a patient is a bag of tumour rectangles, his probability
// is the mean of his slices' probabilities, and that mean is what is learnt (the study's article, "patient as the
// unit"). One model per regimen. No LibTorch in this header.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "cohort/split.h"
#include "imaging/slice.h"
#include "learn/history.h"
#include "nn/compute.h"

namespace residuum::outcome {

struct Options {
  std::string network = "resnet50";
  int image_size = 224;
  int epochs = 40;
  int batch = 32;                    // slices a step: bags are packed until it is reached
  int max_slices = 16;               // drawn at random from a larger bag in training; all count in prediction
  double learning_rate = 0.01;       // SGD, momentum 0.9, weight decay 1e-4, x 0.1 at three quarters of the epochs
  double validation_fraction = 0.2;  // of the regimen's training patients
  std::uint64_t seed = 1;
  std::string pretrained;
};

using Bag = std::vector<imaging::Slice>;  // rectangles, values 0..1, any equal size, at least one
using Loader = std::function<Bag(const cohort::Patient&)>;

struct TrainingResult {
  learn::History history;
  double threshold = 0.5;  // Youden's on the validation patients (training cohort), of the probability of RT
  std::vector<double> validation_probabilities;  // of RT, and
  std::vector<int> validation_outcomes;          // 1 = RT, for the same patients
};

// Trains on `training` patients of one regimen, keeps the epoch of lowest validation loss, chooses the threshold
// there, writes `model` with both as metadata. Patients whose bag is empty are left out and must not be passed.
// Errors: input, when the patients are of two regimens or of one outcome only.
TrainingResult train(const cohort::TrainingCohort& training, const Loader& load, const Options& options,
                     const nn::Compute& compute, const fs::path& model, const fs::path& work_folder);

class Classifier {
 public:
  Classifier(const fs::path& model, const nn::Compute& compute);
  ~Classifier();
  Classifier(Classifier&&) noexcept;

  const std::string& regimen() const;
  double threshold() const;
  int image_size() const;

  // The bag's probability of RT. REQUIRES: at least one slice.
  double predict(const Bag& bag) const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace residuum::outcome
