// Training an outcome model of one regimen from a run's rectangles.
#pragma once

#include "cohort/split.h"
#include "study/bags.h"
#include "study/context.h"
#include "study/outcome_result.h"

namespace residuum::study {

// Network times unit, each with the regimen's own seed.
std::vector<outcome::Options> regimen_candidates(const Settings& settings, const std::string& regimen);
// "outcome-ccrt.resnet50.mean"
std::string candidate_stage(const std::string& regimen, const outcome::Options& options);
// The chosen candidate's, with the further seed number `seed` (2, 3, ...). REQUIRES: the regimen's stage is
// done.
outcome::Options seed_options(const Context& context, const std::string& regimen, int seed);

// All that a training depends on.
Json training_inputs(const Context& context, const std::string& regimen, const outcome::Options& options);

class OutcomeTraining {
 public:
  OutcomeTraining(const Context& context, const std::string& regimen);

  // Checkpoints go below `stage`. Test patients are looked at where options.epoch is test, under `preset`
  // alone (cohort/leak_door.h).
  OutcomeResult train(const outcome::Options& options, const std::string& preset, const fs::path& model,
                      const std::string& stage) const;

  outcome::Bag bag(const cohort::Patient& patient) const;
  bool has_tumour(const cohort::Patient& patient) const { return rectangles_.contains(patient.id); }
  // Those of the regimen in whom tumour was found.
  const cohort::TrainingCohort& training() const { return training_; }
  // Those who had the regimen, with or without tumour found.
  const std::vector<cohort::Patient>& test_patients() const { return test_patients_; }

 private:
  const Context& context_;
  std::string regimen_;
  cohort::Split split_;
  std::map<std::string, std::vector<imaging::SliceRectangle>> rectangles_;
  cohort::TrainingCohort training_;
  outcome::Further further_;
  std::vector<cohort::Patient> test_patients_;
};

}  // namespace residuum::study
