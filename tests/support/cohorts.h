// Cohorts for tests of what splits and fits. They go through a table on disk, as all do: there is no other
// door.
#pragma once

#include <fmt/core.h>

#include <string>
#include <vector>

#include "cohort/split.h"
#include "core/csv.h"
#include "temporary_folder.h"

namespace residuum::test {

// The patients' ids, regimens and outcomes; their series are empty folders that are gone again.
inline cohort::Cohort as_cohort(const std::vector<cohort::Patient>& patients,
                                const std::vector<std::string>& regimens = {"CCRT", "IC+CCRT"}) {
  const TemporaryFolder study;
  CsvTable table({"id", "regimen", "outcome", "series"});
  for (const auto& patient : patients) {
    std::filesystem::create_directories(study.path() / "images" / patient.id);
    table.add_row({patient.id, patient.regimen, patient.outcome ? to_string(*patient.outcome) : "",
                   "images/" + patient.id});
  }
  table.write(study.path() / "cohort.csv");
  return cohort::read_cohort(study.path() / "cohort.csv", {regimens});
}

// Half of each regimen with residual tumour.
inline cohort::Cohort make_cohort(int count, const std::vector<std::string>& regimens = {"CCRT"}) {
  std::vector<cohort::Patient> patients;
  for (int i = 0; i < count; ++i) {
    cohort::Patient patient;
    patient.id = fmt::format("P{:03}", i + 1);
    patient.regimen = regimens[static_cast<std::size_t>(i) % regimens.size()];
    const bool rt = (static_cast<std::size_t>(i) / regimens.size()) % 2 == 1;
    patient.outcome = rt ? cohort::Outcome::rt : cohort::Outcome::nrt;
    patients.push_back(patient);
  }
  return as_cohort(patients, regimens);
}

// The number in a patient's id: what a loader makes his data from.
inline int number_of(const cohort::Patient& patient) {
  return std::stoi(patient.id.substr(1));
}

}  // namespace residuum::test
