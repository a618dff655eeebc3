// Random scores and outcomes for comparisons with an oracle: few and many patients, uneven classes, ties.
#pragma once

#include <algorithm>
#include <cmath>
#include <vector>

#include "core/random.h"
#include "oracle.h"

namespace residuum::test {

struct ScoredPatients {
  std::vector<double> scores;  // in 0..1
  std::vector<int> labels;     // at least two of each
};

// Every other case has scores of one decimal, which tie.
inline std::vector<ScoredPatients> random_patients(Random& random, const std::vector<int>& sizes) {
  std::vector<ScoredPatients> cases;
  for (const int size : sizes) {
    for (const bool tied : {false, true}) {
      ScoredPatients made;
      const double share = random.uniform(0.2, 0.8), shift = random.uniform(-0.1, 0.4);
      for (int i = 0; i < size; ++i) {
        made.labels.push_back(i < 2 ? 0 : i < 4 ? 1 : random.chance(share));
        const double score = random.uniform(0, 0.6) + (made.labels.back() ? shift : 0);
        made.scores.push_back(std::clamp(tied ? std::round(score * 10) / 10 : score, 0.0, 1.0));
      }
      cases.push_back(made);
    }
  }
  return cases;
}

// Columns case (from 1), score, label.
inline CsvTable table_of(const std::vector<ScoredPatients>& cases) {
  CsvTable table({"case", "score", "label"});
  for (std::size_t i = 0; i < cases.size(); ++i) {
    for (std::size_t j = 0; j < cases[i].scores.size(); ++j)
      table.add_row({std::to_string(i + 1), cell(cases[i].scores[j]), std::to_string(cases[i].labels[j])});
  }
  return table;
}

}  // namespace residuum::test
