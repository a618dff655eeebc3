// t tests, chi-square tests and Fisher's exact test against base R on random data.
#include <fmt/core.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <map>

#include "command_line.h"
#include "core/csv.h"
#include "core/random.h"
#include "stats/contingency.h"
#include "stats/fisher.h"
#include "stats/t_tests.h"
#include "temporary_folder.h"

namespace residuum {
namespace {

constexpr double tolerance = 1e-6;

struct TwoSamples {
  std::vector<double> first, second;
};

// Sizes and spreads equal and unequal, with and without a difference.
std::vector<TwoSamples> random_samples(Random& random) {
  std::vector<TwoSamples> cases;
  for (const auto [m, n] : {std::pair{2, 2}, {2, 9}, {5, 5}, {24, 18}, {110, 58}, {300, 7}}) {
    for (const double spread : {0.2, 1.0, 30.0}) {
      TwoSamples made;
      for (int i = 0; i < m; ++i) made.first.push_back(random.normal(50, 10));
      const double shift = random.uniform(-8, 8);
      for (int i = 0; i < n; ++i) made.second.push_back(random.normal(50 + shift, 10 * spread));
      cases.push_back(made);
    }
  }
  return cases;
}

// Sparse and full, with empty rows and columns, up to 5 x 3; at least two rows and columns hold counts.
std::vector<stats::Counts> random_counts(Random& random) {
  std::vector<stats::Counts> cases{{{25, 0, 8}, {0, 0, 0}, {7, 0, 3}}, {{4, 0}, {0, 4}}, {{1, 0}, {0, 9}}};
  for (const auto [rows, columns] : {std::pair{2, 2}, {2, 3}, {4, 2}, {3, 3}, {5, 2}, {5, 3}, {2, 6}}) {
    for (const long largest : {2, 6, 20}) {
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

// By case ("v1", "c1") and what.
using Answers = std::map<std::pair<std::string, std::string>, double>;

Answers ask_r(const std::vector<TwoSamples>& samples, const std::vector<stats::Counts>& tables) {
  const test::TemporaryFolder folder;
  CsvTable values({"case", "group", "value"}), counts({"case", "row", "column", "count"});
  for (std::size_t i = 0; i < samples.size(); ++i) {
    const auto add = [&](const char* group, const std::vector<double>& sample) {
      for (const double value : sample)
        values.add_row({std::to_string(i + 1), group, fmt::format("{}", value)});
    };
    add("1", samples[i].first);
    add("2", samples[i].second);
  }
  for (std::size_t i = 0; i < tables.size(); ++i) {
    for (std::size_t row = 0; row < tables[i].size(); ++row) {
      for (std::size_t column = 0; column < tables[i][row].size(); ++column) {
        counts.add_row({std::to_string(i + 1), std::to_string(row), std::to_string(column),
                        std::to_string(tables[i][row][column])});
      }
    }
  }
  const auto path = [&](const char* name) { return (folder.path() / name).string(); };
  values.write(path("values.csv"));
  counts.write(path("counts.csv"));
  const auto result = test::shell(
      fmt::format("Rscript --vanilla '{}/tests/oracles/contingency.R' '{}' '{}' '{}'", RESIDUUM_SOURCE_DIR,
                  path("values.csv"), path("counts.csv"), path("results.csv")));
  EXPECT_EQ(result.exit_code, 0) << result.output;
  Answers answers;
  if (result.exit_code != 0) return answers;
  const auto table = CsvTable::read(path("results.csv"));
  for (std::size_t row = 0; row < table.row_count(); ++row) {
    answers[{table.cell(row, "of"), table.cell(row, "what")}] = *table.number(row, "value");
  }
  return answers;
}

TEST(ContingencyIntegration, AgreesWithR) {
  if (test::shell("Rscript --version").exit_code != 0) {
    ASSERT_EQ(std::getenv("CI"), nullptr) << "CI needs Rscript (Debian: r-base-core)";
    GTEST_SKIP() << "Rscript is missing (Debian: r-base-core): t tests and tables are not compared with R";
  }
  Random random(20230601);
  const auto samples = random_samples(random);
  const auto tables = random_counts(random);
  const auto answers = ask_r(samples, tables);
  ASSERT_GE(answers.size(), 10 * samples.size() + 5 * tables.size());

  for (std::size_t i = 0; i < samples.size(); ++i) {
    SCOPED_TRACE(fmt::format("samples {}: {} and {} values", i + 1, samples[i].first.size(),
                             samples[i].second.size()));
    const auto a = stats::summarise(samples[i].first), b = stats::summarise(samples[i].second);
    const auto compare = [&](const std::string& name, const stats::TTest& test) {
      const auto r = [&](const char* what) { return answers.at({fmt::format("v{}", i + 1), name + what}); };
      EXPECT_NEAR(test.statistic, r("_t"), tolerance);
      EXPECT_NEAR(test.degrees_of_freedom, r("_df"), tolerance);
      EXPECT_NEAR(test.p, r("_p"), tolerance);
      EXPECT_NEAR(test.low, r("_low"), tolerance);
      EXPECT_NEAR(test.high, r("_high"), tolerance);
    };
    compare("student", stats::student_t(a, b, 0.9));
    compare("welch", stats::welch_t(a, b, 0.9));
  }
  for (std::size_t i = 0; i < tables.size(); ++i) {
    SCOPED_TRACE(fmt::format("table {}, {} x {}", i + 1, tables[i].size(), tables[i][0].size()));
    const std::string of = fmt::format("c{}", i + 1);
    EXPECT_NEAR(stats::pearson(tables[i]).p, answers.at({of, "pearson"}), tolerance);
    EXPECT_NEAR(stats::pearson(tables[i]).statistic, answers.at({of, "statistic"}), tolerance);
    EXPECT_NEAR(stats::minimum_expected(tables[i]), answers.at({of, "minimum"}), tolerance);
    EXPECT_NEAR(stats::likelihood_ratio(tables[i]).p, answers.at({of, "likelihood"}), tolerance);
    EXPECT_NEAR(stats::fisher_exact_p(tables[i]), answers.at({of, "fisher"}), tolerance);
    if (tables[i].size() == 2 && tables[i][0].size() == 2) {
      EXPECT_NEAR(stats::continuity_corrected(tables[i]).p, answers.at({of, "corrected"}), tolerance);
    }
  }
}

}  // namespace
}  // namespace residuum
