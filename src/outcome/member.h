// One network's training on one part of a regimen's training patients.
#pragma once

#include <memory>
#include <string>

#include "learn/history.h"
#include "outcome/bags.h"
#include "outcome/patient_network.h"
#include "outcome/patient_numbers.h"

namespace residuum::outcome {

struct Member {
  std::shared_ptr<PatientNetwork> network;  // placed, with the chosen epoch's weights, in evaluation mode
  learn::History history;
};

// Whom a network's training meets.
struct MemberData {
  const BagSet &fitting, &others;  // the weights come from these; from `others` in the shared epochs alone
  const BagSet& watched;  // the epoch comes from these: lowest loss, or highest accuracy if epoch is test
  const PatientNumbers&
      features;  // those of `fitting` and `others` are looked at, where feature_weight is set
};

// Goes on from `checkpoint` where it is of the same data and settings.
Member train_member(const MemberData& data, const Options& options, const nn::Compute& compute,
                    const std::string& title, const fs::path& checkpoint);

// Above which probability of RT a patient counts as RT where no threshold is chosen: options.threshold alpha
// or half.
double fixed_threshold(const Options& options);

}  // namespace residuum::outcome
