// What a volume's intensities go through before networks see its slices.
#pragma once

#include <torch/types.h>

#include "imaging/volume.h"
#include "segmentation/segmentation.h"

namespace residuum::segmentation {

// `image` normalised to 0..1; with `bias_correction` without its bias field (imaging/bias_field.h),
// normalised anew. `fields`: the folder where fields are kept, or empty.
imaging::Volume prepared(const imaging::Volume& image, bool bias_correction, const fs::path& fields);

// Of a patient's body, over all his slices in their frame.
struct Standard {
  double mean = 0, deviation = 1;
};
// `slices` K x H x W of 0..1. The body is what lies above Otsu's threshold.
Standard standard_of(const torch::Tensor& slices);
torch::Tensor z_scores(const torch::Tensor& images, const Standard& of);

// Whether networks are given values as they stand instead of the mean and deviation that their weights
// expect.
bool values_as_they_are(const Options& options);

}  // namespace residuum::segmentation
