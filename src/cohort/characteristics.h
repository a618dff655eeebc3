// Which columns of the patient table a Table 1 shows, and how: age, sex and stages, then the covariates. One
// decision a column for the whole table, so that its cells can be compared.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cohort/patient.h"

namespace residuum::cohort {

inline constexpr std::size_t most_levels = 12;    // a text column with more is free text
inline constexpr std::size_t fewest_numbers = 6;  // a column of fewer different numbers is one of levels
inline constexpr double largest_skewness = 1;

struct Characteristic {
  std::string name;                 // of the column
  std::vector<std::string> levels;  // in order; none of a number
  bool normal = true;  // a number's: mean and SD rather than median and quartiles, which is when the skewness
                       // of its values, each taken from the mean of its outcome, lies within -1..1
  bool is_number() const { return levels.empty(); }
};

struct Characteristics {
  std::vector<Characteristic> shown;
  std::vector<std::string> left_out;  // "mr_date (dates)", "note (free text)"
};

// Of the patients whose outcome is known.
Characteristics characteristics_of(const std::vector<Patient>& patients);

// What the patient has there, as written; empty when not known.
std::string text_of(const Patient& patient, const std::string& column);
std::optional<double> number_of(const Patient& patient, const std::string& column);

}  // namespace residuum::cohort
