// truth.csv of a synthetic study: both potential outcomes and their true probabilities.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "core/file.h"

namespace residuum::study {

struct Truth {
  double probability_rt = 0;
  bool rt = false;  // what would happen
};

// By patient, then by regimen. Errors: input, naming place and remedy.
std::map<std::string, std::map<std::string, Truth>> read_truth(const fs::path& path,
                                                               const std::vector<std::string>& regimens);

}  // namespace residuum::study
