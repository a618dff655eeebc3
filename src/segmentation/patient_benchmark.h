// How long outlining the tumour of one patient takes here: what `residuum bench --work patient` prints. No
// LibTorch in this header.
#pragma once

#include <string>

#include "nn/compute.h"

namespace residuum::segmentation {

struct PatientTime {
  int slices = 40, size = 512;  // of the patient's volume, in pixels
  double seconds = 0;           // the fastest of several, once the network is ready
  double first_seconds = 0;     // of the first patient
};

// From a volume in memory to its mask, as Segmenter predicts it: the body's box on 256 x 256 pixels, the
// network (of random weights), the mask on the volume's own grid, small components removed. Errors: input,
// for a network that does not segment.
PatientTime patient_benchmark(const std::string& network, const nn::Compute& compute);

}  // namespace residuum::segmentation
