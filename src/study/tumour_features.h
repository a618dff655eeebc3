// The radiomic features of each patient's tumour (imaging/radiomics.h): for baselines, and for networks that
// learn to estimate them.
#pragma once

#include <string>
#include <vector>

#include "core/file.h"
#include "outcome/patient_numbers.h"

namespace residuum::study {

// In the order of imaging::radiomic_features.
std::vector<std::string> feature_names();

// features.csv: patient, then feature_names(); none for a patient without tumour. Errors: input, for a cell
// that is no number.
outcome::PatientNumbers read_features(const fs::path& csv);

}  // namespace residuum::study
