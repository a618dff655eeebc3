// One patient as a policy is judged by: what the models said, what was given, what happened, and what was
// known of the patient before treatment.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "decision/recommend.h"

namespace residuum::decision {

struct Case {
  std::string patient;
  Recommendation recommendation;                  // one prediction a regimen of the table, in its order
  std::size_t given = 0;                          // which regimen, from 0
  cohort::Outcome actual = cohort::Outcome::nrt;  // under it
  std::vector<double> covariates;                 // as many as CaseTable::covariates
  std::optional<bool> t4;                         // stage T4; empty when not known
};

struct CaseTable {
  std::vector<std::string> regimens;    // least toxic first
  std::vector<std::string> covariates;  // what the nuisance models of nuisance.h know
  std::vector<Case> cases;
};

// Errors: input, for fewer than two regimens, no patient, one twice, predictions that are not one a regimen
// in order, a regimen given that is none of them, a covariate too few, too many or not finite.
void require_sound(const CaseTable& table);

}  // namespace residuum::decision
