// The slices of outlined training patients that a network learns from, and those held out to choose its
// epoch.
#pragma once

#include <string>
#include <vector>

#include "segmentation/slices.h"

namespace residuum::segmentation {

struct Part {
  std::vector<std::int64_t> fitting, validation;  // slices, ascending
  std::size_t fitting_patients = 0, validation_patients = 0;
};

// By Options::split and folds. By patient: a share of them, or k folds, stratified by regimen and outcome. By
// image: a share of the slices with tumour and of those without, whoever they are of.
// Errors: input, when no patient can be held out or there are fewer patients than folds.
std::vector<Part> parts_of(const cohort::TrainingCohort& cohort, const SliceSet& set, const Options& options);

// By patient as above; and by image with as many slices of either kind on both sides, so that the two differ
// in nothing but the leak.
Part by_patient(const cohort::TrainingCohort& cohort, const SliceSet& set, const Options& options);
Part by_image_like(const Part& part, const SliceSet& set, const Options& options);

// Errors: input, for a part that has no tumour to learn from or none to choose the epoch on. Asked of all
// parts before the first is trained on.
void require_tumour(const SliceSet& set, const std::vector<Part>& parts);

}  // namespace residuum::segmentation
