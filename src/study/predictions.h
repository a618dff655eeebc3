// predictions.csv: every test patient under every regimen's model, with what is known of him.
#pragma once

#include <optional>
#include <vector>

#include "cohort/patient.h"
#include "cohort/prediction.h"

namespace residuum::study {

struct PredictionRow {
  cohort::Prediction prediction;
  double threshold = 0.5;  // of the model, chosen on training patients
  int slices = 0;          // in the patient's bag; 0: no tumour found, the probability is the training rate
  std::string given;       // the regimen the patient had
  cohort::Outcome actual = cohort::Outcome::nrt;  // under it
};

void write_predictions(const fs::path& path, const std::vector<PredictionRow>& rows);
std::vector<PredictionRow> read_predictions(const fs::path& path);

}  // namespace residuum::study
