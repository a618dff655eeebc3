// What happened in training, epoch by epoch.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "core/json.h"

namespace residuum::learn {

struct EpochRecord {
  int epoch = 0;  // from 1
  double training_loss = 0, validation_loss = 0, validation_score = 0;
  double seconds = 0;
  int redone_steps = 0;      // done again in float32 because bf16 gave a number that is not finite
  double waiting_share = 0;  // of the training's time, spent waiting for data
  std::map<std::string, double> measures = {};  // what validation tells besides, by name
};

struct History {
  std::vector<EpochRecord> epochs;
  int chosen_epoch = 0;  // on validation patients, never on test patients
};

Json to_json(const History& history);
History history_from_json(const Json& value, const std::string& where);

}  // namespace residuum::learn
