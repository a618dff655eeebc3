#include "study/decision_input.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "core/error.h"
#include "core/text.h"
#include "decision/covariates.h"

namespace residuum::study {
namespace {

const std::string probability_prefix = "probability_rt_";

std::vector<std::string> regimens_of(const CsvTable& table, const std::string& name) {
  std::vector<std::string> regimens;
  for (const auto& column : table.columns()) {
    if (column.starts_with(probability_prefix)) regimens.push_back(column.substr(probability_prefix.size()));
  }
  if (regimens.size() >= 2) return regimens;
  throw input_error(
      "{}: two columns probability_rt_REGIMEN at least are needed, least toxic regimen first; there are {}",
      name, regimens.size());
}

double required_number(const CsvTable& table, std::size_t row, const std::string& column) {
  const auto value = table.number(row, column);
  if (!value) throw input_error("{}: a number is needed", table.place(row, column));
  return *value;
}

cohort::Outcome outcome_at(const CsvTable& table, std::size_t row) {
  const auto& cell = table.cell(row, "outcome");
  if (cell == "NRT") return cohort::Outcome::nrt;
  if (cell == "RT") return cohort::Outcome::rt;
  throw input_error("{}: \"{}\"; NRT or RT is needed", table.place(row, "outcome"), cell);
}

bool flag_at(const CsvTable& table, std::size_t row, const std::string& column) {
  if (!table.has_column(column)) return false;
  const auto& cell = table.cell(row, column);
  if (cell.empty() || cell == "0") return false;
  if (cell == "1") return true;
  throw input_error("{}: \"{}\"; 0, 1 or nothing is needed", table.place(row, column), cell);
}

std::optional<bool> t4_at(const CsvTable& table, std::size_t row) {
  if (!table.has_column("t_stage")) return {};
  const auto stage = to_lower(table.cell(row, "t_stage"));
  if (stage.empty()) return {};
  return stage.starts_with("t4") || stage == "4";
}

std::size_t regimen_at(const CsvTable& table, std::size_t row, const std::string& column,
                       const std::vector<std::string>& regimens) {
  const auto& cell = table.cell(row, column);
  const auto found = std::find(regimens.begin(), regimens.end(), cell);
  if (found == regimens.end()) {
    throw input_error("{}: \"{}\"; one of {} is needed", table.place(row, column), cell,
                      fmt::join(regimens, ", "));
  }
  return static_cast<std::size_t>(found - regimens.begin());
}

decision::Case case_at(const CsvTable& table, std::size_t row, const std::vector<std::string>& regimens,
                       const DecisionOptions& options) {
  decision::Case one;
  one.patient = table.cell(row, "patient");
  if (one.patient.empty())
    throw input_error("{}: empty; each patient needs an id", table.place(row, "patient"));
  std::vector<decision::RegimenPrediction> predictions;
  for (const auto& regimen : regimens) {
    const bool own = table.has_column("threshold_" + regimen);
    predictions.push_back({regimen, required_number(table, row, probability_prefix + regimen),
                           own ? required_number(table, row, "threshold_" + regimen) : options.threshold});
  }
  const bool outside = flag_at(table, row, "outside");
  const decision::Caution caution{options.margin, options.abstain_outside && outside};
  one.recommendation = with_context(table.place(row, "patient"),
                                    [&] { return decision::recommend(std::move(predictions), caution); });
  one.given = regimen_at(table, row, "regimen_given", regimens);
  one.actual = outcome_at(table, row);
  one.t4 = t4_at(table, row);
  return one;
}

void add_covariates(const CsvTable& table, const std::vector<std::string>& columns,
                    decision::CaseTable& cases) {
  std::vector<std::vector<std::string>> cells;
  for (const auto& column : columns) {
    cells.emplace_back();
    for (std::size_t row = 0; row < table.row_count(); ++row) cells.back().push_back(table.cell(row, column));
  }
  auto encoded = decision::encode_covariates(columns, cells);
  cases.covariates = std::move(encoded.names);
  if (columns.empty()) return;
  for (std::size_t i = 0; i < cases.cases.size(); ++i)
    cases.cases[i].covariates = std::move(encoded.values[i]);
}

}  // namespace

DecisionInput decision_input(const CsvTable& table, const std::string& name, const DecisionOptions& options) {
  const auto regimens = options.regimens.empty() ? regimens_of(table, name) : options.regimens;
  DecisionInput input;
  input.table.regimens = regimens;
  const bool knows = std::all_of(regimens.begin(), regimens.end(),
                                 [&](const auto& regimen) { return table.has_column("rt_" + regimen); });
  for (std::size_t row = 0; row < table.row_count(); ++row) {
    input.table.cases.push_back(case_at(table, row, regimens, options));
    if (!knows) continue;
    input.potential.emplace_back();
    for (const auto& regimen : regimens)
      input.potential.back().push_back(flag_at(table, row, "rt_" + regimen));
  }
  add_covariates(table, options.covariates, input.table);
  with_context(name, [&] { decision::require_sound(input.table); });
  return input;
}

DecisionInput read_decision_input(const fs::path& csv, const DecisionOptions& options) {
  return decision_input(CsvTable::read(csv), csv.string(), options);
}

std::vector<decision::Calibration> read_calibration(const fs::path& csv,
                                                    const std::vector<std::string>& regimens) {
  const auto table = CsvTable::read(csv);
  std::vector<decision::Calibration> calibrations(regimens.size());
  for (std::size_t row = 0; row < table.row_count(); ++row) {
    auto& calibration = calibrations[regimen_at(table, row, "regimen", regimens)];
    calibration.probability_rt.push_back(required_number(table, row, "probability_rt"));
    calibration.rt.push_back(outcome_at(table, row) == cohort::Outcome::rt);
  }
  if (table.row_count() == 0) return {};
  for (std::size_t regimen = 0; regimen < regimens.size(); ++regimen) {
    if (calibrations[regimen].rt.empty())
      throw input_error("{}: no patient with regimen {}", csv.string(), regimens[regimen]);
  }
  return calibrations;
}

std::vector<std::string> usual_covariates(const fs::path& csv) {
  const auto table = CsvTable::read(csv);
  std::vector<std::string> columns;
  for (const char* column : {"age", "sex", "t_stage", "n_stage", "ajcc_stage", "tumour_ml"}) {
    if (table.has_column(column)) columns.emplace_back(column);
  }
  return columns;
}

}  // namespace residuum::study
