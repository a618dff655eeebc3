#include "cohort/characteristics.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <map>
#include <set>

#include "cohort/date.h"
#include "core/number.h"
#include "stats/describe.h"

namespace residuum::cohort {
namespace {

constexpr std::array<const char*, 4> stages_and_sex{"sex", "ajcc_stage", "t_stage", "n_stage"};

// The different values of a column, as written.
std::set<std::string> values_of(const std::vector<Patient>& patients, const std::string& column) {
  std::set<std::string> values;
  for (const auto& patient : patients) {
    const auto text = text_of(patient, column);
    if (patient.outcome && !text.empty()) values.insert(text);
  }
  return values;
}

bool looks_normal(const std::vector<Patient>& patients, const std::string& column) {
  std::map<Outcome, std::vector<double>> by_outcome;
  for (const auto& patient : patients) {
    const auto value = number_of(patient, column);
    if (patient.outcome && value) by_outcome[*patient.outcome].push_back(*value);
  }
  std::vector<double> residuals;
  for (const auto& [outcome, values] : by_outcome) {
    double mean = 0;
    for (const double value : values) mean += value / static_cast<double>(values.size());
    for (const double value : values) residuals.push_back(value - mean);
  }
  return residuals.empty() || std::abs(stats::skewness(residuals)) <= largest_skewness;
}

void add_covariate(Characteristics& found, const std::vector<Patient>& patients, const std::string& column) {
  const auto values = values_of(patients, column);
  const auto all = [&](auto holds) { return std::all_of(values.begin(), values.end(), holds); };
  if (values.size() < 2) {
    found.left_out.push_back(column + (values.empty() ? " (empty)" : " (one value)"));
  } else if (all([](const std::string& text) { return parse_date(text).has_value(); })) {
    found.left_out.push_back(column + " (dates)");
  } else if (values.size() >= fewest_numbers &&
             all([](const auto& text) { return parse_number(text).has_value(); })) {
    found.shown.push_back({column, {}, looks_normal(patients, column)});
  } else if (values.size() <= most_levels) {
    found.shown.push_back({column, {values.begin(), values.end()}});
  } else {
    found.left_out.push_back(column + " (free text)");
  }
}

}  // namespace

std::string text_of(const Patient& patient, const std::string& column) {
  if (column == "sex") return patient.sex;
  if (column == "ajcc_stage") return patient.ajcc_stage;
  if (column == "t_stage") return patient.t_stage;
  if (column == "n_stage") return patient.n_stage;
  const auto found = patient.covariates.find(column);
  return found == patient.covariates.end() ? "" : found->second;
}

std::optional<double> number_of(const Patient& patient, const std::string& column) {
  if (column == "age") return patient.age;
  return parse_number(text_of(patient, column));
}

Characteristics characteristics_of(const std::vector<Patient>& patients) {
  Characteristics found;
  const bool aged = std::any_of(patients.begin(), patients.end(),
                                [](const Patient& patient) { return patient.outcome && patient.age; });
  if (aged) found.shown.push_back({"age", {}, looks_normal(patients, "age")});
  for (const std::string column : stages_and_sex) {
    const auto values = values_of(patients, column);
    if (values.size() > most_levels) {
      found.left_out.push_back(column + " (free text)");
    } else if (!values.empty()) {
      found.shown.push_back({column, {values.begin(), values.end()}});
    }
  }
  if (patients.empty()) return found;
  for (const auto& [column, value] : patients.front().covariates) add_covariate(found, patients, column);
  return found;
}

}  // namespace residuum::cohort
