// ROC curves, thresholds, proportions, 2 x 2 tables and Holm against R and pROC on random data: ties, few
// patients, uneven classes, small and large tables.
#include "core/random.h"
#include "oracle.h"
#include "scored_patients.h"
#include "stats/multiplicity.h"
#include "stats/rates.h"
#include "stats/roc.h"

namespace residuum {
namespace {

constexpr double tolerance = 1e-6;

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

void expect_interval(const stats::Proportion& proportion, const std::vector<double>& wanted) {
  EXPECT_NEAR(proportion.low, wanted[0], tolerance);
  EXPECT_NEAR(proportion.high, wanted[1], tolerance);
}

TEST(StatsIntegration, AgreesWithRAndProc) {
  RESIDUUM_NEEDS("Rscript --vanilla -e 'library(pROC)'", "r-base-core r-cran-proc");
  Random random(2023);
  const auto cases = test::random_patients(random, {4, 5, 8, 15, 30, 84, 210, 424});
  const auto tables = random_tables(random);
  CsvTable counts({"a", "b", "c", "d"});
  for (const auto& [a, b, c, d] : tables)
    counts.add_row({std::to_string(a), std::to_string(b), std::to_string(c), std::to_string(d)});
  const auto r = test::ask_oracle("stats.R", {test::table_of(cases), counts});
  ASSERT_EQ(r.size(), 10 * cases.size() + 4 * tables.size() + 1);

  for (std::size_t i = 0; i < cases.size(); ++i) {
    const std::size_t of = i + 1;
    const auto& [scores, labels] = cases[i];
    SCOPED_TRACE(fmt::format("case {}, {} patients", of, scores.size()));
    const auto auc = stats::auc_delong(scores, labels, 0.9);
    EXPECT_NEAR(auc.value, r.value(of, "auc"), tolerance);
    EXPECT_NEAR(auc.standard_error, r.value(of, "standard_error"), tolerance);
    EXPECT_NEAR(auc.low, r.value(of, "low"), tolerance);
    EXPECT_NEAR(auc.high, r.value(of, "high"), tolerance);
    EXPECT_NEAR(stats::youden_threshold(scores, labels), r.value(of, "youden"), tolerance);
    const double rates[] = {0.5, 0.9, 1};
    for (std::size_t j = 0; j < 3; ++j) {
      EXPECT_NEAR(stats::threshold_at_sensitivity(scores, labels, rates[j]),
                  r.values(of, "at_sensitivity")[j], tolerance);
      EXPECT_NEAR(stats::threshold_at_specificity(scores, labels, rates[j]),
                  r.values(of, "at_specificity")[j], tolerance);
    }
    EXPECT_NEAR(stats::brier(scores, labels), r.value(of, "brier"), tolerance);
    const auto points = stats::roc_curve(scores, labels);
    ASSERT_EQ(points.size(), r.values(of, "true_positive_rate").size());
    for (std::size_t j = 0; j < points.size(); ++j) {
      EXPECT_NEAR(points[j].false_positive_rate, r.values(of, "false_positive_rate")[j], tolerance);
      EXPECT_NEAR(points[j].true_positive_rate, r.values(of, "true_positive_rate")[j], tolerance);
    }
  }
  std::vector<double> p;
  for (std::size_t i = 0; i < tables.size(); ++i) {
    const std::size_t of = i + 1;
    const auto& [a, b, c, d] = tables[i];
    SCOPED_TRACE(fmt::format("table {} {} {} {}", a, b, c, d));
    expect_interval(stats::wilson(a, a + b), r.values(of, "wilson"));
    expect_interval(stats::clopper_pearson(a, a + b), r.values(of, "clopper_pearson"));
    p.push_back(stats::pearson_p(a, b, c, d));
    EXPECT_NEAR(p.back(), r.value(of, "pearson"), tolerance);
    EXPECT_NEAR(stats::mcnemar_exact_p(a, b), r.value(of, "mcnemar"), tolerance);
  }
  const auto adjusted = stats::holm(p);
  for (std::size_t i = 0; i < p.size(); ++i) EXPECT_NEAR(adjusted[i], r.values(1, "holm")[i], tolerance);
}

}  // namespace
}  // namespace residuum
