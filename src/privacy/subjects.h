// Who becomes whom: hospital numbers to study ids.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "privacy/dataset_editor.h"
#include "privacy/screening.h"

namespace residuum::privacy {

// Of every patient among `files`, by PatientID (by StudyInstanceUID where there is none: a study's files then
// are one patient). Ids are those of `ids` (a CSV with columns patient_id and id), where it is named; else
// P001, P002 ... in order of first sight. Errors: input, naming the file or the table's line, never the
// number: a patient who is not in the table, an id twice, or one that is no letters, digits, '-' and '_' (at
// most 16).
std::map<std::string, Subject> subjects_of(const std::vector<ScreenedFile>& files, const fs::path& ids,
                                           const Key& key);

// The key of `file` in that map.
std::string patient_of(const ScreenedFile& file);

// patient_id,id,days_back: fit to be given as `ids` again. Readable by its owner alone. Errors: failure.
void write_map(const fs::path& path, const std::map<std::string, Subject>& subjects, bool shifted_dates);

}  // namespace residuum::privacy
