// What an outcome model says of one patient under one regimen.
#pragma once

#include <string>

namespace residuum::cohort {

struct Prediction {
  std::string patient_id;
  std::string regimen;        // the regimen whose model speaks, not the one given
  double probability_rt = 0;  // 0..1, of residual tumour
};

}  // namespace residuum::cohort
