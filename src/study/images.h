// A patient's image and reference mask as the networks see them.
#pragma once

#include "cohort/patient.h"

namespace residuum::study {

// Intensities brought to 0..1 by the image's own percentiles. Errors carry the patient's id.
imaging::Volume load_normalised(const cohort::Patient& patient);

// Label 2 becomes background.
void leave_out_nodes(imaging::Mask& mask);

// The radiologist's mask on the image's voxels; without nodes (label 2) when they are not to be learnt.
// REQUIRES: patient.outlined(). Errors carry the patient's id.
imaging::Mask load_reference_mask(const cohort::Patient& patient, const imaging::Geometry& image,
                                  bool include_nodes);

}  // namespace residuum::study
