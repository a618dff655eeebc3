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
// logarithms. From the left, the ways to a state are merged by their weight; the last two columns are
// enumerated once a state, in order of weight; the column between them joins the two, walking through both in
// order.
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
    reach_.resize(columns_.size());
    std::sort(rows_.begin(), rows_.end());
    all_ = total(rows_);
    for (std::size_t column = 0; column < columns_.size(); ++column) {
      bound_ += log_factorial(columns_[column]);
      for (const auto& row : table) bound_ -= log_factorial(row[column]);
    }
    bound_ += tie;
  }

  double p() {
    if (columns_.size() == 2) return std::min(1.0, ending(rows_).share(bound_));
    Nodes nodes;
    nodes[rows_][0] = {0, 1};
    double p = 0;
    for (std::size_t column = 0; column + 3 < columns_.size(); ++column) {
      Nodes next;
      for (const auto& [remaining, ways] : nodes) {
        const std::vector<Way> open = settle(column, remaining, ways, p);
        if (open.empty()) continue;
        each_filling(column, remaining, [&](const Remaining& left, double weight) {
          take_steps(open.size());
          auto& there = next[left];
          for (const Way& way : open) {
            const double sum = way.weight + weight;
            there.try_emplace(std::llround(sum / merged), Way{sum, 0}).first->second.tables += way.tables;
          }
        });
      }
      nodes = std::move(next);
    }
    for (const auto& [remaining, ways] : nodes) p += join(remaining, ways);
    return std::min(1.0, p);
  }

 private:
  struct Way {
    double weight = 0, tables = 0;  // weight of one; how many have it
  };
  using Ways = std::unordered_map<long long, Way>;
  using Nodes = std::map<Remaining, Ways>;
  struct Reach {
    double least = 0, most = 0;  // weight of what can follow
  };
  // The last two columns: weights in rising order, and the share of all endings up to each.
  struct Ending {
    std::vector<double> weights, shares;
    double share(double most) const {
      const auto after = std::upper_bound(weights.begin(), weights.end(), most) - weights.begin();
      return after == 0 ? 0 : shares[static_cast<std::size_t>(after) - 1];
    }
  };

  double log_factorial(int n) const { return log_factorial_[static_cast<std::size_t>(n)]; }

  // The weights of everything that can follow, summed: N! / (R1! R2! ...).
  double total(const Remaining& remaining) const {
    double weight = log_factorial(std::accumulate(remaining.begin(), remaining.end(), 0));
    for (const int row : remaining) weight -= log_factorial(row);
    return weight;
  }

  void take_steps(std::size_t steps) {
    steps_ += static_cast<long>(steps);
    if (steps_ > limit_) throw too_large(table_, limit_);
  }

  // The ways from which both is possible, a table that counts and one that does not; the others are counted
  // in p or dropped.
  std::vector<Way> settle(std::size_t column, const Remaining& remaining, const Ways& ways, double& p) {
    const Reach future = reach(column, remaining);
    const double scale = total(remaining) - all_;
    std::vector<Way> open;
    for (const auto& [key, way] : ways) {
      if (way.weight + future.most <= bound_) {
        p += way.tables * std::exp(way.weight + scale);
      } else if (way.weight + future.least <= bound_) {
        open.push_back(way);
      }
    }
    return open;
  }

  // What the ways to a state before the last three columns add to p.
  double join(const Remaining& remaining, const Ways& ways) {
    std::vector<Way> rising;
    for (const auto& [key, way] : ways) rising.push_back(way);
    std::sort(rising.begin(), rising.end(), [](const Way& a, const Way& b) { return a.weight < b.weight; });
    const double here = total(remaining);
    std::vector<double> mass{0};  // of the first ways, summed
    for (const Way& way : rising)
      mass.push_back(mass.back() + way.tables * std::exp(way.weight + here - all_));
    double p = 0;
    each_filling(columns_.size() - 3, remaining, [&](const Remaining& left, double weight) {
      const Ending& end = ending(left);
      const double share = std::exp(weight + total(left) - here), room = bound_ - weight;
      // Light ways count with every ending, heavy ones with none; those between walk against the endings.
      const auto up_to = [&](double most) {
        const auto after = std::upper_bound(rising.begin(), rising.end(), most,
                                            [](double value, const Way& way) { return value < way.weight; });
        return static_cast<std::size_t>(after - rising.begin());
      };
      const std::size_t light = up_to(room - end.weights.back()), heavy = up_to(room - end.weights.front());
      double sum = mass[light];
      std::size_t endings = end.weights.size();
      for (std::size_t i = light; i < heavy; ++i) {
        while (endings > 0 && rising[i].weight + end.weights[endings - 1] > room) --endings;
        if (endings == 0) break;
        sum += (mass[i + 1] - mass[i]) * end.shares[endings - 1];
      }
      take_steps(1 + heavy - light);
      p += share * sum;
    });
    return p;
  }

  const Ending& ending(const Remaining& remaining) {
    const auto found = endings_.find(remaining);
    if (found != endings_.end()) return found->second;
    std::vector<Way> ways;
    each_filling(columns_.size() - 2, remaining, [&](const Remaining& left, double weight) {
      double both = weight + log_factorial(columns_.back());
      for (const int count : left) both -= log_factorial(count);
      ways.push_back({both, 1});
    });
    take_steps(ways.size());
    std::sort(ways.begin(), ways.end(), [](const Way& a, const Way& b) { return a.weight < b.weight; });
    Ending made;
    const double here = total(remaining);
    double sum = 0;
    for (const Way& way : ways) {
      sum += std::exp(way.weight - here);
      made.weights.push_back(way.weight);
      made.shares.push_back(sum);
    }
    return endings_.emplace(remaining, std::move(made)).first->second;
  }

  const Reach& reach(std::size_t column, const Remaining& remaining) {
    const auto found = reach_[column].find(remaining);
    if (found != reach_[column].end()) return found->second;
    Reach made{std::numeric_limits<double>::infinity(), -std::numeric_limits<double>::infinity()};
    if (column + 2 == columns_.size()) {
      const Ending& end = ending(remaining);
      made = {end.weights.front(), end.weights.back()};
    } else {
      each_filling(column, remaining, [&](const Remaining& left, double weight) {
        take_steps(1);
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
  double all_ = 0, bound_ = 0;  // weight of all tables, summed; of the heaviest table that counts
  std::vector<std::map<Remaining, Reach>> reach_;  // by column
  std::map<Remaining, Ending> endings_;
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
