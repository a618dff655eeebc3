// Residual tumour after one regimen, from a patient's bag of tumour rectangles; what is learnt from is a
// slice or a patient (unit.h). One training gives one model of one regimen, of one network or the mean of
// several, each with another part of the training patients held out. No LibTorch in this header.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "cohort/leak_door.h"
#include "cohort/split.h"
#include "imaging/slice.h"
#include "learn/history.h"
#include "nn/compute.h"
#include "outcome/patient_numbers.h"
#include "outcome/unit.h"
#include "stats/recalibration.h"

namespace residuum::outcome {

struct Options {
  std::string network = "resnet50";
  Unit unit = Unit::mean;
  std::vector<std::string> networks{"resnet50"};  // which a study trains, each with
  std::vector<Unit> units{Unit::mean};            // each of these: candidates()

  // What networks see.
  int image_size = 224;           // rectangles are resized to image_size x image_size
  bool own_normalisation = true;  // what the network's published weights expect; else ImageNet's for all
  std::string augment = "full";   // learn/augmentation.h; flips: left for right alone; none

  // How they learn.
  int epochs = 40;
  int shared_epochs = 0;          // of these so many, the first, on training patients of every regimen
  int batch = 32;                 // slices a step: whole bags are packed until it is reached
  int patient_batch = 8;          // patients a step, of unit stack
  int max_slices = 16;            // drawn at random from a larger bag in training; 0: all
  std::string optimiser = "sgd";  // momentum 0.9, weight decay 1e-4, x 0.1 at three quarters; or adamw
  double learning_rate = 0.01;    // the highest of the schedule
  std::string balance = "none";   // of the two outcomes: weights (in the loss) or sampling (as often each)
  double label_smoothing = 0;     // bag_loss.h
  double feature_weight = 0;      // in the loss, of estimating the tumour's features too (feature_targets.h)

  // What is held out of the regimen's training patients, to choose epoch, threshold, calibration and
  // candidate.
  int folds = 5;                     // as many networks, each with another fold held out, are averaged; or 1:
  double validation_fraction = 0.2;  // this share is held out
  std::string epoch = "validation";  // of lowest loss on held-out patients; or test: of highest accuracy on
                                     // test patients, a leak (cohort/leak_door.h)
  stats::RecalibrationMethod calibration = stats::RecalibrationMethod::platt;  // on held-out patients
  std::string threshold = "youden";  // of highest Youden index on held-out patients; half: 0.5; alpha: of
                                     // unit image 0.22 (the scripts' 0.78 of NRT), else 0.5

  int seeds = 1;                   // the chosen candidate is trained with so many, to see how far it varies
  bool compare_protocols = false;  // train as the published scripts do, beside, to see what their leak adds
  std::uint64_t seed = 1;
  std::string pretrained;  // a .safetensors or .pth file of weights to start from, or empty
  std::map<std::string, std::string> pretrained_of;  // the same, of each of several networks
};

// Each network with each unit, the options otherwise the same.
std::vector<Options> candidates(const Options& options);

// options.augment in words.
std::string describe_augmentation(const std::string& augment);

inline constexpr double published_alpha = 0.78;  // of the probability of NRT, protocol.md

using Bag = std::vector<imaging::Slice>;  // rectangles of one size, values 0..1
using Loader = std::function<Bag(const cohort::Patient&)>;

// A training patient as networks see him that have not learnt from him: the raw mean of their probabilities.
struct HeldOut {
  std::string patient;
  double probability_rt = 0;
  bool rt = false;
  std::vector<double> slices;  // each slice's probability, of units that have them
};

struct TrainingResult {
  std::vector<learn::History> folds;  // validation score: AUC; measure "accuracy" at 0.5
  std::vector<HeldOut> held_out;      // all training patients with several folds; none where the epoch is
                                      // chosen on test patients
  double auc = 0.5, log_loss = 0;     // of held_out's raw probabilities
  stats::Recalibration calibration;   // fitted on held_out
  double threshold = 0.5;             // of the calibrated probability of RT
  double slice_threshold = 0.5;       // of a slice's raw probability
  std::size_t fitting_patients = 0, patients = 0;  // of the regimen: the first network learnt from; all
  std::string leak;  // LeakedCohort::mark() where test patients chose the epoch, else empty
};

// What some options need besides the regimen's training patients and their bags.
struct Further {
  std::optional<cohort::LeakedCohort> peek =
      {};  // to choose the epoch on: if and only if options.epoch is test
  // Of other regimens, whom the shared epochs learn from too; nothing is chosen on them.
  std::optional<cohort::TrainingCohort> others = {};
  PatientNumbers features =
      {};  // of tumours, for feature_weight; those of patients learnt from are looked at
};

// Trains on `training` patients of one regimen and writes `model` (.safetensors, settings and choices as
// metadata). `work_folder` holds checkpoints until the caller removes it. Errors: input, when the patients
// are of two regimens, a bag is empty or of another image size, a part to learn from or to choose on lacks an
// outcome, or feature_weight is set and there are no features.
TrainingResult train(const cohort::TrainingCohort& training, const Loader& load, const Options& options,
                     const nn::Compute& compute, const fs::path& model, const fs::path& work_folder,
                     const Further& further = {});

class Classifier {
 public:
  // Reads `model` and prepares for images of its size; the file must stay as it is meanwhile, and where
  // LibTorch runs the network as long as this lives (nn::Reading::mapped). Errors: input, for a file that is
  // not an outcome model of this program; failure, for images of a size that its network cannot take.
  Classifier(const fs::path& model, const nn::Compute& compute);
  ~Classifier();
  Classifier(Classifier&&) noexcept;

  const std::string& regimen() const;
  Unit unit() const;
  double threshold() const;
  double slice_threshold() const;
  int image_size() const;

  // The bag's calibrated probability of RT, and how far the networks of several folds lie apart in it (their
  // standard deviation before calibration; 0 of one alone). Errors: input, for an empty bag or slices of
  // another size.
  struct Answer {
    double probability_rt = 0, spread = 0;
  };
  Answer answer(const Bag& bag) const;
  double predict(const Bag& bag) const { return answer(bag).probability_rt; }

  // Each slice's own, not calibrated. REQUIRES: judges_slices(unit()). Errors: as answer().
  std::vector<double> predict_slices(const Bag& bag) const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace residuum::outcome
