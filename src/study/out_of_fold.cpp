#include "study/out_of_fold.h"

#include "core/error.h"
#include "study/outcome_result.h"

namespace residuum::study {

OutOfFold out_of_fold(const Context& context, const cohort::TrainingCohort& training,
                      const std::string& regimen) {
  const auto where = context.run().outcome_result(regimen);
  std::map<std::string, HeldOutPatient> held_out;
  for (const auto& one : read_outcome_result(where).held_out) held_out[one.patient] = one;
  OutOfFold found{training.subset([&](const cohort::Patient& patient) {
                    return patient.regimen == regimen && held_out.contains(patient.id);
                  }),
                  {}};
  const auto& patients = found.patients.patients();
  if (patients.size() != held_out.size()) {
    throw input_error("{}: {} held-out patients, of whom {} are training patients of {}", where.string(),
                      held_out.size(), patients.size(), regimen);
  }
  for (const auto& patient : patients) {
    const auto& one = held_out.at(patient.id);
    if (one.rt != (patient.outcome == cohort::Outcome::rt))
      throw input_error("{}: a held-out patient has another outcome than the table", where.string());
    found.probability_rt[patient.id] = one.probability_rt;
  }
  return found;
}

}  // namespace residuum::study
