// One network's training on one part of the outlined training patients.
#pragma once

#include <memory>
#include <string>

#include "learn/history.h"
#include "nn/network.h"
#include "segmentation/parts.h"

namespace residuum::segmentation {

struct Member {
  std::shared_ptr<nn::Network> network;  // placed, with the chosen epoch's weights, in evaluation mode
  learn::History history;
};

// Goes on from `checkpoint` where it is of the same data and settings.
// Errors: input, when no slice to learn from has tumour.
Member train_member(const SliceSet& set, const Part& part, const Options& options, const nn::Compute& compute,
                    const std::string& title, const fs::path& checkpoint);

}  // namespace residuum::segmentation
