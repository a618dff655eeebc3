// From a cohort's fingerprint to the segmentation's plan, as nnU-Net does (Isensee et al., Nat Methods
// 2021;18:203-211): image size, patch, batch and neighbouring slices follow from the training patients' own
// spacings and sizes instead of from habit. A pure function; the plan stage measures, writes it down and
// applies it.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/json.h"

namespace residuum::study {

// What one training patient's image is like.
struct ImagePrint {
  double pixel_mm = 0, slice_mm = 0;         // spacing in the plane, between slices
  double columns = 0, rows = 0, slices = 0;  // of the image
  double framed_mm = 0;  // longer side of what fills the network's frame (segmentation/frame.h)
  double intensity_low = 0, intensity_high = 0;  // raw, of the normalisation's percentiles
};

// What the study sets itself, and the rest follows from.
struct Given {
  std::optional<int> image_size = {}, patch = {}, batch = {}, neighbours = {};
};

struct Quantity {
  double low = 0, median = 0, high = 0;  // 5th percentile, median, 95th
};

struct Plan {
  int image_size = 0, patch = 0, batch = 0, neighbours = 0;
  double in_plane_mm = 0;            // of a pixel of the network's image, for the median patient
  std::vector<std::string> reasons;  // in words
  std::vector<std::pair<std::string, Quantity>> fingerprint;
};

// Image size: the median patient's body, with the frame's margin, in pixels of the median spacing, up to the
// next multiple of 32, from 128 to 384 (from there on pixels are larger than the images' own). Patch: whole
// slices up to 256 pixels, parts of 256 of larger ones, unless one of `networks` pools over its whole image.
// Batch: as many of them as have the pixels of 8 of 256 x 256, from 2 to 32, and no more than 5% of all.
// Neighbours: slices on each side that are channels, as many as reach some 5 mm away, and no more than a
// setting may ask for. What is given stays as it is. Spacing has no plan of its own: each body fills the
// frame. Intensities are told and not planned by: MR has no unit. Errors: input, for no patient or a spacing
// that is not positive.
Plan make_plan(const std::vector<ImagePrint>& patients, const std::vector<std::string>& networks,
               const Given& given = {});

Json to_json(const Plan& plan);

}  // namespace residuum::study
