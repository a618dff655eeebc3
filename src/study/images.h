// A patient's image as the networks see it.
#pragma once

#include "cohort/patient.h"

namespace residuum::study {

// Intensities brought to 0..1 by the image's own percentiles. Errors carry the patient's id.
imaging::Volume load_normalised(const cohort::Patient& patient);

}  // namespace residuum::study
