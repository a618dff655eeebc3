// Parts of slices to learn from, as nnU-Net does (Isensee et al., Nat Methods 2021;18:203-211). They suit
// networks whose outputs depend on what is near alone; one that pools over its image (nn/catalogue.h) is
// asked about whole slices then, whose means it has not seen.
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
