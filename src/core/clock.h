// The time of day, for records alone: no result may hang on it.
#pragma once

#include <string>

namespace residuum {

std::string utc_now();  // "2024-05-17T09:30:05Z"

}  // namespace residuum
