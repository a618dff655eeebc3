// Table 1 of the study, a table a regimen, and the balance of cohorts and regimens.
#include <cmath>

#include "study/report_sections.h"

namespace residuum::study {
namespace {

// The letter that stands behind P; the caption explains them.
std::string letter_of(const std::string& rule) {
  if (rule == "Student's t test") return "t";
  if (rule == "Mann-Whitney U test") return "U";
  if (rule == "Pearson chi-square") return "X";
  if (rule == "continuity-corrected chi-square") return "C";
  if (rule == "likelihood-ratio chi-square") return "G";
  return "F";
}

std::string p_cell(const stats::PolicyTest& test) {
  if (!test.p) return "-";
  return p_text(*test.p) + "\u00a0" + letter_of(test.rule);
}

std::string difference_cell(const std::optional<double>& difference) {
  return difference ? fmt::format("{:.2f}", *difference) : "-";
}

// Without an exponent, at about three digits: 18170, 54.3, 0.52.
std::string compact(double value) {
  const double size = std::abs(value);
  return fmt::format("{:.{}f}", value, size >= 100 ? 0 : size >= 10 ? 1 : 2);
}

std::string number_cell(const cohort::NumberSummary& summary, bool normal) {
  if (!summary.mean) return "-";
  if (!normal) {
    return fmt::format("{} [{}-{}]", compact(*summary.median), compact(*summary.lower_quartile),
                       compact(*summary.upper_quartile));
  }
  // No-break spaces: a cell stays on its line, and the table scrolls in its box where it must.
  return compact(*summary.mean) + (summary.sd ? "\u00a0±\u00a0" + compact(*summary.sd) : "");
}

std::string count_cell(const stats::Counts& counts, std::size_t level, std::size_t side) {
  int known = 0;
  for (const auto& row : counts) known += row[side];
  if (known == 0) return "-";
  return fmt::format("{}\u00a0({:.0f}%)", counts[level][side], 100.0 * counts[level][side] / known);
}

// Rows of one characteristic: the cells of every block beside each other.
void add_rows(report::Table& table, const std::vector<const cohort::Table1Block*>& blocks,
              std::size_t index) {
  const auto& what = blocks.front()->outcomes.rows[index].characteristic;
  const std::size_t lines = what.is_number() ? 1 : what.levels.size();
  for (std::size_t line = 0; line < lines; ++line) {
    std::vector<std::string> cells{what.is_number()
                                       ? what.name + (what.normal ? ", mean ± SD" : ", median [quartiles]")
                                       : what.name + " " + what.levels[line]};
    for (const auto* block : blocks) {
      const auto& row = block->outcomes.rows[index];
      if (what.is_number()) {
        cells.push_back(number_cell(row.first, what.normal));
        cells.push_back(number_cell(row.second, what.normal));
      } else {
        cells.push_back(count_cell(row.counts, line, 0));
        cells.push_back(count_cell(row.counts, line, 1));
      }
      cells.push_back(line == 0 ? p_cell(row.test) : "");
      cells.push_back(line == 0 ? difference_cell(row.difference) : "");
    }
    table.rows.push_back(std::move(cells));
  }
  std::vector<std::string> missing{what.name + " not known"};
  bool any = false;
  for (const auto* block : blocks) {
    const auto& row = block->outcomes.rows[index];
    any |= row.missing_first + row.missing_second > 0;
    missing.insert(missing.end(),
                   {std::to_string(row.missing_first), std::to_string(row.missing_second), "", ""});
  }
  if (any) table.rows.push_back(std::move(missing));
}

report::Table table_of(const std::string& regimen, const std::vector<const cohort::Table1Block*>& blocks) {
  report::Table table{
      fmt::format(
          "Characteristics of patients given {}, by outcome, training and test cohort. SMD: standardised difference. P: t Student, U "
          "Mann-Whitney, X Pearson chi-square, C continuity-corrected, G likelihood-ratio chi-square, F "
          "Fisher",
          regimen),
      {"characteristic"},
      {}};
  for (const auto* block : blocks) {
    const auto& group = block->outcomes;
    table.columns.push_back(fmt::format("{} NRT ({})", block->cohort, group.first));
    table.columns.push_back(fmt::format("{} RT ({})", block->cohort, group.second));
    table.columns.push_back("P, " + block->cohort);
    table.columns.push_back("SMD, " + block->cohort);
  }
  for (std::size_t i = 0; i < blocks.front()->outcomes.rows.size(); ++i) add_rows(table, blocks, i);
  return table;
}

report::Table balance_table(const std::vector<cohort::GroupComparison>& balance) {
  report::Table table{
      "Standardised differences between cohorts and between regimens; 0.1 is commonly taken for balance",
      {"characteristic"},
      {}};
  for (const auto& comparison : balance)
    table.columns.push_back(comparison.first_name + " - " + comparison.second_name);
  for (std::size_t i = 0; i < balance.front().rows.size(); ++i) {
    table.rows.push_back({balance.front().rows[i].characteristic.name});
    for (const auto& comparison : balance)
      table.rows.back().push_back(difference_cell(comparison.rows[i].difference));
  }
  return table;
}

}  // namespace

void add_table1(report::Section& section, const cohort::Table1& table1) {
  const auto& characteristics = table1.characteristics;
  if (characteristics.shown.empty()) {
    section.blocks.push_back(report::Paragraph{
        "The patient table holds no characteristic to compare (age, sex, stages, covariates)."});
    return;
  }
  for (std::size_t i = 0; i < table1.blocks.size();) {
    std::vector<const cohort::Table1Block*> blocks;
    const std::string& regimen = table1.blocks[i].regimen;
    for (; i < table1.blocks.size() && table1.blocks[i].regimen == regimen; ++i)
      blocks.push_back(&table1.blocks[i]);
    section.blocks.push_back(table_of(regimen, blocks));
  }
  section.blocks.push_back(balance_table(table1.balance));
  std::string rules = fmt::format(
      "Counts are tested by the rule of the article's Table 1: Pearson's chi-square where every expected count is 5 "
      "or more, else the continuity-corrected chi-square of a 2 x 2 table (Fisher's exact test with an expected "
      "count below 1) and the likelihood-ratio chi-square of a larger one. Numbers are shown as mean and SD and "
      "tested by Student's t where the skewness of their distances from the mean of the outcome lies within {0} of "
      "zero, else as median and quartiles and tested by Mann-Whitney. P values are not adjusted for their number; "
      "nothing was chosen by them.",
      cohort::largest_skewness);
  if (!characteristics.left_out.empty()) {
    rules += " Not shown:";
    for (std::size_t i = 0; i < characteristics.left_out.size(); ++i)
      rules += (i > 0 ? ", " : " ") + characteristics.left_out[i];
    rules += ".";
  }
  section.blocks.push_back(report::Paragraph{rules});
}

}  // namespace residuum::study
