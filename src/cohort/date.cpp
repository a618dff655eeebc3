#include "cohort/date.h"

#include <charconv>

namespace residuum::cohort {

std::optional<Date> parse_date(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto number = [&](std::size_t at, std::size_t digits) {
    int value = -1;
    const char* end = text.data() + at + digits;
    const auto [rest, error] = std::from_chars(text.data() + at, end, value);
    return error == std::errc() && rest == end ? value : -1;
  };
  const int year = number(0, 4), month = number(5, 2), day = number(8, 2);
  if (year < 0 || month < 0 || day < 0) return std::nullopt;
  const std::chrono::year_month_day date(std::chrono::year(year),
                                         std::chrono::month(static_cast<unsigned>(month)),
                                         std::chrono::day(static_cast<unsigned>(day)));
  if (!date.ok()) return std::nullopt;
  return Date(date);
}

Date add_months(Date date, int months) {
  const auto moved = std::chrono::year_month_day(date) + std::chrono::months(months);
  if (moved.ok()) return Date(moved);
  return Date(moved.year() / moved.month() / std::chrono::last);
}

}  // namespace residuum::cohort
