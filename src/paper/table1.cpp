#include "paper/table1.h"

#include <algorithm>
#include <cmath>
#include <tuple>

#include "stats/fisher.h"

namespace residuum::paper {
namespace {

bool rounds_to(double p, double printed) {
  return std::abs(p - printed) <= rate_rounding * (1 + 1e-9);
}

double student(const stats::Sample& nrt, const stats::Sample& rt) {
  return stats::student_t(nrt, rt).p;
}

// P falls as the means part and as the spreads shrink, so its extremes lie at the corners of the rounding,
// or, where the means can meet, at 1.
std::pair<double, double> range(const Characteristic& row) {
  const auto moved = [](stats::Sample sample, double mean, double sd) {
    sample.mean += mean * mean_rounding;
    sample.sd = std::max(0.0, sample.sd + sd * mean_rounding);
    return sample;
  };
  const double side = row.nrt.mean < row.rt.mean ? 1 : -1;
  const double low = student(moved(row.nrt, -side, -1), moved(row.rt, side, -1));
  const bool can_meet = std::abs(row.nrt.mean - row.rt.mean) <= 2 * mean_rounding;
  const double high = can_meet ? 1 : student(moved(row.nrt, side, 1), moved(row.rt, -side, 1));
  return {low, high};
}

std::vector<std::pair<std::string, double>> other_tests(const Characteristic& row, const std::string& rule) {
  std::vector<std::pair<std::string, double>> others;
  const auto add = [&](const char* name, double p) {
    if (name != rule) others.emplace_back(name, p);
  };
  if (row.is_mean()) {
    add("Welch's t test", stats::welch_t(row.nrt, row.rt).p);
    return others;
  }
  add("Pearson chi-square", stats::pearson(row.counts).p);
  if (row.counts.size() == 2)
    add("continuity-corrected chi-square", stats::continuity_corrected(row.counts).p);
  add("likelihood-ratio chi-square", stats::likelihood_ratio(row.counts).p);
  add("Fisher's exact test", stats::fisher_exact_p(row.counts));
  return others;
}

}  // namespace

RecomputedP recompute(const Characteristic& printed) {
  RecomputedP made;
  made.printed = printed;
  made.test =
      printed.is_mean() ? stats::table1_means(printed.nrt, printed.rt) : stats::table1_counts(printed.counts);
  const double p = made.test.p.value_or(1);
  std::tie(made.low, made.high) = printed.is_mean() ? range(printed) : std::pair{p, p};
  if (rounds_to(p, printed.p)) {
    made.agreement = Agreement::agrees;
  } else if (made.low <= printed.p + rate_rounding && made.high >= printed.p - rate_rounding) {
    made.agreement = Agreement::within_rounding;
  } else {
    made.agreement = Agreement::disagrees;
    made.others = other_tests(printed, made.test.rule);
  }
  return made;
}

std::vector<RecomputedP> recompute_table1() {
  std::vector<RecomputedP> made;
  for (const auto& row : table1()) made.push_back(recompute(row));
  return made;
}

}  // namespace residuum::paper
