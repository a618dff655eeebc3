// Patients without files, for tests of what fits: half of each regimen with residual tumour.
#pragma once

#include <fmt/core.h>

#include <string>
#include <vector>

#include "cohort/split.h"

namespace residuum::test {

inline std::vector<cohort::Patient> make_patients(int count,
                                                  const std::vector<std::string>& regimens = {"CCRT"}) {
  std::vector<cohort::Patient> patients;
  for (int i = 0; i < count; ++i) {
    cohort::Patient patient;
    patient.id = fmt::format("P{:03}", i + 1);
    patient.regimen = regimens[static_cast<std::size_t>(i) % regimens.size()];
    const bool rt = (static_cast<std::size_t>(i) / regimens.size()) % 2 == 1;
    patient.outcome = rt ? cohort::Outcome::rt : cohort::Outcome::nrt;
    patients.push_back(patient);
  }
  return patients;
}

// The number in a patient's id: what a loader makes his data from.
inline int number_of(const cohort::Patient& patient) {
  return std::stoi(patient.id.substr(1));
}

}  // namespace residuum::test
