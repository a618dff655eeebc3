// The features of patients' tumours as what a network learns to estimate beside the outcome, so that it looks
// for what describes a tumour even where outcomes are few (multitask learning, Caruana 1997,
// doi 10.1023/A:1007379606734).
#pragma once

#include <torch/types.h>

#include "outcome/bags.h"
#include "outcome/patient_numbers.h"

namespace residuum::outcome {

struct FeatureTargets {
  torch::Tensor
      values;  // P x K float32, in standard deviations from the mean, cut to -3..3; 0 where not known
  torch::Tensor known;  // P float32: 1 of a patient with all of them, else 0
  std::int64_t count() const { return values.size(1); }
  std::string hash() const;
};

// Of the set's patients in their order, by their own mean and standard deviation; what does not vary among
// them is left out. Errors: input, when fewer than two patients have features, or none varies.
FeatureTargets feature_targets(const BagSet& set, const PatientNumbers& features);

// The mean square of estimates less values (each P x K), over the patients who are known; 0 where none is.
torch::Tensor feature_error(const torch::Tensor& estimates, const torch::Tensor& values,
                            const torch::Tensor& known);

}  // namespace residuum::outcome
