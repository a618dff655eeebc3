#include "cohort/leak_door.h"

#include <cassert>

#include "core/error.h"

namespace residuum::cohort {

LeakedCohort LeakedCohort::subset(const std::function<bool(const Patient&)>& keep) const {
  LeakedCohort part({}, mark_);
  for (const auto& patient : patients_) {
    if (keep(patient)) part.patients_.push_back(patient);
  }
  return part;
}

LeakedCohort open_leak_door(const TestCohort& test, const std::string& preset, const std::string& what) {
  assert(!what.empty());
  if (preset != "code") {
    throw input_error(
        "{} on test patients: refused under the preset {}; only `code`, which repeats the published scripts with "
        "their leaks, may do so. Choose on training patients, or set preset = \"code\" and report the figures as "
        "leaked",
        what, preset);
  }
  return {test.patients(), "LEAKED: " + what + " on test patients, as the published scripts do"};
}

}  // namespace residuum::cohort
