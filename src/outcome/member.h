// One network's training on one part of a regimen's training patients.
#pragma once

#include <memory>
#include <string>

#include "learn/history.h"
#include "outcome/bags.h"
#include "outcome/patient_network.h"

namespace residuum::outcome {

struct Member {
  std::shared_ptr<PatientNetwork> network;  // placed, with the chosen epoch's weights, in evaluation mode
  learn::History history;
};

// The weights come from `fitting`, in the shared epochs from `others` as well, the epoch from `watched`: of
// lowest loss, or where options.epoch is test of highest accuracy. Goes on from `checkpoint` where it is of
// the same data and settings.
Member train_member(const BagSet& fitting, const BagSet& others, const BagSet& watched,
                    const Options& options, const nn::Compute& compute, const std::string& title,
                    const fs::path& checkpoint);

// Above which probability of RT a patient counts as RT where no threshold is chosen: options.threshold alpha
// or half.
double fixed_threshold(const Options& options);

}  // namespace residuum::outcome
