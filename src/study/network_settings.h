// Which networks a part of study.toml names, and what weights each starts from.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "core/config.h"
#include "nn/catalogue.h"

namespace residuum::study {

// `part` is "segmentation." or "outcome.". Its `network` names one, its `networks` several that are tried
// beside one another. Errors: input, for an unknown name, with the nearest known one; none; one twice; both
// keys.
std::vector<std::string> read_networks(const Config& config, const std::string& part, nn::NetworkTask task,
                                       const std::vector<std::string>& fallback);

// `pretrained` of the one network there is, `pretrained_of.NETWORK` of each of several.
void read_starts(const Config& config, const std::string& part, const std::vector<std::string>& networks,
                 std::string& pretrained, std::map<std::string, std::string>& pretrained_of);

}  // namespace residuum::study
