// Table 2 of the run, the tests between networks and the spread over seeds, as the report shows them.
#include <algorithm>
#include <cmath>

#include "core/error.h"
#include "core/random.h"
#include "study/candidates_report.h"
#include "study/report_sections.h"

namespace residuum::study {
namespace {

constexpr double significant = 0.05;
constexpr std::size_t most_rows = 12;  // of a table that stands open

// "0.873 (0.801-0.945)", "0.873", or nothing where the figure is not defined.
std::string cell(const Merit& merit) {
  if (!std::isfinite(merit.value)) return "";
  if (merit.interval.empty()) return fmt::format("{:.3f}", merit.value);
  return with_interval(merit.value, merit.low, merit.high);
}

std::string network_cell(const Table2Row& row) {
  return row.network + (row.chosen ? " (chosen)" : "");
}

std::string counted_cell(const Table2Row& row) {
  if (row.counted == "image") return "images";
  return row.rule.empty() || row.rule.starts_with("mean") ? "patients" : "patients, " + row.rule;
}

std::vector<Table2Row> rows_of(const CandidateResults& results, const std::string& regimen) {
  std::vector<Table2Row> rows;
  for (const auto& row : results.table2) {
    if (row.regimen == regimen) rows.push_back(row);
  }
  return rows;
}

// "42 patients who had it (15 RT), 380 images (140 RT)"
std::string sizes_of(const std::vector<Table2Row>& rows) {
  std::string patients, images;
  for (const auto& row : rows) {
    if (row.counted == "patient")
      patients = fmt::format("{} test patients who had it ({} RT)", row.count, row.rt);
    else
      images = fmt::format(", {} images of {} of them ({} RT)", row.count, row.patients, row.rt);
  }
  return patients + images;
}

const char* const intervals =
    "95% intervals: of patients DeLong's (AUC) and Wilson's (rates), of images a bootstrap that draws patients "
    "with all their images; none where nothing varies";

report::Table rates_table(const std::string& regimen, const std::vector<Table2Row>& rows) {
  report::Table table{
      fmt::format("After {}: networks on the test cohort, {}. Positive class: RT; rates at each model's own "
                  "threshold; {}. Empty: not defined",
                  regimen, sizes_of(rows), intervals),
      {"network", "learns from", "counted", "AUC", "accuracy", "sensitivity", "specificity"},
      {},
      "table2-" + RunFolder::slug(regimen)};
  for (const auto& row : rows) {
    table.rows.push_back({network_cell(row), row.unit, counted_cell(row), cell(row.auc), cell(row.accuracy),
                          cell(row.sensitivity), cell(row.specificity)});
  }
  add_marks(table, rows);
  return table;
}

report::Table further_table(const std::vector<Table2Row>& rows, const std::string& about,
                            const std::string& id) {
  report::Table table{
      fmt::format(
          "{}: further figures of merit on the test cohort, each model on the patients who had its regimen. Positive "
          "class: RT; {}; average precision, Brier score and the last AUC without intervals. Micro-averaged: "
          "over both classes, as the published scripts compute it, which is not the AUC of RT. Empty: not "
          "defined",
          about, intervals),
      {"regimen", "network", "learns from", "counted", "test cohort (RT)", "threshold", "PPV", "NPV",
       "average precision", "Brier", "micro-averaged AUC"},
      {},
      id};
  for (const auto& row : rows) {
    table.rows.push_back({row.regimen, network_cell(row), row.unit, counted_cell(row),
                          fmt::format("{} ({})", row.count, row.rt), fmt::format("{:.3f}", row.threshold),
                          cell(row.ppv), cell(row.npv), cell(row.average_precision), cell(row.brier),
                          cell(row.micro_auc)});
  }
  add_marks(table, rows);
  return table;
}

std::string units_text(const CandidateResults& results) {
  std::string text;
  for (const std::string unit : units_of_analysis) {
    const bool used =
        std::ranges::any_of(results.models, [&](const ScoredModel& model) { return model.unit == unit; });
    if (used) text += fmt::format("{}{} ({})", text.empty() ? "" : ", ", unit, unit_words(unit));
  }
  return text;
}

report::Block open_or_folded(const report::Table& table, const std::string& summary) {
  if (table.rows.size() <= most_rows) return table;
  return report::Details{summary, {table}};
}

}  // namespace

bool CandidateResults::several(const std::string& regimen) const {
  return candidates_of(models, regimen).size() > 1;
}

bool CandidateResults::several() const {
  return std::ranges::any_of(regimens, [&](const std::string& regimen) { return several(regimen); });
}

CandidateResults candidate_results(const std::vector<CandidatePrediction>& rows,
                                   const std::vector<CandidateEpoch>& epochs,
                                   const std::vector<std::string>& regimens, const Table2Options& options) {
  CandidateResults results;
  results.regimens = regimens;
  results.models = scored_models(rows, regimens);
  results.epochs = epochs;
  results.table2 = table2(results.models, regimens, options);
  results.tests = network_tests(results.models, regimens);
  results.seeds = seed_spreads(results.models, regimens);
  return results;
}

CandidateResults candidate_results(const Context& context) {
  const auto& run = context.run();
  Table2Options options;
  options.published_rule = context.settings.preset == "code";
  options.seed = derive_seed(context.settings.seed, "candidates");
  options.threads = context.compute.threads;
  return candidate_results(read_candidate_predictions(run.candidate_predictions()),
                           read_epochs(run.candidate_epochs()), context.settings.table.regimens, options);
}

std::vector<report::Block> choice_blocks(const CandidateResults& results) {
  if (!results.several()) return {};
  std::string text;
  for (const auto& regimen : results.regimens) {
    const auto candidates = candidates_of(results.models, regimen);
    const auto chosen =
        std::ranges::find_if(candidates, [](const ScoredModel& model) { return model.chosen; });
    if (chosen == candidates.end()) continue;
    text += fmt::format("After {} {} goes on, of {} candidates{}. ", regimen, candidate_name(*chosen),
                        candidates.size(), chosen->leak.empty() ? "" : " (leaked: " + chosen->leak + ")");
  }
  text += fmt::format("A network learns from: {}. ", units_text(results));
  const bool clean =
      std::ranges::none_of(results.models, [](const ScoredModel& model) { return !model.leak.empty(); });
  text +=
      clean
          ? "The choice was made on training patients held out of the training, never on the figures below: no "
            "test patient had a part in it."
          : "Figures marked as leaked owe something to the test patients themselves and are too good by an "
            "unknown amount; those without the mark were chosen on training patients held out of the training, "
            "never on the figures below.";
  return {report::Paragraph{text, "Candidates"}};
}

std::vector<report::Block> table2_blocks(const CandidateResults& results) {
  std::vector<report::Block> blocks;
  const bool one_row_each = std::ranges::all_of(
      results.regimens, [&](const std::string& regimen) { return rows_of(results, regimen).size() < 2; });
  if (one_row_each) {
    if (!results.table2.empty())
      blocks.push_back(further_table(results.table2, "The models", "further-figures"));
    return blocks;
  }
  for (const auto& regimen : results.regimens) {
    const auto rows = rows_of(results, regimen);
    if (rows.empty()) continue;
    blocks.push_back(rates_table(regimen, rows));
    blocks.push_back(further_table(rows, "After " + regimen, "further-figures-" + RunFolder::slug(regimen)));
  }
  return blocks;
}

std::vector<report::Block> network_test_blocks(const CandidateResults& results) {
  if (results.tests.empty()) return {};
  report::Table table{
      "Networks against each other on the same test patients, AUC of RT by patient: DeLong's paired test, P "
      "adjusted by Holm among the pairs of a regimen and unit; 95% interval of the difference. Empty: the test is "
      "not defined",
      {"regimen", "learns from", "networks", "AUC", "AUC of the second", "difference", "P", "P (Holm)"},
      {},
      "network-tests"};
  int tested = 0, told_apart = 0;
  for (const auto& test : results.tests) {
    std::vector<std::string> cells{test.regimen, test.unit, test.first + " less " + test.second,
                                   fmt::format("{:.3f}", test.first_auc),
                                   fmt::format("{:.3f}", test.second_auc)};
    if (const auto& d = test.difference) {
      ++tested;
      told_apart += d->adjusted_p < significant;
      cells.insert(cells.end(),
                   {with_interval(d->value, d->low, d->high), p_text(d->p), p_text(d->adjusted_p)});
    } else {
      cells.resize(table.columns.size());
    }
    table.rows.push_back(std::move(cells));
  }
  add_marks(table, results.tests);
  std::string words =
      told_apart > 0
          ? fmt::format("By the adjusted P {} of {} pairs of networks differ.", told_apart, tested)
          : fmt::format(
                "By the adjusted P none of {} pairs of networks that could be tested differs: on this many "
                "patients that is not equality, nor is the best figure of the table proof of the best network.",
                tested);
  if (!table.leak.empty()) words += " Leaked figures are among them (" + table.leak + ").";
  return {report::Paragraph{words, "Between networks"},
          open_or_folded(table, fmt::format("Every pair of networks ({})", table.rows.size()))};
}

std::vector<report::Block> seed_blocks(const CandidateResults& results) {
  if (results.seeds.empty()) return {};
  report::Table table{
      "The chosen models trained again with other seeds: AUC of RT by patient on the same test patients; nothing "
      "else differs. No interval: few seeds",
      {"regimen", "network", "learns from", "seeds", "AUC of each", "mean", "lowest", "highest"},
      {},
      "seeds"};
  for (const auto& spread : results.seeds) {
    std::string each;
    for (const auto& [seed, auc] : spread.aucs)
      each += fmt::format("{}{:.3f}", each.empty() ? "" : ", ", auc);
    table.rows.push_back({spread.regimen, spread.network, spread.unit, std::to_string(spread.aucs.size()),
                          each, fmt::format("{:.3f}", spread.mean), fmt::format("{:.3f}", spread.lowest),
                          fmt::format("{:.3f}", spread.highest)});
  }
  add_marks(table, results.seeds);
  return {table};
}

std::vector<report::Block> candidate_blocks(const CandidateResults& results) {
  std::vector<report::Block> blocks;
  for (const auto part : {choice_blocks, table2_blocks, network_test_blocks, seed_blocks,
                          candidate_roc_blocks, candidate_epoch_blocks, calibration_blocks}) {
    for (auto& block : part(results)) blocks.push_back(std::move(block));
  }
  return blocks;
}

void add_candidates(report::Section& section, const Context& context) {
  if (!fs::exists(context.run().candidate_predictions())) return;
  for (auto& block : candidate_blocks(candidate_results(context))) section.blocks.push_back(std::move(block));
}

}  // namespace residuum::study
