#include "cohort/split.h"
#include "cohort/table1.h"
#include "core/csv.h"
#include "study/stages.h"

namespace residuum::study {
namespace {

std::string number(const std::optional<double>& value) {
  return value ? fmt::format("{:.6g}", *value) : "";
}

std::string percent(int count, int of) {
  return of > 0 ? fmt::format("{:.2f}", 100.0 * count / of) : "";
}

// One row a rule and reason; the rule alone where it left nobody out.
void write_flow(const fs::path& path, const cohort::Flow& flow) {
  CsvTable table({"step", "rule", "reason", "excluded", "left"});
  table.add_row({"0", "in the patient table", "", "", std::to_string(flow.screened)});
  for (std::size_t i = 0; i < flow.steps.size(); ++i) {
    const auto& step = flow.steps[i];
    const auto add = [&](const std::string& reason, int excluded) {
      table.add_row(
          {std::to_string(i + 1), step.rule, reason, std::to_string(excluded), std::to_string(step.left)});
    };
    for (const auto& reason : step.reasons) add(reason.text, reason.patients);
    if (step.reasons.empty()) add("", 0);
  }
  table.write(path);
}

void write_exclusions(const fs::path& path, const cohort::Flow& flow) {
  CsvTable table({"patient", "rule", "reason"});
  for (const auto& one : flow.excluded) table.add_row({one.patient, one.rule, one.reason});
  table.write(path);
}

void add_number(CsvTable& table, const cohort::Table1Block& block, const cohort::ComparedRow& row) {
  std::vector<std::string> cells{block.regimen, block.cohort, row.characteristic.name, "",
                                 row.characteristic.normal ? "mean (SD)" : "median [quartiles]"};
  for (const auto* side : {&row.first, &row.second}) {
    cells.insert(cells.end(),
                 {std::to_string(side->n), "", number(side->mean), number(side->sd), number(side->median),
                  number(side->lower_quartile), number(side->upper_quartile), std::to_string(side->missing)});
  }
  cells.insert(cells.end(), {number(row.test.p), row.test.rule, number(row.difference)});
  table.add_row(std::move(cells));
}

void add_levels(CsvTable& table, const cohort::Table1Block& block, const cohort::ComparedRow& row) {
  int known[2] = {0, 0};
  for (const auto& level : row.counts) {
    for (std::size_t side : {0, 1}) known[side] += level[side];
  }
  const int missing[2] = {row.missing_first, row.missing_second};
  for (std::size_t level = 0; level < row.counts.size(); ++level) {
    std::vector<std::string> cells{block.regimen, block.cohort, row.characteristic.name,
                                   row.characteristic.levels[level], "n (%)"};
    for (std::size_t side : {0, 1}) {
      const int count = row.counts[level][side];
      cells.insert(cells.end(), {std::to_string(count), percent(count, known[side]), "", "", "", "", "",
                                 std::to_string(missing[side])});
    }
    cells.insert(cells.end(), {number(row.test.p), row.test.rule, number(row.difference)});
    table.add_row(std::move(cells));
  }
}

void write_table1(const fs::path& path, const cohort::Table1& table1) {
  std::vector<std::string> columns{"regimen", "cohort", "characteristic", "level", "shown_as"};
  for (const std::string side : {"nrt_", "rt_"}) {
    for (const char* what : {"n", "percent", "mean", "sd", "median", "q1", "q3", "missing"})
      columns.push_back(side + what);
  }
  columns.insert(columns.end(), {"p", "test", "standardised_difference"});
  CsvTable table(columns);
  for (const auto& block : table1.blocks) {
    for (const auto& row : block.outcomes.rows) {
      row.characteristic.is_number() ? add_number(table, block, row) : add_levels(table, block, row);
    }
  }
  table.write(path);
}

void write_balance(const fs::path& path, const cohort::Table1& table1) {
  CsvTable table(
      {"first", "first_patients", "second", "second_patients", "characteristic", "standardised_difference"});
  for (const auto& comparison : table1.balance) {
    for (const auto& row : comparison.rows) {
      table.add_row({comparison.first_name, std::to_string(comparison.first), comparison.second_name,
                     std::to_string(comparison.second), row.characteristic.name, number(row.difference)});
    }
  }
  table.write(path);
}

}  // namespace

void cohort_stage(Context& context) {
  const Json inputs = {{"split", context.digests.at("split")},
                       {"cohort", sha256_of_file(context.cohort_table())},
                       {"eligibility", to_json(context.settings.eligibility)}};
  context.stage("cohort", inputs, [&] {
    const auto& run = context.run();
    const auto split = cohort::read_split(run.splits(), context.cohort);
    const auto table1 = cohort::table1(split, context.settings.table.regimens);
    const fs::path excluded = run.stage("cohort") / "excluded.csv";
    write_flow(run.table("flow"), context.flow);
    write_exclusions(excluded, context.flow);
    write_table1(run.table("table1"), table1);
    write_balance(run.table("balance"), table1);
    return std::vector<fs::path>{run.table("flow"), excluded, run.table("table1"), run.table("balance")};
  });
}

}  // namespace residuum::study
