// t tests, tables of counts and standardised differences against base R on random data.
#include "core/random.h"
#include "oracle.h"
#include "stats/contingency.h"
#include "stats/describe.h"
#include "stats/fisher.h"
#include "stats/standardised_difference.h"
#include "stats/t_tests.h"

namespace residuum {
namespace {

constexpr double tolerance = 1e-6;

using Samples = std::pair<std::vector<double>, std::vector<double>>;

// Sizes and spreads equal and unequal, with and without a difference.
std::vector<Samples> random_samples(Random& random) {
  std::vector<Samples> cases;
  for (const auto& [m, n] : {std::pair{2, 2}, {2, 9}, {5, 5}, {24, 18}, {110, 58}, {300, 7}}) {
    for (const double spread : {0.2, 1.0, 30.0}) {
      Samples made;
      const double shift = random.uniform(-8, 8);
      for (int i = 0; i < m; ++i) made.first.push_back(random.normal(50, 10));
      for (int i = 0; i < n; ++i) made.second.push_back(random.normal(50 + shift, 10 * spread));
      cases.push_back(made);
    }
  }
  return cases;
}

// Sparse and full, with empty rows and columns; at least two rows and columns hold counts.
std::vector<stats::Counts> random_counts(Random& random) {
  std::vector<stats::Counts> cases{{{25, 0, 8}, {0, 0, 0}, {7, 0, 3}}, {{4, 0}, {0, 4}}, {{1, 0}, {0, 9}}};
  for (const auto& [rows, columns] : {std::pair{2, 2}, {2, 3}, {4, 2}, {3, 3}, {5, 2}, {5, 3}, {2, 6}}) {
    for (const long largest : {2, 5, rows * columns > 6 ? 8 : 30}) {
      for (int repeat = 0; repeat < 5; ++repeat) {
        stats::Counts table(static_cast<std::size_t>(rows),
                            std::vector<int>(static_cast<std::size_t>(columns)));
        for (auto& row : table) {
          for (auto& count : row) count = static_cast<int>(random.integer(0, largest));
        }
        table[0][0] += 1;
        table[1][1] += 1;
        cases.push_back(table);
      }
    }
  }
  return cases;
}

void compare(const stats::TTest& test, const std::vector<double>& r) {
  const double ours[] = {test.statistic, test.degrees_of_freedom, test.p, test.low, test.high};
  ASSERT_EQ(r.size(), std::size(ours));
  for (std::size_t i = 0; i < r.size(); ++i) EXPECT_NEAR(ours[i], r[i], tolerance) << "value " << i;
}

TEST(ContingencyIntegration, AgreesWithR) {
  RESIDUUM_NEEDS("Rscript --version", "r-base-core");
  Random random(20230601);
  const auto samples = random_samples(random);
  const auto tables = random_counts(random);
  CsvTable values({"case", "sample", "value"}), counts({"case", "row", "column", "count"});
  for (std::size_t i = 0; i < samples.size(); ++i) {
    for (const double value : samples[i].first)
      values.add_row({std::to_string(i + 1), "1", test::cell(value)});
    for (const double value : samples[i].second)
      values.add_row({std::to_string(i + 1), "2", test::cell(value)});
  }
  for (std::size_t i = 0; i < tables.size(); ++i) {
    for (std::size_t row = 0; row < tables[i].size(); ++row) {
      for (std::size_t column = 0; column < tables[i][row].size(); ++column) {
        counts.add_row({std::to_string(i + 1), std::to_string(row), std::to_string(column),
                        std::to_string(tables[i][row][column])});
      }
    }
  }
  const auto r = test::ask_oracle("contingency.R", {values, counts});
  ASSERT_GE(r.size(), 5 * samples.size() + 4 * tables.size());

  for (std::size_t i = 0; i < samples.size(); ++i) {
    const auto& [first, second] = samples[i];
    SCOPED_TRACE(fmt::format("samples {}: {} and {} values", i + 1, first.size(), second.size()));
    const auto a = stats::summarise(first), b = stats::summarise(second);
    compare(stats::student_t(a, b, 0.9), r.values(i + 1, "student"));
    compare(stats::welch_t(a, b, 0.9), r.values(i + 1, "welch"));
    EXPECT_NEAR(*stats::standardised_difference(a, b), r.value(i + 1, "difference"), tolerance);
    auto all = first;
    all.insert(all.end(), second.begin(), second.end());
    const double shares[] = {0, 0.1, 0.25, 0.5, 0.9, 1};
    for (std::size_t j = 0; j < std::size(shares); ++j)
      EXPECT_NEAR(stats::quantile(all, shares[j]), r.values(i + 1, "quantiles")[j], tolerance);
    EXPECT_NEAR(stats::skewness(all), r.value(i + 1, "skewness"), tolerance);
  }
  int with_shares = 0, corrected = 0;
  for (std::size_t i = 0; i < tables.size(); ++i) {
    const auto& table = tables[i];
    SCOPED_TRACE(fmt::format("table {}, {} x {}", i + 1, table.size(), table[0].size()));
    const auto pearson = stats::pearson(table);
    EXPECT_NEAR(pearson.statistic, r.values(i + 1, "pearson")[0], tolerance);
    EXPECT_EQ(pearson.degrees_of_freedom, r.values(i + 1, "pearson")[1]);
    EXPECT_NEAR(pearson.p, r.values(i + 1, "pearson")[2], tolerance);
    EXPECT_NEAR(stats::minimum_expected(table), r.value(i + 1, "minimum"), tolerance);
    EXPECT_NEAR(stats::likelihood_ratio(table).p, r.value(i + 1, "likelihood"), tolerance);
    EXPECT_NEAR(stats::fisher_exact_p(table), r.value(i + 1, "fisher"), tolerance);
    if (table.size() == 2 && table[0].size() == 2) {
      EXPECT_NEAR(stats::continuity_corrected(table).p, r.value(i + 1, "corrected"), tolerance);
      ++corrected;
    }
    if (table[0].size() == 2 && r.has(i + 1, "share_difference")) {
      EXPECT_NEAR(*stats::standardised_difference(table), r.value(i + 1, "share_difference"), tolerance);
      ++with_shares;
    }
  }
  EXPECT_GT(corrected, 10);
  EXPECT_GT(with_shares, 20);
}

}  // namespace
}  // namespace residuum
