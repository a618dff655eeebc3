#include "study/dice_summary.h"

#include <algorithm>

#include "core/csv.h"

namespace residuum::study {

std::vector<DiceScore> read_dice(const RunFolder& run) {
  const auto table = CsvTable::read(run.dice_table());
  std::vector<DiceScore> scores;
  for (std::size_t row = 0; row < table.row_count(); ++row) {
    scores.push_back({table.cell(row, "patient"), table.number(row, "dice").value_or(0)});
  }
  std::sort(scores.begin(), scores.end(),
            [](const DiceScore& a, const DiceScore& b) { return a.dice < b.dice; });
  return scores;
}

DiceSummary summarise_dice(const RunFolder& run, std::uint64_t seed) {
  const auto summary = summarise_score(run.dice_table(), "dice", scores_seed(seed));
  return {summary.defined, summary.mean, summary.median, summary.lowest, summary.highest, summary.by_patient};
}

}  // namespace residuum::study
