// What a de-identified data set says of how it was made (PS3.15 E.2, PS3.16 CID 7050).
#pragma once

#include "privacy/dataset_editor.h"

namespace residuum::privacy {

// PatientIdentityRemoved, DeidentificationMethod with its codes, LongitudinalTemporalInformationModified.
void say_what_was_done(DcmDataset& data, const Retained& retained);

}  // namespace residuum::privacy
