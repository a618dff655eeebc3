// What the results cannot tell, from the run's record: said in the report and in every model card.
#pragma once

#include <string>
#include <vector>

#include "core/json.h"

namespace residuum::study {

std::vector<std::string> limits(const Json& record);

}  // namespace residuum::study
