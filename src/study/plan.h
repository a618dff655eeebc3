// The names of a run's stages in their order, known before the first begins: run.json says from the start
// what is to come. A test of the main job compares it with what was done.
#pragma once

#include <string>
#include <vector>

#include "study/settings.h"

namespace residuum::study {

std::vector<std::string> planned_stages(const Settings& settings);

}  // namespace residuum::study
