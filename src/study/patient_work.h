// Work on patients one by one whose results are kept as they come, so that a stage cut short (killed,
// interrupted, the machine gone) goes on behind the last patient instead of from the first.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "cohort/patient.h"
#include "core/json.h"

namespace residuum::study {

// Calls work(patient) once for each patient, on up to `threads` threads, and gives the results in the
// patients' order. Each result that is not null is written to folder/ID.json when it is there; a patient
// whose file stands is not done again. REQUIRES: a folder that is emptied when what the work depends on
// changes (the ledger's stages/NAME/work is). With an empty `folder` nothing is kept. Errors: those of
// `work`; interrupted, on request.
std::vector<Json> for_each_patient(const fs::path& folder, const std::string& title,
                                   const std::vector<cohort::Patient>& patients, int threads,
                                   const std::function<Json(const cohort::Patient&)>& work);

// How many patients the work in `folder` is for, as for_each_patient noted it; empty when it did not.
std::optional<std::size_t> patients_in(const fs::path& folder);

}  // namespace residuum::study
