// Parts of slices to learn from: networks that see whole slices learn faster from parts of fine ones than
// from coarse ones (Isensee et al., Nat Methods 2021;18:203-211, whose networks see patches alone).
#pragma once

#include "core/random.h"
#include "segmentation/batch_maker.h"
#include "segmentation/frame.h"

namespace residuum::segmentation {

// Of a frame: `patch` pixels on a side, or as many as the frame has; 0: all of it.
Extent patch_extent(Extent frame, int patch);

// An `extent` of every slice of the batch. Every other slice with tumour, by chance, has it where it holds
// some of it, wherever in it that is; all others have it anywhere.
Batch patches_of(const Batch& batch, Extent extent, Random& random);

}  // namespace residuum::segmentation
