// How long outlining the tumour of one patient takes here: what `residuum bench --work patient` prints. No
// LibTorch in this header.
#pragma once

#include "learn/benchmark.h"

namespace residuum::segmentation {

// Of 40 slices of 512 x 512, from a volume in memory to its mask, as Segmenter predicts it: the body's box,
// `image_size` pixels long, the network (of random weights), the mask on the volume's own grid, small
// components removed. `batch` are the slices; multiplications are not counted. Errors: input, for a network
// that does not segment.
learn::BenchmarkResult patient_benchmark(const std::string& network, const nn::Compute& compute,
                                         int image_size);

}  // namespace residuum::segmentation
