// Calibrated image probabilities of training patients by a network that has not learnt from them: what may be
// fitted on further. Probabilities of the patients whom a network did learn from are too good and are never
// used so.
#pragma once

#include <map>
#include <string>

#include "cohort/split.h"
#include "study/context.h"

namespace residuum::study {

struct OutOfFold {
  cohort::TrainingCohort patients;
  std::map<std::string, double> probability_rt;  // of each of them, by id
};

// Those held out of the training of the regimen's model, in whom tumour was found, each as the network saw
// him that had not learnt from him; nobody where the epoch was chosen on test patients. Errors: input, where
// the run's record of them does not fit the split.
OutOfFold out_of_fold(const Context& context, const cohort::TrainingCohort& training,
                      const std::string& regimen);

}  // namespace residuum::study
