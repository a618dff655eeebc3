// The versions of the libraries that read and resample images, for run.json and the methods text.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace residuum::imaging {

// {{"ITK", "5.3.0"}, {"GDCM", ...}, {"DCMTK", ...}}
std::vector<std::pair<std::string, std::string>> libraries();

}  // namespace residuum::imaging
