// Which slices of which patients a training sees in each step of an epoch.
#pragma once

#include "core/random.h"
#include "outcome/bags.h"

namespace residuum::outcome {

// What has one label: a slice of a patient (unit image), or a patient with slices of his.
struct Sample {
  std::size_t patient = 0;
  torch::Tensor slices;  // int64, indices into the patient's bag
  float weight = 1;      // in the loss
};

struct Step {
  std::vector<Sample> samples;
  std::int64_t slices = 0;  // in all
};

// Every sample once, in random order, or with balance "sampling" as often of each outcome, repeated in the
// rarer one. With "weights" each outcome's samples weigh the same together. Packed until `batch` slices are
// reached, or of unit stack `patient_batch` patients. A step whose batch norm would see one image joins the
// one before it.
std::vector<Step> steps_of_epoch(const BagSet& set, const Options& options, Random& random);

}  // namespace residuum::outcome
