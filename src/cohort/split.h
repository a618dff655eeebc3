// The leak guard. Patients are divided once into training and test cohort; both are types that only
// `split_patients` (and reading its file back) can make. What fits, chooses or calibrates takes a
// TrainingCohort; there is no way from a TestCohort to one, and subsets of a TrainingCohort stay one.
#pragma once

#include <cstdint>
#include <functional>

#include "cohort/patient.h"

namespace residuum::cohort {

class TrainingCohort;
class TestCohort;
struct Split;
struct InnerSplit;

class TrainingCohort {
 public:
  const std::vector<Patient>& patients() const { return patients_; }
  TrainingCohort subset(const std::function<bool(const Patient&)>& keep) const;

  // By patient, stratified by regimen and outcome, seeded: `fraction` of each stratum (at least one patient
  // of a stratum of two or more) goes to validation. Both halves are training patients. Errors: input, unless
  // 0 < fraction < 1.
  InnerSplit hold_out(double fraction, std::uint64_t seed) const;

  // `count` divisions for cross-validation: by patient, stratified by regimen and outcome, seeded,
  // independent of the table's order. Every patient is in exactly one validation part and in the fitting part
  // of all other folds; parts are alike in size and in every stratum. Errors: input, unless 2 <= count <=
  // patients; for a stratum of one patient, which the fitting part of his fold would lack.
  std::vector<InnerSplit> folds(int count, std::uint64_t seed) const;

 private:
  friend struct SplitAccess;
  explicit TrainingCohort(std::vector<Patient> patients) : patients_(std::move(patients)) {}
  std::vector<Patient> patients_;
};

class TestCohort {
 public:
  const std::vector<Patient>& patients() const { return patients_; }

 private:
  friend struct SplitAccess;
  explicit TestCohort(std::vector<Patient> patients) : patients_(std::move(patients)) {}
  std::vector<Patient> patients_;
};

struct InnerSplit {
  TrainingCohort fitting, validation;
};

struct Split {
  TrainingCohort training;
  TestCohort test;
  std::vector<Patient> unassigned;  // no outcome known: neither trained on nor tested on
};

// Stratified by outcome within regimen, `test_fraction` (the study: 1/5) of each stratum rounded to the
// nearest patient, seeded. The result does not depend on the order of the table; each part is in order of
// id. Errors: input, unless 0 < test_fraction < 1; when no outcome is known; when a regimen's training or
// test cohort would lack an outcome.
Split split_patients(const Cohort& cohort, double test_fraction, std::uint64_t seed);

// splits.csv: patient, regimen, outcome, part (training / test / unassigned).
void write_split(const fs::path& path, const Split& split);

// Errors: input, when the file does not name each patient of `cohort` exactly once, gives a patient another
// regimen or outcome than cohort.csv does, has a part without an outcome as above, or puts a patient without
// outcome in training or test, or one with an outcome in neither.
Split read_split(const fs::path& path, const Cohort& cohort);

}  // namespace residuum::cohort
