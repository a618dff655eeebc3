// DICOM dates and ages as text.
#pragma once

#include <optional>
#include <string>

namespace residuum::privacy {

// A DA or DT value that many days earlier; of a DT the time of day becomes midnight. Empty when it is no date
// between the years 1000 and 9999.
std::optional<std::string> days_earlier(const std::string& value, int days);

// An AS value ("067Y"); 90 years and more become "090Y". Empty when it is none.
std::optional<std::string> capped_age(const std::string& value);

}  // namespace residuum::privacy
