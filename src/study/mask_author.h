// Whose masks a run keeps: the radiologist's of outlined training patients (the study's way), the network's
// of all others.
#pragma once

#include <set>
#include <string>

#include "cohort/split.h"

namespace residuum::study {

class MaskAuthors {
 public:
  explicit MaskAuthors(const cohort::Split& split);

  bool radiologist(const cohort::Patient& patient) const;

 private:
  std::set<std::string> training_;
};

}  // namespace residuum::study
