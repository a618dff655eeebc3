#include "cohort/split.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "core/csv.h"
#include "core/error.h"
#include "core/random.h"
#include "stats/folds.h"

namespace residuum::cohort {

// The one door to the guard types' constructors.
struct SplitAccess {
  static TrainingCohort training(std::vector<Patient> patients) {
    return TrainingCohort(std::move(patients));
  }
  static TestCohort test(std::vector<Patient> patients) { return TestCohort(std::move(patients)); }
};

namespace {

// Patients by regimen and outcome, each stratum in order of id: the split must not depend on the table's
// order.
std::map<std::pair<std::string, Outcome>, std::vector<Patient>> strata_of(
    const std::vector<Patient>& patients) {
  std::map<std::pair<std::string, Outcome>, std::vector<Patient>> strata;
  for (const auto& patient : patients) {
    if (patient.outcome) strata[{patient.regimen, *patient.outcome}].push_back(patient);
  }
  for (auto& [key, members] : strata) {
    std::sort(members.begin(), members.end(), [](const Patient& a, const Patient& b) { return a.id < b.id; });
  }
  return strata;
}

void sort_by_id(std::vector<Patient>& patients) {
  std::sort(patients.begin(), patients.end(), [](const Patient& a, const Patient& b) { return a.id < b.id; });
}

void require_fraction(const char* name, double fraction) {
  if (!(fraction > 0 && fraction < 1)) throw input_error("{} {}: between 0 and 1 is needed", name, fraction);
}

std::map<std::pair<std::string, Outcome>, int> count_strata(const std::vector<Patient>& patients) {
  std::map<std::pair<std::string, Outcome>, int> counts;
  for (const auto& patient : patients) ++counts[{patient.regimen, *patient.outcome}];
  return counts;
}

// The parts in order of id. A model cannot be fitted, nor tested, where a regimen's cohort lacks an outcome.
Split make_split(std::vector<Patient> training, std::vector<Patient> test, std::vector<Patient> unassigned) {
  if (training.empty() && test.empty()) throw input_error("no patient has an outcome; nothing can be learnt");
  for (auto* part : {&training, &test, &unassigned}) sort_by_id(*part);
  auto in_training = count_strata(training), in_test = count_strata(test);
  std::set<std::string> regimens;
  for (const auto* part : {&training, &test}) {
    for (const auto& patient : *part) regimens.insert(patient.regimen);
  }
  for (const auto& regimen : regimens) {
    for (const auto outcome : {Outcome::nrt, Outcome::rt}) {
      const int training_count = in_training[{regimen, outcome}], test_count = in_test[{regimen, outcome}];
      if (training_count > 0 && test_count > 0) continue;
      throw input_error(
          "regimen {}: {} training and {} test patients have the outcome {}; each cohort needs one at least: "
          "add patients or change test_fraction",
          regimen, training_count, test_count, to_string(outcome));
    }
  }
  return {SplitAccess::training(std::move(training)), SplitAccess::test(std::move(test)),
          std::move(unassigned)};
}

}  // namespace

TrainingCohort TrainingCohort::subset(const std::function<bool(const Patient&)>& keep) const {
  std::vector<Patient> kept;
  std::copy_if(patients_.begin(), patients_.end(), std::back_inserter(kept), keep);
  return TrainingCohort(std::move(kept));
}

InnerSplit TrainingCohort::hold_out(double fraction, std::uint64_t seed) const {
  require_fraction("validation_fraction", fraction);
  std::vector<Patient> fitting, validation;
  for (auto& [key, members] : strata_of(patients_)) {
    Random random(seed, "hold out " + key.first + " " + to_string(key.second));
    random.shuffle(members);
    auto count = static_cast<std::size_t>(std::lround(fraction * static_cast<double>(members.size())));
    if (members.size() > 1) count = std::clamp<std::size_t>(count, 1, members.size() - 1);
    if (members.size() == 1) count = 0;
    for (std::size_t i = 0; i < members.size(); ++i) {
      (i < count ? validation : fitting).push_back(members[i]);
    }
  }
  sort_by_id(fitting);
  sort_by_id(validation);
  return {TrainingCohort(std::move(fitting)), TrainingCohort(std::move(validation))};
}

std::vector<InnerSplit> TrainingCohort::folds(int count, std::uint64_t seed) const {
  std::vector<Patient> members;
  std::vector<int> strata;
  int stratum = 0;
  for (auto& [key, patients] : strata_of(patients_)) {
    if (patients.size() == 1) {
      throw input_error(
          "regimen {}: 1 training patient alone has the outcome {}; {} folds need two at least, for one is held "
          "out: add patients or do without folds",
          key.first, to_string(key.second), count);
    }
    for (auto& patient : patients) {
      members.push_back(std::move(patient));
      strata.push_back(stratum);
    }
    ++stratum;
  }
  Random random(seed, "folds");
  const auto fold_of = stats::stratified_folds(strata, count, random);
  std::vector<InnerSplit> folds;
  for (int fold = 0; fold < count; ++fold) {
    std::vector<Patient> fitting, validation;
    for (std::size_t i = 0; i < members.size(); ++i)
      (fold_of[i] == fold ? validation : fitting).push_back(members[i]);
    sort_by_id(fitting);
    sort_by_id(validation);
    folds.push_back({TrainingCohort(std::move(fitting)), TrainingCohort(std::move(validation))});
  }
  return folds;
}

Split split_patients(const Cohort& cohort, double test_fraction, std::uint64_t seed) {
  require_fraction("test_fraction", test_fraction);
  const auto& patients = cohort.patients();
  std::vector<Patient> training, test, unassigned;
  for (auto& [key, members] : strata_of(patients)) {
    Random random(seed, "split " + key.first + " " + to_string(key.second));
    random.shuffle(members);
    const auto count =
        static_cast<std::size_t>(std::lround(test_fraction * static_cast<double>(members.size())));
    for (std::size_t i = 0; i < members.size(); ++i) (i < count ? test : training).push_back(members[i]);
  }
  std::copy_if(patients.begin(), patients.end(), std::back_inserter(unassigned),
               [](const Patient& patient) { return !patient.outcome; });
  return make_split(std::move(training), std::move(test), std::move(unassigned));
}

void write_split(const fs::path& path, const Split& split) {
  CsvTable table({"patient", "regimen", "outcome", "part"});
  const auto add = [&](const std::vector<Patient>& patients, const char* part) {
    for (const auto& patient : patients) {
      table.add_row({patient.id, patient.regimen, patient.outcome ? to_string(*patient.outcome) : "", part});
    }
  };
  add(split.training.patients(), "training");
  add(split.test.patients(), "test");
  add(split.unassigned, "unassigned");
  table.write(path);
}

Split read_split(const fs::path& path, const Cohort& cohort) {
  std::map<std::string, const Patient*> known;
  for (const auto& patient : cohort.patients()) known[patient.id] = &patient;
  const auto table = CsvTable::read(path);
  std::set<std::string> placed;
  std::map<std::string, std::vector<Patient>> parts{{"training", {}}, {"test", {}}, {"unassigned", {}}};
  for (std::size_t row = 0; row < table.row_count(); ++row) {
    const auto& id = table.cell(row, "patient");
    const auto found = known.find(id);
    if (found == known.end()) {
      throw input_error("{}: \"{}\" is not in cohort.csv", table.place(row, "patient"), id);
    }
    if (!placed.insert(id).second) {
      throw input_error("{}: patient {} stands in the split twice", table.place(row, "patient"), id);
    }
    const Patient& patient = *found->second;
    if (table.cell(row, "regimen") != patient.regimen) {
      throw input_error("{}: \"{}\", but cohort.csv gives patient {} {}", table.place(row, "regimen"),
                        table.cell(row, "regimen"), id, patient.regimen);
    }
    const std::string outcome = patient.outcome ? to_string(*patient.outcome) : "";
    if (table.cell(row, "outcome") != outcome) {
      throw input_error("{}: \"{}\", but cohort.csv gives patient {} \"{}\"", table.place(row, "outcome"),
                        table.cell(row, "outcome"), id, outcome);
    }
    const auto part = parts.find(table.cell(row, "part"));
    if (part == parts.end()) {
      throw input_error("{}: \"{}\"; training, test or unassigned is needed", table.place(row, "part"),
                        table.cell(row, "part"));
    }
    if (patient.outcome.has_value() == (part->first == "unassigned")) {
      throw input_error("{}: patient {} has {} outcome and cannot be in {}", table.place(row, "part"), id,
                        patient.outcome ? "an" : "no", part->first);
    }
    part->second.push_back(patient);
  }
  for (const auto& [id, patient] : known) {
    if (!placed.contains(id)) throw input_error("{}: patient {} is not in the split", path.string(), id);
  }
  return with_context(path.string(), [&] {
    return make_split(std::move(parts["training"]), std::move(parts["test"]), std::move(parts["unassigned"]));
  });
}

}  // namespace residuum::cohort
