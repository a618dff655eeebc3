#include "paper/printed.h"

#include <algorithm>
#include <charconv>

#include "core/csv.h"
#include "core/embed.h"
#include "core/error.h"

namespace residuum::paper {
std::string_view table1_file();
std::string_view table2_file();
std::string_view table3_file();
}  // namespace residuum::paper

RESIDUUM_EMBED(residuum::paper, table1_file, TABLE1_FILE)
RESIDUUM_EMBED(residuum::paper, table2_file, TABLE2_FILE)
RESIDUUM_EMBED(residuum::paper, table3_file, TABLE3_FILE)

namespace residuum::paper {
namespace {

double required(const CsvTable& table, std::size_t row, const char* column) {
  const auto value = table.number(row, column);
  if (!value) throw failure("{}: a number is needed", table.place(row, column));
  return *value;
}

int count(const CsvTable& table, std::size_t row, const char* column) {
  return static_cast<int>(required(table, row, column));
}

// "53.80;10.47;110": mean, standard deviation, patients.
stats::Sample sample(const CsvTable& table, std::size_t row, const char* column) {
  const std::string& text = table.cell(row, column);
  const char *at = text.data(), *end = text.data() + text.size();
  double numbers[3] = {};
  for (double& number : numbers) {
    const auto [rest, error] = std::from_chars(at, end, number);
    if (error != std::errc()) throw failure("{}: \"{}\" is not mean;sd;n", table.place(row, column), text);
    at = rest == end ? rest : rest + 1;
  }
  return {numbers[0], numbers[1], static_cast<int>(numbers[2])};
}

cohort::Outcome outcome(const CsvTable& table, std::size_t row, const char* column) {
  return table.cell(row, column) == "RT" ? cohort::Outcome::rt : cohort::Outcome::nrt;
}

}  // namespace

std::vector<Characteristic> table1() {
  const auto table = CsvTable::parse(table1_file(), "table1.csv");
  std::vector<Characteristic> rows;
  for (std::size_t row = 0; row < table.row_count(); ++row) {
    const std::string &regimen = table.cell(row, "regimen"), &cohort = table.cell(row, "cohort"),
                      &name = table.cell(row, "characteristic");
    if (rows.empty() || rows.back().regimen != regimen || rows.back().cohort != cohort ||
        rows.back().name != name) {
      rows.push_back({regimen, cohort, name, {}, {}, {}, {}, required(table, row, "p_printed")});
    }
    Characteristic& here = rows.back();
    if (table.cell(row, "level") == "mean_sd_n") {
      here.nrt = sample(table, row, "nrt");
      here.rt = sample(table, row, "rt");
    } else {
      here.levels.push_back(table.cell(row, "level"));
      here.counts.push_back({count(table, row, "nrt"), count(table, row, "rt")});
    }
  }
  return rows;
}

const Characteristic& find(const std::vector<Characteristic>& rows, const std::string& regimen,
                           const std::string& cohort, const std::string& name) {
  const auto found = std::find_if(rows.begin(), rows.end(), [&](const Characteristic& row) {
    return row.regimen == regimen && row.cohort == cohort && row.name == name;
  });
  if (found == rows.end()) throw failure("Table 1 has no {} of the {} {} cohort", name, regimen, cohort);
  return *found;
}

std::vector<Performance> table2() {
  const auto table = CsvTable::parse(table2_file(), "table2.csv");
  std::vector<Performance> rows;
  for (std::size_t row = 0; row < table.row_count(); ++row) {
    const auto number = [&](const char* column) { return required(table, row, column); };
    rows.push_back({table.cell(row, "regimen"), table.cell(row, "unit"), table.cell(row, "network"),
                    number("accuracy"), number("sensitivity"), number("specificity"), number("auc"),
                    number("ci_low"), number("ci_high")});
  }
  return rows;
}

std::vector<Situation> table3() {
  const auto table = CsvTable::parse(table3_file(), "table3.csv");
  std::vector<Situation> rows;
  for (std::size_t row = 0; row < table.row_count(); ++row) {
    rows.push_back({outcome(table, row, "ccrt_model"), outcome(table, row, "ic_model"),
                    table.cell(row, "recommended"), table.cell(row, "physician_gave"),
                    outcome(table, row, "actual_effect"), count(table, row, "cases")});
  }
  return rows;
}

std::vector<TestCohort> test_cohorts() {
  std::vector<TestCohort> cohorts;
  for (const auto& row : table1()) {
    if (row.cohort == "test" && row.is_mean()) cohorts.push_back({row.regimen, row.nrt.n, row.rt.n});
  }
  return cohorts;
}

}  // namespace residuum::paper
