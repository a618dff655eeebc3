// One patient's files: DICOM series, and the mask of a patient who is to be outlined.
#pragma once

#include "core/file.h"
#include "phantom/truth.h"

namespace residuum::phantom {

struct PatientFiles {
  int matrix = 512;
  int slices = 0;  // 0: as the session was planned
  std::uint64_t seed = 1;
  bool outlined = false;
};

// ISO dates (YYYY-MM-DD).
struct Dates {
  std::string diagnosis, mr, treatment_start, radiotherapy_end, followup_mr;
};

// Within the years of the study, and as its criteria ask: MR within a month before treatment, the next one 3
// to 6 months after radiotherapy. Made from seed and index alone.
Dates draw_dates(const Record& record, std::uint64_t seed, std::size_t index);

// Writes STUDY/images/ID/... and, when outlined, STUDY/masks/ID.nii.gz.
void write_patient(const fs::path& study, const Case& one, std::size_t index, const PatientFiles& files);

}  // namespace residuum::phantom
