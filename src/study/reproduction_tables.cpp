// Tables 1 and 2: what their own figures say.
#include <algorithm>
#include <cmath>

#include "paper/json.h"
#include "paper/table2.h"
#include "study/reproduction_sections.h"

namespace residuum::study {
namespace {

std::string listed(const std::vector<std::string>& parts) {
  std::string text;
  for (const auto& part : parts) text += (text.empty() ? "" : "; ") + part;
  return text;
}

std::string disagreement(const paper::RecomputedP& row) {
  const auto& printed = row.printed;
  std::string text =
      fmt::format("{} {} cohort, {}: printed {:.3f}, its counts give {:.3f} ({})", printed.regimen,
                  printed.cohort, printed.name, printed.p, *row.test.p, row.test.rule);
  for (const auto& [test, p] : row.others) text += fmt::format(", {:.3f} ({})", p, test);
  return text;
}

std::string rounding_case(const paper::RecomputedP& row) {
  const auto& printed = row.printed;
  return fmt::format(
      "{} {} cohort, {}: printed {:.3f}, {:.3f} from the printed means and deviations, whose rounding leaves "
      "{:.3f} to {:.3f} open",
      printed.regimen, printed.cohort, printed.name, printed.p, *row.test.p, row.low, row.high);
}

}  // namespace

report::Section table1_reproduction(const std::vector<paper::RecomputedP>& rows, NamedTables& tables) {
  report::Section section{"The article's Table 1: characteristics, NRT against RT", {}};
  section.blocks.push_back(report::Paragraph{
      "One rule for all: Student's t for age; for counts Pearson's chi-square where every expected count is 5 or "
      "more, else the continuity-corrected chi-square of a 2 x 2 table and the likelihood-ratio chi-square of a "
      "larger one."});
  report::Table table{"P values as printed and as the printed counts, means and deviations give them",
                      {"regimen", "cohort", "characteristic", "printed", "recomputed", "rule", "agrees"},
                      {}};
  std::vector<std::string> disagreeing, rounded;
  for (const auto& row : rows) {
    table.rows.push_back({row.printed.regimen, row.printed.cohort, row.printed.name, three(row.printed.p),
                          p_with_four_digits(*row.test.p), row.test.rule, to_string(row.agreement)});
    if (row.agreement == paper::Agreement::disagrees) disagreeing.push_back(disagreement(row));
    if (row.agreement == paper::Agreement::within_rounding) rounded.push_back(rounding_case(row));
  }
  add_table(section, tables, "table1", std::move(table));
  section.blocks.push_back(report::Paragraph{fmt::format(
      "{} of {} P values agree. A matter of rounding: {}. Not explained, for no usual test gives it: {}.",
      rows.size() - disagreeing.size() - rounded.size(), rows.size(), listed(rounded), listed(disagreeing))});
  return section;
}

namespace {

report::Table accuracies() {
  report::Table table{
      "Accuracies that lie outside sensitivity and specificity, test cohorts; NRT is positive",
      {"regimen", "unit", "network", "accuracy", "sensitivity", "specificity"},
      {}};
  for (const auto& row : paper::impossible_accuracies()) {
    table.rows.push_back({row.regimen, row.unit, row.network, three(row.accuracy), three(row.sensitivity),
                          three(row.specificity)});
  }
  return table;
}

report::Table unfit_table() {
  report::Table table{"Patient rates that no count out of the stated test cohort rounds to",
                      {"regimen", "network", "rate", "printed", "out of", "nearest possible"},
                      {}};
  for (const auto& row : paper::unfit_rates()) {
    table.rows.push_back({row.regimen, row.network, row.rate, three(row.printed),
                          std::to_string(row.patients), three(row.nearest)});
  }
  return table;
}

report::Table shares() {
  report::Table table{
      "Share of NRT among the test images that an image row's accuracy, sensitivity and specificity imply",
      {"regimen", "network", "lowest", "highest"},
      {}};
  for (const auto& share : paper::implied_shares()) {
    table.rows.push_back({share.row.regimen, share.row.network, three(share.low), three(share.high)});
  }
  return table;
}

report::Table widths() {
  report::Table table{
      "Half-widths of the AUCs' 95% intervals, patient as unit: printed, and by Hanley & McNeil 1982 for the "
      "stated patients",
      {"regimen", "network", "NRT", "RT", "AUC", "printed", "Hanley-McNeil"},
      {}};
  for (const auto& width : paper::auc_widths()) {
    table.rows.push_back({width.row.regimen, width.row.network, std::to_string(width.nrt),
                          std::to_string(width.rt), three(width.row.auc), three(width.printed),
                          three(width.expected)});
  }
  return table;
}

std::string other_divisions() {
  std::string text;
  for (const auto& stated : paper::test_cohorts()) {
    std::string found;
    for (const auto& cohort : paper::fitting_cohorts(stated)) {
      found += fmt::format("{}{} NRT and {} RT", found.empty() ? "" : " or ", cohort.nrt, cohort.rt);
    }
    text += fmt::format(
        "{}: of {} patients, the sensitivities and specificities fit {} (stated: {} and {}). ",
        stated.regimen, stated.patients(), found.empty() ? "no division" : found, stated.nrt, stated.rt);
  }
  return text;
}

}  // namespace

report::Section table2_reproduction(NamedTables& tables) {
  report::Section section{"The article's Table 2: networks on the test cohorts", {}};
  section.blocks.push_back(report::Paragraph{
      "Table 2 cannot be recomputed without the predictions, but its figures can be held against each other and "
      "against the cohorts that Table 1 states."});
  const auto impossible = accuracies(), unfit = unfit_table();
  const auto auc_widths = paper::auc_widths();
  const auto printed =
      std::minmax_element(auc_widths.begin(), auc_widths.end(),
                          [](const auto& a, const auto& b) { return a.printed < b.printed; });
  const auto expected =
      std::minmax_element(auc_widths.begin(), auc_widths.end(),
                          [](const auto& a, const auto& b) { return a.expected < b.expected; });
  const std::string verdict = fmt::format(
      "What does not agree: {} accuracies are no mean of their sensitivity and specificity, so they are not of the "
      "same patients and threshold; {} patient rates fit no count out of the stated cohorts; the image rows of "
      "one regimen imply different shares of NRT among the same images; and the printed AUC half-widths ({:.3f} to "
      "{:.3f}) are narrower than so few patients allow ({:.3f} to {:.3f}). Why is not to be told from the "
      "tables alone.",
      impossible.rows.size(), unfit.rows.size(), printed.first->printed, printed.second->printed,
      expected.first->expected, expected.second->expected);
  add_table(section, tables, "table2_accuracies", impossible);
  add_table(section, tables, "table2_rates", unfit);
  section.blocks.push_back(report::Paragraph{other_divisions()});
  add_table(section, tables, "table2_image_shares", shares());
  add_table(section, tables, "table2_auc_widths", widths());
  section.blocks.push_back(report::Paragraph{verdict});
  return section;
}

}  // namespace residuum::study
