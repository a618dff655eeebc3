// Shape, first-order and texture features of a tumour, for baselines that a network must beat. Names and
// formulas follow the Image Biomarker Standardisation Initiative (Zwanenburg et al. 2020) where it has them;
// where ours is simpler it says so.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "imaging/volume.h"

namespace residuum::imaging {

using Features = std::vector<std::pair<std::string, double>>;

// Of all voxels with a label. `image` holds 0..1 (normalise()); intensities are cut to that. Always the same
// names in the same order, all finite:
//   shape    volume_ml, log_volume, surface_cm2 (of the voxels' faces), sphericity (with that surface),
//   elongation,
//            flatness (from the second moments), extent_mm (diagonal of the bounding box)
//   first-order  mean, sd, skewness, kurtosis (excess), p10, median, p90, coefficient_of_variation, entropy
//   (bits,
//            32 bins), dark_share (below 0.6 of the median: a core without enhancement)
//   texture  glcm_contrast, glcm_correlation, glcm_entropy (bits), glcm_homogeneity (inverse difference
//   moment),
//            glcm_energy (angular second moment): 32 grey levels over 0..1, neighbours at distance 1 in four
//            directions within a slice, symmetric, one matrix for the whole tumour
// Errors: input, when no voxel is labelled or the grids differ.
Features radiomic_features(const Volume& image, const Mask& mask);

}  // namespace residuum::imaging
