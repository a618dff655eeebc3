// src/stats against R and pROC on random data: ties, few patients, uneven classes, small and large tables.
#include <fmt/core.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <map>

#include "command_line.h"
#include "core/csv.h"
#include "core/random.h"
#include "stats/rates.h"
#include "stats/roc.h"
#include "temporary_folder.h"

namespace residuum {
namespace {

constexpr double tolerance = 1e-6;

struct Case {
  std::vector<double> scores;
  std::vector<int> labels;
};

// At least two patients a class; every other case has scores of one decimal, which tie.
std::vector<Case> random_cases(Random& random) {
  std::vector<Case> cases;
  for (const int size : {4, 5, 8, 15, 30, 84, 210, 424}) {
    for (const bool tied : {false, true}) {
      Case made;
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

struct Counts {
  int a, b, c, d;
};

std::vector<Counts> random_tables(Random& random) {
  std::vector<Counts> tables{{58, 11, 39, 26}, {0, 7, 3, 4}, {7, 0, 0, 5}, {1, 1, 1, 1}};
  for (const long largest : {4, 30, 300, 5000}) {
    for (int i = 0; i < 10; ++i) {
      const auto draw = [&] { return static_cast<int>(random.integer(1, largest)); };
      tables.push_back({draw(), draw(), draw(), draw()});
    }
  }
  return tables;
}

// R's answers: (case or row from 1, what) -> values in order.
using Answers = std::map<std::pair<std::string, std::string>, std::vector<double>>;

Answers ask_r(const std::vector<Case>& cases, const std::vector<Counts>& tables) {
  const test::TemporaryFolder folder;
  CsvTable scores({"case", "score", "label"}), counts({"a", "b", "c", "d"});
  for (std::size_t i = 0; i < cases.size(); ++i) {
    for (std::size_t j = 0; j < cases[i].scores.size(); ++j) {
      scores.add_row(
          {std::to_string(i + 1), fmt::format("{}", cases[i].scores[j]), std::to_string(cases[i].labels[j])});
    }
  }
  for (const auto& [a, b, c, d] : tables) {
    counts.add_row({std::to_string(a), std::to_string(b), std::to_string(c), std::to_string(d)});
  }
  const auto path = [&](const char* name) { return folder.path() / name; };
  scores.write(path("scores.csv"));
  counts.write(path("tables.csv"));
  const auto result = test::shell(fmt::format("Rscript --vanilla '{}/tests/oracles/stats.R' '{}' '{}' '{}'",
                                              RESIDUUM_SOURCE_DIR, path("scores.csv").string(),
                                              path("tables.csv").string(), path("results.csv").string()));
  EXPECT_EQ(result.exit_code, 0) << result.output;
  Answers answers;
  if (result.exit_code != 0) return answers;
  const auto table = CsvTable::read(path("results.csv"));
  for (std::size_t row = 0; row < table.row_count(); ++row) {
    answers[{table.cell(row, "of"), table.cell(row, "what")}].push_back(*table.number(row, "value"));
  }
  return answers;
}

bool has_r() {
  return test::shell("Rscript --vanilla -e 'library(pROC)'").exit_code == 0;
}

TEST(StatsIntegration, AgreesWithRAndProc) {
  if (!has_r()) {
    ASSERT_EQ(std::getenv("CI"), nullptr) << "CI needs Rscript and pROC (Debian: r-base-core, r-cran-proc)";
    GTEST_SKIP()
        << "Rscript or pROC is missing (Debian: r-base-core, r-cran-proc): src/stats is not compared with R";
  }
  Random random(2023);
  const auto cases = random_cases(random);
  const auto tables = random_tables(random);
  const auto answers = ask_r(cases, tables);
  ASSERT_EQ(answers.size(), 8 * cases.size() + 4 * tables.size());

  for (std::size_t i = 0; i < cases.size(); ++i) {
    SCOPED_TRACE(fmt::format("case {}, {} patients", i + 1, cases[i].scores.size()));
    const auto r = [&](const char* what) { return answers.at({std::to_string(i + 1), what}); };
    const auto& [scores, labels] = cases[i];
    const auto auc = stats::auc_delong(scores, labels, 0.9);
    EXPECT_NEAR(auc.value, r("auc")[0], tolerance);
    EXPECT_NEAR(auc.standard_error, r("standard_error")[0], tolerance);
    EXPECT_NEAR(auc.low, r("low")[0], tolerance);
    EXPECT_NEAR(auc.high, r("high")[0], tolerance);
    EXPECT_NEAR(stats::youden_threshold(scores, labels), r("youden")[0], tolerance);
    EXPECT_NEAR(stats::brier(scores, labels), r("brier")[0], tolerance);
    const auto points = stats::roc_curve(scores, labels);
    ASSERT_EQ(points.size(), r("true_positive_rate").size());
    for (std::size_t j = 0; j < points.size(); ++j) {
      EXPECT_NEAR(points[j].false_positive_rate, r("false_positive_rate")[j], tolerance);
      EXPECT_NEAR(points[j].true_positive_rate, r("true_positive_rate")[j], tolerance);
    }
  }
  for (std::size_t i = 0; i < tables.size(); ++i) {
    const auto& [a, b, c, d] = tables[i];
    SCOPED_TRACE(fmt::format("table {} {} {} {}", a, b, c, d));
    const auto r = [&](const char* what) { return answers.at({std::to_string(i + 1), what})[0]; };
    EXPECT_NEAR(stats::wilson(a, a + b).low, r("wilson_low"), tolerance);
    EXPECT_NEAR(stats::wilson(a, a + b).high, r("wilson_high"), tolerance);
    EXPECT_NEAR(stats::pearson_p(a, b, c, d), r("pearson"), tolerance);
    EXPECT_NEAR(stats::mcnemar_exact_p(a, b), r("mcnemar"), tolerance);
  }
}

}  // namespace
}  // namespace residuum
