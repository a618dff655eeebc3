// Text as a number.
#pragma once

#include <optional>
#include <string_view>

namespace residuum {

// The whole text as one finite number ("12.5", "-3e4"; no spaces, no plus sign), or nothing.
std::optional<double> parse_number(std::string_view text);

}  // namespace residuum
