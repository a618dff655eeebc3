// Tumour segmentation slice by slice: train on outlined training patients, predict masks for any volume.
// Tumour means labels 1 and 2 (primary and nodes) together. No LibTorch in this header.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "cohort/split.h"
#include "learn/history.h"
#include "nn/compute.h"

namespace residuum::segmentation {

struct Options {
  std::string network = "deeplabv3_resnet50";
  int image_size = 256;  // slices are fitted into image_size x image_size, their shape kept (frame.h)
  int epochs = 20;
  int batch = 8;
  std::string optimiser = "adamw";   // or rmsprop, as in the article
  double learning_rate = 1e-3;       // the highest of the schedule
  double validation_fraction = 0.2;  // of the outlined training patients, by patient
  double background_share = 0.5;     // tumour-free slices per slice with tumour in an epoch, drawn anew
  double threshold = 0.5;            // on the probability of tumour
  double min_component_mm3 = 300;    // smaller connected components of a prediction are removed
  int keep_largest = 0;              // of the others only so many, the largest; 0: all
  std::uint64_t seed = 1;
  std::string pretrained;  // a .safetensors or .pth file of weights to start from, or empty
};

// Image (normalised to 0..1) and mask of an outlined patient, on one grid.
struct LabelledVolume {
  imaging::Volume image;
  imaging::Mask mask;
};
using Loader = std::function<LabelledVolume(const cohort::Patient&)>;  // called from several threads

// Trains (mean of cross-entropy and soft Dice, Milletari et al. 2016; random flips, shifts, turns, scaling
// and intensity), keeps the epoch of highest mean patient Dice on held-out training patients and writes
// `model`
// (.safetensors with its settings as metadata). A checkpoint after each epoch stands in `work_folder` until
// the caller removes it; a training cut short, the same in all but the number of threads, goes on from it.
// Errors: input, when fewer than two outlined training patients are there, when no slice has tumour, or for
// an unknown network.
learn::History train(const cohort::TrainingCohort& training, const Loader& load, const Options& options,
                     const nn::Compute& compute, const fs::path& model, const fs::path& work_folder);

class Segmenter {
 public:
  // Errors: input, for a file that is not a segmentation model of this program.
  Segmenter(const fs::path& model, const nn::Compute& compute);
  ~Segmenter();
  Segmenter(Segmenter&&) noexcept;

  // `image` normalised to 0..1; the mask has its geometry and label 1 where tumour is predicted.
  imaging::Mask predict(const imaging::Volume& image) const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// Dice of tumour against no tumour, 1 when both are empty. REQUIRES: equal sizes.
double dice(const imaging::Mask& a, const imaging::Mask& b);

}  // namespace residuum::segmentation
