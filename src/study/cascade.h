// The sanity check of Adebayo et al. 2018 (arXiv 1810.03292): a heat map that stays as it is when the weights
// that it is meant to explain are replaced shows the image, not what was learnt from it.
#pragma once

#include "outcome/grad_cam.h"
#include "study/explanation.h"

namespace residuum::study {

struct CascadeSlice {
  imaging::Slice rectangle;  // of one patient
  cohort::Outcome of;        // what is predicted of him
};

// One step a part, from the output to the input, each on top of those before; then, where there are two
// patients or more, the model's own maps against those of other patients (of the same rectangle size), which
// tells how alike maps are that have nothing in common but the model. No slices give no steps.
std::vector<CascadeStep> randomise_in_cascade(const fs::path& model, const std::vector<CascadeSlice>& slices,
                                              const outcome::CamOptions& options, std::uint64_t seed);

}  // namespace residuum::study
