// What stands in place of a value that must not be empty. They identify nobody, wherever they are found.
#pragma once

namespace residuum::privacy {

inline constexpr const char* dummy_text = "REMOVED";
inline constexpr const char* dummy_date = "19000101";
inline constexpr const char* dummy_time = "000000";
inline constexpr const char* dummy_date_time = "19000101000000";

}  // namespace residuum::privacy
