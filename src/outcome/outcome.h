// Residual tumour after one regimen, the patient as unit: a patient is a bag of tumour rectangles, his
// probability is the mean of his slices' probabilities, and that mean is what is learnt (the study's article,
// "patient as the unit"). One model per regimen. No LibTorch in this header.
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
  int image_size = 224;  // rectangles are resized to image_size x image_size
  int epochs = 40;
  int batch = 32;                    // slices a step: whole bags are packed until it is reached
  int max_slices = 16;               // drawn at random from a larger bag in training; all count in prediction
  std::string optimiser = "sgd";     // momentum 0.9, weight decay 1e-4, x 0.1 at three quarters; or adamw
  double learning_rate = 0.01;       // the highest of the schedule
  double validation_fraction = 0.2;  // of the regimen's training patients
  std::uint64_t seed = 1;
  std::string pretrained;  // a .safetensors or .pth file of weights to start from, or empty
};

using Bag = std::vector<imaging::Slice>;  // rectangles of one size, values 0..1
using Loader = std::function<Bag(const cohort::Patient&)>;

struct TrainingResult {
  learn::History history;
  double threshold = 0.5;  // Youden's on the held-out training patients, of the probability of RT
  std::vector<double> validation_probabilities;  // of RT, and
  std::vector<int> validation_outcomes;          // 1 = RT, for the same patients
  std::size_t fitting_patients = 0;              // whom the weights were learnt from
};

// Trains on `training` patients of one regimen, keeps the epoch of lowest loss on held-out ones, chooses the
// threshold there, writes `model` (.safetensors) with both as metadata. `work_folder` as in segmentation.
// Errors: input, when the patients are of two regimens, a bag is empty or of another image size, or the part
// to learn from or the held-out part lacks an outcome.
TrainingResult train(const cohort::TrainingCohort& training, const Loader& load, const Options& options,
                     const nn::Compute& compute, const fs::path& model, const fs::path& work_folder);

class Classifier {
 public:
  // Errors: input, for a file that is not an outcome model of this program.
  Classifier(const fs::path& model, const nn::Compute& compute);
  ~Classifier();
  Classifier(Classifier&&) noexcept;

  const std::string& regimen() const;
  double threshold() const;
  int image_size() const;

  // The bag's probability of RT. Errors: input, for an empty bag or slices of another size.
  double predict(const Bag& bag) const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace residuum::outcome
