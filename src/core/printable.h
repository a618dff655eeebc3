// Text from outside, names of files or words of a DICOM header, made safe for a terminal.
#pragma once

#include <string>
#include <string_view>

namespace residuum {

// Control characters but line feed and tab, which a terminal would obey, and bytes that are no UTF-8 become
// "\x1B"; all else stays.
std::string printable(std::string_view text);

}  // namespace residuum
