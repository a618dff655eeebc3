// Reporting checklists as data: each item answered with the sections of the report that hold it, or with why
// it does not apply. The wording of the items is ours, shorter than the originals', which remain the
// reference:
//   TRIPOD+AI: Collins et al., BMJ 2024;385:e078378, doi 10.1136/bmj-2023-078378
//   CLAIM, 2024 update: Tejani et al., Radiol Artif Intell 2024;6(4):e240300, doi 10.1148/ryai.240300
#pragma once

#include <string>
#include <vector>

#include "report/document.h"

namespace residuum::study {

struct ChecklistItem {
  std::string number, asks;
  std::vector<std::string> sections;  // titles of the report's sections; empty: the note says why not
  std::string note;
};

const std::vector<ChecklistItem>& tripod_ai();
const std::vector<ChecklistItem>& claim();

// `titles` of the report's sections in their order, to give each its number. Errors: failure, for an item
// that names a section that is not there.
report::Table checklist_table(const std::string& id, const std::string& caption,
                              const std::vector<ChecklistItem>& items,
                              const std::vector<std::string>& titles);

}  // namespace residuum::study
