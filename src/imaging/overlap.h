// How far a predicted mask covers the reference, as the field reports it (Maier-Hein, Reinke et al., Metrics
// reloaded, Nat Methods 2024;21:195-212). Tumour is every label other than background. Both masks stand on
// one grid. Python: scipy.ndimage.label and counts; monai.metrics.
#pragma once

#include <optional>

#include "imaging/volume.h"

namespace residuum::imaging {

struct Overlap {
  std::size_t predicted = 0, reference = 0, both = 0;  // voxels

  bool empty() const { return predicted + reference == 0; }  // of both: right, and a case of its own
  double dice() const;                                       // 1 where both are empty
  double iou() const;                                        // the same
};

// Errors of all here: failure, for masks of unequal size.
Overlap overlap(const Mask& predicted, const Mask& reference);
Overlap overlap_of_slice(const Mask& predicted, const Mask& reference, std::size_t k);

struct VolumeError {
  double predicted_ml = 0, reference_ml = 0;
  double absolute_ml() const;              // |predicted - reference|
  std::optional<double> relative() const;  // (predicted - reference) / reference; none for an empty reference
};
VolumeError volume_error(const Mask& predicted, const Mask& reference);

// Lesions are connected components (components.h). One of the reference is found when a predicted voxel lies
// in it; one of the prediction is right when a reference voxel lies in it.
struct LesionDetection {
  std::size_t reference = 0, found = 0, predicted = 0, right = 0;
  std::optional<double> sensitivity() const;  // found / reference; none for an empty reference
  std::optional<double> precision() const;    // right / predicted; none for an empty prediction
};
LesionDetection detect_lesions(const Mask& predicted, const Mask& reference);

}  // namespace residuum::imaging
