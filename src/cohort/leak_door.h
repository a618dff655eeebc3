// The one door through which something that chooses may look at test patients: for the preset `code`, which
// does as the published scripts do (they pick the epoch by test accuracy). Whatever comes of it is too good,
// and a mark must stand beside each such figure. A LeakedCohort may be looked at, never learnt from: it
// cannot become a TrainingCohort, and nothing that fits weights takes one.
#pragma once

#include <string>
#include <vector>

#include "cohort/split.h"

namespace residuum::cohort {

class LeakedCohort {
 public:
  const std::vector<Patient>& patients() const { return patients_; }

  LeakedCohort subset(const std::function<bool(const Patient&)>& keep) const;

  // What must stand beside every figure so made: "LEAKED: epoch chosen on test patients, as the published
  // scripts do".
  const std::string& mark() const { return mark_; }

 private:
  friend LeakedCohort open_leak_door(const TestCohort& test, const std::string& preset,
                                     const std::string& what);
  LeakedCohort(std::vector<Patient> patients, std::string mark)
      : patients_(std::move(patients)), mark_(std::move(mark)) {}
  std::vector<Patient> patients_;
  std::string mark_;
};

// `what` says in two words what is decided: "epoch chosen". Errors: input, under another preset than `code`.
// REQUIRES: `what` is not empty.
LeakedCohort open_leak_door(const TestCohort& test, const std::string& preset, const std::string& what);

}  // namespace residuum::cohort
