// What splitting by image adds to Dice: slices of one patient are alike, so a network that has learnt from
// his other slices does better on a held-out one than on a slice of a patient it never saw. No LibTorch here.
#pragma once

#include "segmentation/segmentation.h"

namespace residuum::segmentation {

struct HeldOutSlice {
  std::size_t patient = 0;  // of the outlined training patients, from 0
  double dice = 0;
};

double mean_dice(const std::vector<HeldOutSlice>& slices);

struct LeakMeasure {
  std::vector<HeldOutSlice> by_patient, by_image;  // those with tumour, as many in both
  std::size_t fitting_slices = 0;                  // with tumour, the same in both
};

// Two trainings on the outlined training patients that differ in nothing but who is held out: the same
// network, seed, epochs and numbers of slices. The epoch is chosen in both by the figure that is compared, on
// the slices it is told of: both are too high by that, alike. Checkpoints as train(). Errors: as train().
LeakMeasure measure_leak(const cohort::TrainingCohort& training, const Loader& load, const Options& options,
                         const nn::Compute& compute, const fs::path& work_folder, const SliceCache& cache);

}  // namespace residuum::segmentation
