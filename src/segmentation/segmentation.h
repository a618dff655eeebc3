// Tumour segmentation slice by slice: train on outlined training patients, predict masks for any volume.
// Tumour means labels 1 and 2 (primary and nodes) together. No LibTorch in this header.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "cohort/split.h"
#include "learn/history.h"
#include "nn/compute.h"

namespace residuum::segmentation {

inline constexpr int most_neighbours = 2;
inline constexpr double body_margin_mm = 5;  // around the body's box, in what networks see (frame.h)

struct Options {
  std::string network = "deeplabv3_resnet50";
  std::vector<std::string> networks{
      "deeplabv3_resnet50"};  // which a study trains, to keep the best: network_of()

  // What networks see.
  int image_size = 256;      // pixels on the longer side of the body's box (frame.h)
  bool whole_image = false;  // not the body's box alone
  bool unit_input =
      false;  // values of 0..1, not brought to the mean and deviation that published weights expect
  std::string intensity =
      "range";  // of 0..1 by percentiles; or zscore: by the body's mean and deviation, as they are
  bool bias_correction = false;  // by N4, before either (prepare.h)
  int patch = 0;  // pixels on a side of the parts of slices that are learnt from (patches.h); 0: all of them
  int neighbours = 0;  // slices on each side that are channels, too (2.5-D); 0: the slice alone, in grey

  // How they learn.
  int epochs = 20;
  int batch = 8;  // slices a step, of which slices_at_once() pass through the network together
  std::string optimiser = "adamw";  // or rmsprop, as in the article
  double learning_rate = 1e-3;      // the highest of the schedule
  bool plateau = false;             // the rate falls when validation does not rise (learn/plateau.h)
  std::string loss = "dice_and_cross_entropy";  // or cross_entropy (loss.h)
  bool deep_supervision = false;  // inner layers have outputs of their own in training (nn/image_segmenter.h)
  double background_share = 0.5;  // tumour-free slices per slice with tumour in an epoch, drawn anew
  bool augment = true;            // flips, shifts, turns, scaling and intensity (learn/augmentation.h), and
  double elastic = 0;             // elastic displacements, as a share of the width,
  double bias_field = 0;          // and a smooth bias field: standard deviation of its logarithm
  double weight_average = 0;      // decay of the weights' moving average (learn/weight_average.h); 0: none

  // What is held out of the outlined training patients, to choose the epoch and the network on.
  std::string split = "patient";     // or image: slices of one patient on both sides, a leak
  double validation_fraction = 0.2;  // with one fold
  int folds = 1;                     // more: as many networks, each with another fold held out, are averaged
  std::string score = "patient";     // mean Dice over patients; batch: over batches of slices with tumour;
                                     // slice: over slices with tumour

  // How they predict.
  double threshold = 0.5;          // on the probability of tumour
  bool test_flips = false;         // the mean of a slice and of its mirror image
  double min_component_mm3 = 300;  // smaller connected components of a prediction are removed
  int keep_largest = 0;            // of the others only so many, the largest; 0: all

  bool leak_check = false;  // measure what splitting by image would add (leak.h)
  std::uint64_t seed = 1;
  std::string pretrained;  // a .safetensors or .pth file of weights to start from, or empty
  std::map<std::string, std::string> pretrained_of;  // the same, of each of several networks
};

// The options of one of `networks`: it alone and its start. The seed stays: all hold the same patients out.
Options network_of(const Options& options, const std::string& network);

// Errors: input, for fewer outlined training patients than folds, each of which holds one out at least.
void require_folds(std::size_t outlined, const Options& options);

// Slices that pass through a network together in training: 8 where `side` of what they learn from is 256, and
// as many pixels of squares of another size, but two at least, as batch norm needs. Larger batches go in
// equal parts whose gradients are added up, so that memory does not grow with them; batch norm's statistics
// and soft Dice are then of each part.
int slices_at_once(int side);

// The longer side of what a network learns from, in pixels: of the patch, or of the whole image.
int training_side(int image_size, int patch);

// Whether that is a part of the image: a patch that is no smaller than the image changes nothing.
bool learns_from_parts(int image_size, int patch);

// Image (normalised to 0..1) and mask of an outlined patient, on one grid.
struct LabelledVolume {
  imaging::Volume image;
  imaging::Mask mask;
};
using Loader = std::function<LabelledVolume(const cohort::Patient&)>;  // called from several threads

// Where slices that are ready for the networks are kept (slice_file.h), so that no image is read twice and
// memory does not grow with the study. `key` stands for all that Loader does.
struct SliceCache {
  fs::path folder;
  std::string key;
  fs::path bias_fields = {};  // where N4's fields are kept (imaging/kept_bias_field.h); empty: nowhere
};

struct Training {
  std::vector<learn::History> folds;
  double validation_score = 0;  // of the chosen epochs, mean over folds by their validation patients
  std::size_t patients = 0;     // outlined, in all
  std::int64_t frame_height = 0, frame_width = 0;  // in which networks see slices, in pixels (frame.h)
};

// Trains a network per fold, keeps of each the epoch of highest validation score and writes them to `model`
// (.safetensors with its settings as metadata). Batches are made on a thread of their own while the network
// computes. A checkpoint after each epoch stands in `work_folder` until the caller removes it; a training cut
// short, the same in all but the number of threads, goes on from it. Errors: input, when fewer than two
// outlined training patients (or fewer than folds) are there, when no slice has tumour, or for an unknown
// network.
Training train(const cohort::TrainingCohort& training, const Loader& load, const Options& options,
               const nn::Compute& compute, const fs::path& model, const fs::path& work_folder,
               const SliceCache& cache);

// What is done to predictions by rules, so that training does not depend on it.
struct CleanUp {
  double min_component_mm3 = 0;
  int keep_largest = 0;
};
CleanUp clean_up_of(const Options& options);

// `from` with another clean-up as `to`. Errors: input, for no segmentation model.
void copy_model(const fs::path& from, const fs::path& to, const CleanUp& clean_up);

class Segmenter {
 public:
  // Cleans up as the model says, or as `other` does. Takes bias fields from `bias_fields` and keeps there
  // those that it finds (imaging/kept_bias_field.h); empty: keeps none. Reads `model` and prepares for images
  // of its size; the file must stay as it is meanwhile, and where LibTorch runs the network as long as this
  // lives (nn::Reading::mapped). Errors: input, for a file that is not a segmentation model of this program;
  // failure, for images of a size that its network cannot take.
  Segmenter(const fs::path& model, const nn::Compute& compute, std::optional<CleanUp> other = {},
            const fs::path& bias_fields = {});
  ~Segmenter();
  Segmenter(Segmenter&&) noexcept;

  // `image` normalised to 0..1; the mask has its geometry and label 1 where tumour is predicted.
  // In float32 where the compute's precision gives values that are not finite, with a warning. Errors:
  // failure, when float32 does, too, or a bias field cannot be kept.
  imaging::Mask predict(const imaging::Volume& image) const;

 private:
  imaging::Mask predicted_in_float32(const imaging::Volume& image) const;

  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace residuum::segmentation
