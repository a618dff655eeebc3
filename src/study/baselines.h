// Baselines that every report carries: T stage, TNM, clinical columns, tumour volume, radiomic features,
// fitted on the training patients whom the networks learnt from (their held-out ones included), applied once
// to the test patients.
#pragma once

#include "outcome/baseline.h"
#include "report/document.h"
#include "stats/rates.h"
#include "study/context.h"
#include "study/predictions.h"

namespace residuum::study {

// Stages as numbers (T1-T4, N0-N3, AJCC I-IV; a and b do not count), age, male, and each further column that
// holds numbers alone; one that spans more than two powers of ten as its ln(1 + x). Which columns these are
// is decided on the training patients; what fits no such column in another patient counts as missing.
outcome::PatientNumbers clinical_numbers(const std::vector<cohort::Patient>& patients,
                                         const cohort::TrainingCohort& training);

struct BaselineScore {
  std::string patient, regimen, baseline;
  double probability_rt = 0;
};
void write_scores(const fs::path& csv, const std::vector<BaselineScore>& scores);
std::vector<BaselineScore> read_scores(const fs::path& csv);

// One of a regimen's models on the test patients who had it.
struct ComparedModel {
  std::string name;
  stats::Proportion patients;  // RT among them
  double auc = 0, low = 0, high = 0, brier = 0;
  // The network's AUC less this one's: DeLong's paired test, P adjusted by Holm within the regimen. The
  // network's own row has none, nor has one where the test is not defined.
  struct Difference {
    double value = 0, low = 0, high = 0, p = 1;
  };
  std::optional<Difference> network_less;
};
struct RegimenComparison {
  std::string regimen;
  std::vector<ComparedModel> models;  // the network first
};
std::vector<RegimenComparison> compare_with_baselines(const std::vector<PredictionRow>& predictions,
                                                      const std::vector<BaselineScore>& scores,
                                                      const std::vector<std::string>& regimens);

// In words: which baselines the network beats, and which not.
std::string verdict(const RegimenComparison& comparison);

report::Section baselines_section(const Context& context);

}  // namespace residuum::study
