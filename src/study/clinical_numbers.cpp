#include <cmath>
#include <limits>
#include <set>

#include "core/number.h"
#include "core/text.h"
#include "study/baselines.h"

namespace residuum::study {
namespace {

// "T3", "N2b", "3"
std::optional<double> first_digit(const std::string& text) {
  for (const char c : text) {
    if (c >= '0' && c <= '9') return c - '0';
  }
  return {};
}

// "III", "IVa", "4"
std::optional<double> ajcc(const std::string& text) {
  const auto lower = to_lower(text);
  if (lower.starts_with("iv")) return 4;
  if (lower.starts_with("iii")) return 3;
  if (lower.starts_with("ii")) return 2;
  if (lower.starts_with("i")) return 1;
  return first_digit(text);
}

// Columns whose cells are numbers or empty, with a number in at least half of them.
std::set<std::string> numeric_columns(const std::vector<cohort::Patient>& patients) {
  std::map<std::string, std::size_t> filled;
  std::set<std::string> other;
  for (const auto& patient : patients) {
    for (const auto& [name, cell] : patient.covariates) {
      if (parse_number(cell)) ++filled[name];
      if (!cell.empty() && !parse_number(cell)) other.insert(name);
    }
  }
  std::set<std::string> columns;
  for (const auto& [name, count] : filled) {
    if (!other.contains(name) && 2 * count >= patients.size()) columns.insert(name);
  }
  return columns;
}

bool spans_powers_of_ten(const std::vector<cohort::Patient>& patients, const std::string& column) {
  double low = std::numeric_limits<double>::infinity(), high = 0;
  for (const auto& patient : patients) {
    const auto value = parse_number(patient.covariates.at(column));
    if (!value) continue;
    if (*value < 0) return false;
    low = std::min(low, *value);
    high = std::max(high, *value);
  }
  return (1 + high) / (1 + low) > 100;
}

}  // namespace

outcome::PatientNumbers clinical_numbers(const std::vector<cohort::Patient>& patients,
                                         const cohort::TrainingCohort& training) {
  const auto columns = numeric_columns(training.patients());
  std::set<std::string> skewed;
  for (const auto& column : columns) {
    if (spans_powers_of_ten(training.patients(), column)) skewed.insert(column);
  }
  outcome::PatientNumbers numbers;
  for (const auto& patient : patients) {
    auto& of = numbers[patient.id];
    const auto put = [&](const std::string& name, std::optional<double> value) {
      if (value) of[name] = *value;
    };
    put("t_stage", first_digit(patient.t_stage));
    put("n_stage", first_digit(patient.n_stage));
    put("ajcc_stage", ajcc(patient.ajcc_stage));
    put("age", patient.age);
    if (!patient.sex.empty()) of["male"] = to_lower(patient.sex).starts_with("m") ? 1 : 0;
    for (const auto& column : columns) {
      const auto value = parse_number(patient.covariates.at(column));
      if (!value || (skewed.contains(column) && *value < 0)) continue;  // no training patient's is negative
      of[column] = skewed.contains(column) ? std::log1p(*value) : *value;
    }
  }
  return numbers;
}

}  // namespace residuum::study
