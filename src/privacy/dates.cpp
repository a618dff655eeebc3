#include "privacy/dates.h"

#include <fmt/core.h>

#include <algorithm>
#include <chrono>

namespace residuum::privacy {
namespace {

bool all_digits(const std::string& text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

std::optional<std::string> days_earlier(const std::string& value, int days) {
  const std::string digits = value.substr(0, 8);
  if (digits.size() != 8 || !all_digits(digits)) return std::nullopt;
  const std::chrono::year_month_day date{
      std::chrono::year(std::stoi(digits.substr(0, 4))),
      std::chrono::month(static_cast<unsigned>(std::stoi(digits.substr(4, 2)))),
      std::chrono::day(static_cast<unsigned>(std::stoi(digits.substr(6, 2))))};
  if (!date.ok()) return std::nullopt;
  const std::chrono::year_month_day shifted{std::chrono::sys_days(date) - std::chrono::days(days)};
  const int year = static_cast<int>(shifted.year());
  if (year < 1000 || year > 9999) return std::nullopt;
  const auto made = fmt::format("{:04}{:02}{:02}", year, static_cast<unsigned>(shifted.month()),
                                static_cast<unsigned>(shifted.day()));
  return value.size() > 8 ? made + "000000" : made;
}

std::optional<std::string> capped_age(const std::string& value) {
  if (value.size() != 4 || !all_digits(value.substr(0, 3))) return std::nullopt;
  const int number = std::stoi(value.substr(0, 3));
  switch (value[3]) {
    case 'Y':
      return number >= 90 ? "090Y" : value;
    case 'M':
    case 'W':
    case 'D':
      return value;
    default:
      return std::nullopt;
  }
}

}  // namespace residuum::privacy
