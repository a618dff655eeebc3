#include "study/candidates_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <map>
#include <set>
#include <tuple>

#include "core/csv.h"
#include "core/error.h"

namespace residuum::study {
namespace {

constexpr const char* remedy = "run the outcome stage anew";

// Where a row stands, for an error: a line of the file, or the model it belongs to.
using Place = std::function<std::string(std::size_t row)>;

template <class Row>
std::string model_name(const Row& row) {
  return fmt::format("{}, {} by {}", row.regimen, row.network, row.unit);
}

template <class Row>
void check_names(const Row& row, const std::string& place) {
  if (row.regimen.empty() || row.network.empty()) {
    throw input_error("{}: regimen and network must not be empty; {}", place, remedy);
  }
  if (std::ranges::find(units_of_analysis, row.unit) == units_of_analysis.end()) {
    throw input_error("{}: unit \"{}\" is none of image, mean, stack, attention; {}", place, row.unit,
                      remedy);
  }
}

// What all rows of a model have in common.
struct Model {
  bool chosen = false;
  std::string leak;
  std::optional<double> threshold, slice_threshold;
  std::map<std::string, cohort::Outcome> patients;
  std::set<std::pair<std::string, int>> slices;
};

using ModelKey = std::tuple<std::string, std::string, std::string, int>;  // regimen, network, unit, seed

std::map<ModelKey, Model> gather(const std::vector<CandidatePrediction>& rows, const Place& place) {
  std::map<ModelKey, Model> models;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const auto& row = rows[i];
    check_names(row, place(i));
    if (row.seed < 1) throw input_error("{}: seed {}; seeds are numbered from 1", place(i), row.seed);
    if (!(row.probability_rt >= 0 && row.probability_rt <= 1)) {
      throw input_error("{}: probability_rt {}; between 0 and 1 is needed", place(i), row.probability_rt);
    }
    if (!std::isfinite(row.threshold)) throw input_error("{}: the threshold is no number", place(i));
    if (row.patient.empty()) throw input_error("{}: no patient", place(i));
    const auto [found, is_new] = models.try_emplace({row.regimen, row.network, row.unit, row.seed});
    auto& model = found->second;
    if (is_new) {
      model.chosen = row.chosen;
      model.leak = row.leak;
    }
    auto& threshold = row.slice ? model.slice_threshold : model.threshold;
    if (!threshold) threshold = row.threshold;
    if (model.chosen != row.chosen || model.leak != row.leak || *threshold != row.threshold) {
      throw input_error("{}: chosen, leak or threshold differ from other rows of {}; {}", place(i),
                        model_name(row), remedy);
    }
    if (row.slice) {
      if (row.unit != "image") {
        throw input_error("{}: a slice of unit {}; slices stand under unit image alone", place(i), row.unit);
      }
      if (*row.slice < 0) throw input_error("{}: slice {}", place(i), *row.slice);
      if (!model.slices.insert({row.patient, *row.slice}).second) {
        throw input_error("{}: patient {}, slice {} stands twice in {}", place(i), row.patient, *row.slice,
                          model_name(row));
      }
    } else if (!model.patients.insert({row.patient, row.outcome}).second) {
      throw input_error("{}: patient {} stands twice in {}", place(i), row.patient, model_name(row));
    }
  }
  return models;
}

// Chosen is one of seed 1, and what was trained again is the chosen one.
void check_choice(const std::map<ModelKey, Model>& models) {
  std::map<std::string, ModelKey> chosen;
  for (const auto& [key, model] : models) {
    if (!model.chosen) continue;
    const auto& [regimen, network, unit, seed] = key;
    if (seed != 1) throw input_error("{}: seed {} is chosen; only seed 1 can be", regimen, seed);
    if (!chosen.insert({regimen, key}).second) {
      throw input_error("{}: two models are chosen; one is needed; {}", regimen, remedy);
    }
  }
  for (const auto& [key, model] : models) {
    const auto& [regimen, network, unit, seed] = key;
    const auto found = chosen.find(regimen);
    if (found == chosen.end()) {
      throw input_error("{}: no model is chosen; one is needed; {}", regimen, remedy);
    }
    if (seed != 1 && ModelKey{regimen, network, unit, 1} != found->second) {
      throw input_error("{}, {} by {}: seed {} of a model that is not the chosen one; {}", regimen, network,
                        unit, seed, remedy);
    }
  }
}

void check_patients(const std::vector<CandidatePrediction>& rows, const std::map<ModelKey, Model>& models,
                    const Place& place) {
  std::map<std::string, const Model*> first;  // of each regimen
  for (const auto& [key, model] : models) {
    const auto& [regimen, network, unit, seed] = key;
    const auto& expected = *first.try_emplace(regimen, &model).first->second;
    if (model.patients != expected.patients) {
      throw input_error(
          "{}: {} by {}, seed {}, has other patients or outcomes than the regimen's other models; {}",
          regimen, network, unit, seed, remedy);
    }
  }
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const auto& row = rows[i];
    const auto& patients = first.at(row.regimen)->patients;
    const auto found = patients.find(row.patient);
    if (found == patients.end()) {
      throw input_error("{}: a slice of patient {}, who has no row of his own", place(i), row.patient);
    }
    if (found->second != row.outcome) {
      throw input_error("{}: patient {} has two outcomes", place(i), row.patient);
    }
  }
}

void check(const std::vector<CandidatePrediction>& rows, const Place& place) {
  const auto models = gather(rows, place);
  check_choice(models);
  check_patients(rows, models, place);
}

void check(const std::vector<CandidateEpoch>& rows, const Place& place) {
  std::set<std::tuple<std::string, std::string, std::string, int, int>> epochs;
  std::set<std::tuple<std::string, std::string, std::string, int>> chosen;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const auto& row = rows[i];
    check_names(row, place(i));
    if (row.fold < 0) throw input_error("{}: fold {}", place(i), row.fold);
    if (row.epoch < 1) throw input_error("{}: epoch {}; epochs are numbered from 1", place(i), row.epoch);
    if (!epochs.insert({row.regimen, row.network, row.unit, row.fold, row.epoch}).second) {
      throw input_error("{}: epoch {} of fold {} stands twice in {}", place(i), row.epoch, row.fold,
                        model_name(row));
    }
    if (row.chosen && !chosen.insert({row.regimen, row.network, row.unit, row.fold}).second) {
      throw input_error("{}: two epochs of fold {} are chosen in {}; one at most is kept", place(i), row.fold,
                        model_name(row));
    }
  }
}

template <class Row>
Place by_model(const std::vector<Row>& rows) {
  return [&rows](std::size_t row) { return model_name(rows[row]); };
}

Place by_line(const CsvTable& table) {
  return [&table](std::size_t row) { return table.place(row, "regimen"); };
}

void require_columns(const CsvTable& table, const fs::path& path, const std::vector<std::string>& columns) {
  for (const auto& column : columns) {
    if (!table.has_column(column)) {
      throw input_error("{}: no column {}; the columns are {}; {}", path.string(), column,
                        fmt::join(columns, ", "), remedy);
    }
  }
}

double number(const CsvTable& table, std::size_t row, const char* column) {
  const auto value = table.number(row, column);
  if (!value) throw input_error("{}: a number is needed", table.place(row, column));
  return *value;
}

int whole_number(const CsvTable& table, std::size_t row, const char* column) {
  const double value = number(table, row, column);
  if (value != std::floor(value) || std::abs(value) > std::numeric_limits<int>::max()) {
    throw input_error("{}: {} is not a whole number", table.place(row, column), table.cell(row, column));
  }
  return static_cast<int>(value);
}

bool yes_or_no(const CsvTable& table, std::size_t row, const char* column) {
  const auto& cell = table.cell(row, column);
  if (cell != "0" && cell != "1") {
    throw input_error("{}: \"{}\"; 1 (yes) or 0 (no) is needed", table.place(row, column), cell);
  }
  return cell == "1";
}

cohort::Outcome outcome_of(const CsvTable& table, std::size_t row) {
  const auto& cell = table.cell(row, "outcome");
  for (const auto outcome : {cohort::Outcome::rt, cohort::Outcome::nrt}) {
    if (cell == to_string(outcome)) return outcome;
  }
  throw input_error("{}: \"{}\"; RT or NRT is needed", table.place(row, "outcome"), cell);
}

std::string defined(double value) {
  return std::isfinite(value) ? fmt::format("{}", value) : "";
}

const std::vector<std::string> prediction_columns{"regimen", "network",        "unit",      "seed",
                                                  "chosen",  "leak",           "threshold", "patient",
                                                  "slice",   "probability_rt", "outcome"};
const std::vector<std::string> epoch_columns{"regimen",
                                             "network",
                                             "unit",
                                             "fold",
                                             "epoch",
                                             "training_loss",
                                             "validation_loss",
                                             "validation_auc",
                                             "validation_accuracy",
                                             "chosen"};

}  // namespace

void write_candidate_predictions(const fs::path& path, const std::vector<CandidatePrediction>& rows) {
  check(rows, by_model(rows));
  CsvTable table(prediction_columns);
  for (const auto& row : rows) {
    table.add_row({row.regimen, row.network, row.unit, std::to_string(row.seed), row.chosen ? "1" : "0",
                   row.leak, fmt::format("{}", row.threshold), row.patient,
                   row.slice ? std::to_string(*row.slice) : "", fmt::format("{}", row.probability_rt),
                   to_string(row.outcome)});
  }
  table.write(path);
}

std::vector<CandidatePrediction> read_candidate_predictions(const fs::path& path) {
  const auto table = CsvTable::read(path);
  require_columns(table, path, prediction_columns);
  std::vector<CandidatePrediction> rows;
  for (std::size_t i = 0; i < table.row_count(); ++i) {
    CandidatePrediction row;
    row.regimen = table.cell(i, "regimen");
    row.network = table.cell(i, "network");
    row.unit = table.cell(i, "unit");
    row.seed = whole_number(table, i, "seed");
    row.chosen = yes_or_no(table, i, "chosen");
    row.leak = table.cell(i, "leak");
    row.threshold = number(table, i, "threshold");
    row.patient = table.cell(i, "patient");
    if (!table.cell(i, "slice").empty()) row.slice = whole_number(table, i, "slice");
    row.probability_rt = number(table, i, "probability_rt");
    row.outcome = outcome_of(table, i);
    rows.push_back(std::move(row));
  }
  check(rows, by_line(table));
  return rows;
}

void write_epochs(const fs::path& path, const std::vector<CandidateEpoch>& rows) {
  check(rows, by_model(rows));
  CsvTable table(epoch_columns);
  for (const auto& row : rows) {
    table.add_row({row.regimen, row.network, row.unit, std::to_string(row.fold), std::to_string(row.epoch),
                   defined(row.training_loss), defined(row.validation_loss), defined(row.validation_auc),
                   defined(row.validation_accuracy), row.chosen ? "1" : "0"});
  }
  table.write(path);
}

std::vector<CandidateEpoch> read_epochs(const fs::path& path) {
  const auto table = CsvTable::read(path);
  require_columns(table, path, epoch_columns);
  const auto figure = [&](std::size_t row, const char* column) {
    return table.number(row, column).value_or(std::numeric_limits<double>::quiet_NaN());
  };
  std::vector<CandidateEpoch> rows;
  for (std::size_t i = 0; i < table.row_count(); ++i) {
    CandidateEpoch row;
    row.regimen = table.cell(i, "regimen");
    row.network = table.cell(i, "network");
    row.unit = table.cell(i, "unit");
    row.fold = whole_number(table, i, "fold");
    row.epoch = whole_number(table, i, "epoch");
    row.training_loss = figure(i, "training_loss");
    row.validation_loss = figure(i, "validation_loss");
    row.validation_auc = figure(i, "validation_auc");
    row.validation_accuracy = figure(i, "validation_accuracy");
    row.chosen = yes_or_no(table, i, "chosen");
    rows.push_back(std::move(row));
  }
  check(rows, by_line(table));
  return rows;
}

}  // namespace residuum::study
