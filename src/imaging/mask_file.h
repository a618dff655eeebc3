// Label maps as ITK-SNAP writes them: NIfTI (.nii, .nii.gz), NRRD, MetaImage (.mha, .mhd).
#pragma once

#include "core/file.h"
#include "imaging/volume.h"

namespace residuum::imaging {

inline constexpr double mask_tolerance_mm = 0.5;

// The mask on the voxels of `image`. The two physical spaces must cover the same box within `tolerance_mm`; a
// mask of another grid over the same box (axes permuted or reversed in storage included) is resampled by
// nearest label. Errors: input, naming the file and how they differ (flip, shift, size, spacing); labels
// other than 0, 1, 2; values that are not whole numbers; an unreadable, cut or damaged file; absurd
// dimensions; more than 8 mask voxels to an image voxel. (A NIfTI without qform and sform has no place in
// the patient and fails like any mask of another place.)
Mask read_mask(const fs::path& path, const Geometry& image, double tolerance_mm = mask_tolerance_mm);

// By the ending of `path`; atomic, read back before it counts as written. All but .nii is compressed. Same
// mask, same bytes. Errors: input, for other endings and for .mhd (two files cannot be replaced at once).
void write_mask(const fs::path& path, const Mask& mask);

}  // namespace residuum::imaging
