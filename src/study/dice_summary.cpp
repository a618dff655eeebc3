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

DiceSummary summarise_dice(const RunFolder& run) {
  const auto scores = read_dice(run);
  DiceSummary summary;
  summary.patients = scores.size();
  if (scores.empty()) return summary;
  for (const auto& score : scores) summary.mean += score.dice / static_cast<double>(scores.size());
  const std::size_t middle = scores.size() / 2;
  summary.median =
      scores.size() % 2 == 1 ? scores[middle].dice : (scores[middle - 1].dice + scores[middle].dice) / 2;
  summary.lowest = scores.front().dice;
  summary.highest = scores.back().dice;
  return summary;
}

}  // namespace residuum::study
