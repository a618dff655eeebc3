// The published protocol beside the honest one on the same data: how much it adds. Both train a network with
// the same settings; the published one keeps the epoch of the best accuracy on the test cohort, the honest
// one the best of training patients held out. The difference, leaked less honest, is the optimism. Written by
// the run where asked for, stages/published/protocols.json:
// {"networks": [{"regimen", "network", "unit", "epochs", "leaked": {"epoch", "accuracy", "auc", "micro_auc"},
//   "honest": {the same}, "test_patients", "rt"}]}
#pragma once

#include <string>
#include <vector>

#include "core/json.h"
#include "report/document.h"

namespace residuum::study {

struct ProtocolFigures {
  int epoch = 0;                                // kept
  double accuracy = 0, auc = 0, micro_auc = 0;  // on the test patients; auc of RT
};

struct ProtocolPair {
  std::string regimen, network, unit;
  int epochs = 0;
  ProtocolFigures leaked, honest;
  int test_patients = 0, rt = 0;
};

// Errors: input, naming `where` and the field, for a field that is missing or of another type, an epoch
// beyond the training's, a figure outside 0..1, test patients of one class, an entry that stands twice.
std::vector<ProtocolPair> protocols_from_json(const Json& json, const std::string& where);

// The table, with its mark, and what it shows, in words; nothing for no pairs.
std::vector<report::Block> protocol_blocks(const std::vector<ProtocolPair>& pairs);

}  // namespace residuum::study
