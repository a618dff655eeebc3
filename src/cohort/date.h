// Calendar dates of the patient table.
#pragma once

#include <chrono>
#include <optional>
#include <string_view>

namespace residuum::cohort {

using Date = std::chrono::sys_days;

// "2019-03-31"; empty for anything else, and for a day that is not in the calendar.
std::optional<Date> parse_date(std::string_view text);

// The same day of a later month, or its last where it has fewer.
Date add_months(Date date, int months);

}  // namespace residuum::cohort
