#include "paper/table2.h"

#include <algorithm>
#include <cmath>

#include "core/error.h"
#include "stats/hanley_mcneil.h"

namespace residuum::paper {
namespace {

constexpr double slack = rate_rounding * (1 + 1e-9);

std::vector<Performance> rows_of(const std::string& unit) {
  auto rows = table2();
  std::erase_if(rows, [&](const Performance& row) { return row.unit != unit; });
  return rows;
}

const TestCohort& cohort_of(const std::vector<TestCohort>& cohorts, const std::string& regimen) {
  const auto found = std::find_if(cohorts.begin(), cohorts.end(),
                                  [&](const TestCohort& cohort) { return cohort.regimen == regimen; });
  if (found == cohorts.end()) throw failure("Table 1 has no test cohort of {}", regimen);
  return *found;
}

// The rate next to `printed` that some count out of `patients` has.
double nearest_rate(double printed, int patients) {
  return std::round(printed * patients) / patients;
}

bool fits(double printed, int patients) {
  return std::abs(nearest_rate(printed, patients) - printed) <= slack;
}

}  // namespace

std::vector<Performance> impossible_accuracies() {
  auto rows = table2();
  std::erase_if(rows, [](const Performance& row) {
    const auto [low, high] = std::minmax(row.sensitivity, row.specificity);
    return row.accuracy >= low - 2 * slack && row.accuracy <= high + 2 * slack;
  });
  return rows;
}

std::vector<UnfitRate> unfit_rates() {
  const auto cohorts = test_cohorts();
  std::vector<UnfitRate> unfit;
  for (const auto& row : rows_of("patient")) {
    const auto& cohort = cohort_of(cohorts, row.regimen);
    const auto check = [&](const char* rate, double printed, int patients) {
      if (fits(printed, patients)) return;
      unfit.push_back({row.regimen, row.network, rate, printed, patients, nearest_rate(printed, patients)});
    };
    check("accuracy", row.accuracy, cohort.patients());
    check("sensitivity", row.sensitivity, cohort.nrt);
    check("specificity", row.specificity, cohort.rt);
  }
  return unfit;
}

std::vector<TestCohort> fitting_cohorts(const TestCohort& stated) {
  const auto rows = rows_of("patient");
  std::vector<TestCohort> fitting;
  for (int nrt = 1; nrt < stated.patients(); ++nrt) {
    const int rt = stated.patients() - nrt;
    const bool all = std::all_of(rows.begin(), rows.end(), [&](const Performance& row) {
      return row.regimen != stated.regimen || (fits(row.sensitivity, nrt) && fits(row.specificity, rt));
    });
    if (all) fitting.push_back({stated.regimen, nrt, rt});
  }
  return fitting;
}

std::vector<ImpliedShare> implied_shares() {
  std::vector<ImpliedShare> shares;
  for (const auto& row : rows_of("image")) {
    ImpliedShare share{row, 1, 0};
    for (int corner = 0; corner < 8; ++corner) {
      const auto moved = [&](double value, int bit) {
        return value + ((corner >> bit & 1) != 0 ? rate_rounding : -rate_rounding);
      };
      const double specificity = moved(row.specificity, 2);
      const double value = (moved(row.accuracy, 0) - specificity) / (moved(row.sensitivity, 1) - specificity);
      share.low = std::min(share.low, value);
      share.high = std::max(share.high, value);
    }
    shares.push_back(share);
  }
  return shares;
}

std::vector<AucWidth> auc_widths() {
  const auto cohorts = test_cohorts();
  std::vector<AucWidth> widths;
  for (const auto& row : rows_of("patient")) {
    const auto& cohort = cohort_of(cohorts, row.regimen);
    widths.push_back({row, cohort.nrt, cohort.rt, (row.high - row.low) / 2,
                      stats::hanley_mcneil_half_width(row.auc, cohort.nrt, cohort.rt)});
  }
  return widths;
}

}  // namespace residuum::paper
