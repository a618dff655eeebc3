#include "decision/covariates.h"

#include <optional>
#include <set>

#include "core/error.h"
#include "core/number.h"

namespace residuum::decision {
namespace {

constexpr std::size_t most_levels = 20;

class Encoder {
 public:
  explicit Encoder(std::size_t patients) { result_.values.resize(patients); }

  void add(const std::string& column, const std::vector<std::string>& cells) {
    bool numeric = true;
    for (const auto& cell : cells) numeric &= cell.empty() || parse_number(cell).has_value();
    numeric ? add_number(column, cells) : add_levels(column, cells);
  }

  Covariates take() { return std::move(result_); }

 private:
  void append(const std::string& name, const std::vector<double>& values) {
    bool varies = false;
    for (const double value : values) varies |= value != values.front();
    if (!varies) return;
    result_.names.push_back(name);
    for (std::size_t i = 0; i < values.size(); ++i) result_.values[i].push_back(values[i]);
  }

  void add_number(const std::string& column, const std::vector<std::string>& cells) {
    double sum = 0, known = 0;
    for (const auto& cell : cells) {
      if (cell.empty()) continue;
      sum += *parse_number(cell);
      known += 1;
    }
    if (known == 0) return;
    std::vector<double> values, missing;
    for (const auto& cell : cells) {
      values.push_back(cell.empty() ? sum / known : *parse_number(cell));
      missing.push_back(cell.empty());
    }
    append(column, values);
    append(column + " missing", missing);
  }

  void add_levels(const std::string& column, const std::vector<std::string>& cells) {
    const std::set<std::string> levels(cells.begin(), cells.end());
    if (levels.size() > most_levels) {
      throw input_error("covariate {}: {} different values; one that describes patients has at most {}",
                        column, levels.size(), most_levels);
    }
    bool first = true;
    for (const auto& level : levels) {
      if (std::exchange(first, false)) continue;
      std::vector<double> indicator;
      for (const auto& cell : cells) indicator.push_back(cell == level);
      append(column + " = " + level, indicator);
    }
  }

  Covariates result_;
};

}  // namespace

Covariates encode_covariates(const std::vector<std::string>& columns,
                             const std::vector<std::vector<std::string>>& cells) {
  if (columns.size() != cells.size())
    throw input_error("{} covariates with cells of {}", columns.size(), cells.size());
  Encoder encoder(cells.empty() ? 0 : cells.front().size());
  for (std::size_t c = 0; c < columns.size(); ++c) {
    if (cells[c].size() != cells.front().size())
      throw input_error("covariate {}: a cell for each patient is needed", columns[c]);
    encoder.add(columns[c], cells[c]);
  }
  return encoder.take();
}

}  // namespace residuum::decision
