// What the report says of the candidates (candidates_table.h): Table 2, the tests between networks, the
// spread over seeds, and the article's figures: ROC per regimen and unit, figures per epoch, calibration.
// Comparisons stand where there is something to compare. Whatever comes of a model that was chosen with a
// look at test patients carries the mark: its row, and the table or figure that holds it.
#pragma once

#include <algorithm>

#include "report/document.h"
#include "study/context.h"
#include "study/network_tests.h"
#include "study/table2.h"

namespace residuum::study {

struct CandidateResults {
  std::vector<std::string> regimens;
  std::vector<ScoredModel> models;
  std::vector<CandidateEpoch> epochs;
  std::vector<Table2Row> table2;
  std::vector<NetworkTest> tests;
  std::vector<SeedSpread> seeds;

  bool several(const std::string& regimen) const;  // candidates to compare
  bool several() const;                            // after any regimen
};

CandidateResults candidate_results(const std::vector<CandidatePrediction>& rows,
                                   const std::vector<CandidateEpoch>& epochs,
                                   const std::vector<std::string>& regimens, const Table2Options& options);

// Of the run's files. The published scripts' rule is added under preset `code`.
CandidateResults candidate_results(const Context& context);

std::vector<report::Block> candidate_blocks(const CandidateResults& results);

// The parts of it, in reading order.
std::vector<report::Block> choice_blocks(const CandidateResults& results);
std::vector<report::Block> table2_blocks(const CandidateResults& results);
std::vector<report::Block> network_test_blocks(const CandidateResults& results);
std::vector<report::Block> seed_blocks(const CandidateResults& results);
std::vector<report::Block> candidate_roc_blocks(const CandidateResults& results);
std::vector<report::Block> candidate_epoch_blocks(const CandidateResults& results);
std::vector<report::Block> calibration_blocks(const CandidateResults& results);

// "resnet50 by mean"
template <class Model>
std::string candidate_name(const Model& model) {
  return model.network + " by " + model.unit;
}

// The leaks of these models (or rows), each once, "; " between them; empty where there is none.
template <class Models>
std::string leaks_of(const Models& models) {
  std::string leaks;
  for (const auto& model : models) {
    if (model.leak.empty() || leaks.find(model.leak) != std::string::npos) continue;
    leaks += (leaks.empty() ? "" : "; ") + model.leak;
  }
  return leaks;
}

// Marks a table that has one row for each of `rows`: in its caption, and where only some are leaked or its
// file goes alone, in a column of its own.
template <class Rows>
void add_marks(report::Table& table, const Rows& rows) {
  table.leak = leaks_of(rows);
  if (table.leak.empty()) return;
  if (std::ranges::any_of(rows, [](const auto& row) { return row.leak.empty(); }))
    table.leak += " (the rows so marked)";
  table.columns.push_back("mark");
  for (std::size_t i = 0; i < rows.size(); ++i)
    table.rows[i].push_back(rows[i].leak.empty() ? "" : "Leaked: " + rows[i].leak);
}

}  // namespace residuum::study
