// Radiologists' masks as they were found: who was outlined in what kind of file, how much, and what was
// refused.
#pragma once

#include "study/image_check.h"
#include "study/run_folder.h"
#include "study/settings.h"

namespace residuum::study {

MaskRules mask_rules(const Settings& settings);

// tables/annotations.csv: one row a patient who has a mask: patient, source, status (used; refused; unused,
// where the outcome is not known, so that the patient is in no cohort), slices, slices_with_tumour,
// slices_without, primary_ml, nodes_ml, better_flipped (a flip that fits the image markedly better, see
// stages/check/flip-ID.png), reason. REQUIRES: findings[i] is of patients[i].
void write_annotations(const fs::path& path, const std::vector<cohort::Patient>& patients,
                       const std::vector<ImageFinding>& findings);

// What the check stage found of each patient. Errors: input, naming the file.
std::vector<ImageFinding> read_findings(const RunFolder& run);

}  // namespace residuum::study
