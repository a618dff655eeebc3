#include "stats/fisher.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>
#include <unordered_map>

#include "core/error.h"
#include "stats/margins.h"

namespace residuum::stats {
namespace {

// Two tables are equally probable when the logarithms differ by less: R's fisher.test has the same tolerance.
constexpr double tie = 1e-7;
// Pasts closer than this are merged; well below `tie`, well above rounding.
constexpr double merged = 1e-10;

// What is still to be placed in each row. In order of size: the columns to come do not tell rows apart.
using Remaining = std::vector<int>;

Error too_large(const Counts& table, long step_limit) {
  return input_error(
      "Fisher's exact test of a {} x {} table with {:.0f} patients takes more than {} steps; join rare levels, "
      "or take a chi-square test",
      table.size(), table[0].size(), margins_of(table).total, step_limit);
}

// A column filled with x weighs C! / (x1! x2! ...); a table, the product over its columns. All are
// logarithms.
class Enumeration {
 public:
  Enumeration(const Counts& table, long step_limit) : table_(table), limit_(step_limit) {
    const Margins margins = margins_of(table);
    for (const double sum : margins.rows) rows_.push_back(static_cast<int>(sum));
    for (const double sum : margins.columns) columns_.push_back(static_cast<int>(sum));
    log_factorial_.resize(static_cast<std::size_t>(margins.total) + 1);
    for (std::size_t i = 1; i < log_factorial_.size(); ++i) {
      log_factorial_[i] = log_factorial_[i - 1] + std::log(static_cast<double>(i));
    }
    reach_.resize(columns_.size() + 1);
  }

  double p() {
    double observed = 0;
    for (std::size_t column = 0; column < columns_.size(); ++column) {
      observed += log_factorial(columns_[column]);
      for (const auto& row : table_) observed -= log_factorial(row[column]);
    }
    Remaining start = rows_;
    std::sort(start.begin(), start.end());
    const double all = total(start);
    Nodes nodes;
    nodes[start][0] = {0, 1};
    double p = 0;
    for (std::size_t column = 0; !nodes.empty(); ++column) {
      Nodes next;
      for (const auto& [remaining, pasts] : nodes) {
        const Reach future = reach(column, remaining);
        std::vector<Past> open;
        for (const auto& [key, past] : pasts) {
          if (past.weight + future.most <= observed + tie) {
            p += past.tables * std::exp(past.weight + total(remaining) - all);
          } else if (past.weight + future.least <= observed + tie) {
            open.push_back(past);
          }
        }
        if (open.empty()) continue;
        each_filling(column, remaining, [&](const Remaining& left, double weight) {
          auto& there = next[left];
          for (const Past& past : open) {
            take_step();
            const double sum = past.weight + weight;
            auto& kept = there.try_emplace(std::llround(sum / merged), Past{sum, 0}).first->second;
            kept.tables += past.tables;
          }
        });
      }
      nodes = std::move(next);
    }
    return std::min(1.0, p);
  }

 private:
  struct Past {
    double weight = 0, tables = 0;  // weight of one; how many have it
  };
  struct Reach {
    double least = 0, most = 0;  // weight of what can follow
  };
  using Nodes = std::map<Remaining, std::unordered_map<long long, Past>>;

  double log_factorial(int n) const { return log_factorial_[static_cast<std::size_t>(n)]; }

  // The weights of everything that can follow, summed: N! / (R1! R2! ...).
  double total(const Remaining& remaining) const {
    double weight = log_factorial(std::accumulate(remaining.begin(), remaining.end(), 0));
    for (const int row : remaining) weight -= log_factorial(row);
    return weight;
  }

  void take_step() {
    if (++steps_ > limit_) throw too_large(table_, limit_);
  }

  const Reach& reach(std::size_t column, const Remaining& remaining) {
    const auto found = reach_[column].find(remaining);
    if (found != reach_[column].end()) return found->second;
    Reach made;
    if (column < columns_.size()) {
      made = {std::numeric_limits<double>::infinity(), -std::numeric_limits<double>::infinity()};
      each_filling(column, remaining, [&](const Remaining& left, double weight) {
        take_step();
        const Reach& after = reach(column + 1, left);
        made.least = std::min(made.least, weight + after.least);
        made.most = std::max(made.most, weight + after.most);
      });
    }
    return reach_[column].emplace(remaining, made).first->second;
  }

  // Every way to fill a column from what remains: `visit(what then remains, weight of the column)`.
  template <class Visit>
  void each_filling(std::size_t column, const Remaining& remaining, const Visit& visit) {
    Remaining left = remaining;
    fill(0, columns_[column], std::accumulate(remaining.begin(), remaining.end(), 0), left,
         log_factorial(columns_[column]), visit);
  }

  // Rows from `row` on hold `available`, of which the column takes `wanted`.
  template <class Visit>
  void fill(std::size_t row, int wanted, int available, Remaining& left, double weight, const Visit& visit) {
    const int here = left[row];
    if (row + 1 == left.size()) {
      left[row] = here - wanted;
      Remaining sorted = left;
      std::sort(sorted.begin(), sorted.end());
      visit(sorted, weight - log_factorial(wanted));
    } else {
      const int fewest = std::max(0, wanted - (available - here)), most = std::min(here, wanted);
      for (int x = fewest; x <= most; ++x) {
        left[row] = here - x;
        fill(row + 1, wanted - x, available - here, left, weight - log_factorial(x), visit);
      }
    }
    left[row] = here;
  }

  const Counts& table_;
  long limit_, steps_ = 0;
  std::vector<int> rows_, columns_;
  std::vector<double> log_factorial_;
  std::vector<std::map<Remaining, Reach>> reach_;  // by column
};

Counts transposed(const Counts& table) {
  Counts turned(table[0].size(), std::vector<int>(table.size()));
  for (std::size_t row = 0; row < table.size(); ++row) {
    for (std::size_t column = 0; column < table[row].size(); ++column)
      turned[column][row] = table[row][column];
  }
  return turned;
}

}  // namespace

double fisher_exact_p(const Counts& table, long step_limit) {
  Counts kept = without_empty(table);
  if (kept.size() < 2 || kept[0].size() < 2) return 1;
  // What remains has one number a row: the fewer rows, the fewer states.
  if (kept.size() > kept[0].size()) kept = transposed(kept);
  if (margins_of(kept).total > static_cast<double>(step_limit)) throw too_large(kept, step_limit);
  return Enumeration(kept, step_limit).p();
}

}  // namespace residuum::stats
