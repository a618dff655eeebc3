#include "study/out_of_fold.h"

#include "core/error.h"
#include "core/random.h"
#include "study/bags.h"

namespace residuum::study {

OutOfFold out_of_fold(const Context& context, const cohort::TrainingCohort& training,
                      const std::string& regimen) {
  const auto& run = context.run();
  const auto rectangles = read_rectangles(run);
  const auto learnt = training.subset([&](const cohort::Patient& patient) {
    return patient.regimen == regimen && rectangles.contains(patient.id);
  });
  // As outcome::train divides them: the same patients, seed and fraction give the same parts.
  const auto& options = context.settings.outcome;
  const auto seed = derive_seed(derive_seed(options.seed, regimen), "hold out");
  OutOfFold found{learnt.hold_out(options.validation_fraction, seed).validation, {}};
  const auto& patients = found.patients.patients();

  const std::string where = run.outcome_result(regimen).string();
  const Json result = read_json(where);
  const auto probabilities = json_field<std::vector<double>>(result, "validation_probabilities", where);
  const auto outcomes = json_field<std::vector<int>>(result, "validation_outcomes", where);
  if (probabilities.size() != patients.size() || outcomes.size() != patients.size())
    throw input_error("{}: {} held-out patients, the split gives {}", where, probabilities.size(),
                      patients.size());
  for (std::size_t i = 0; i < patients.size(); ++i) {
    if (outcomes[i] != (patients[i].outcome == cohort::Outcome::rt))
      throw input_error("{}: held-out patient {} has another outcome than the table", where, i + 1);
    found.probability_rt[patients[i].id] = probabilities[i];
  }
  return found;
}

}  // namespace residuum::study
