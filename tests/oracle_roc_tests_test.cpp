// DeLong's paired and unpaired tests against pROC on random data.
#include "core/random.h"
#include "oracle.h"
#include "scored_patients.h"
#include "stats/roc_tests.h"

namespace residuum {
namespace {

constexpr double tolerance = 1e-6;

TEST(RocTestsIntegration, AgreeWithProc) {
  RESIDUUM_NEEDS("Rscript --vanilla -e 'library(pROC)'", "r-base-core r-cran-proc");
  Random random(5);
  const auto cases = test::random_patients(random, {8, 15, 30, 84, 210, 424});
  std::vector<std::vector<double>> seconds;
  CsvTable patients({"case", "first", "second", "label"});
  for (std::size_t i = 0; i < cases.size(); ++i) {
    const auto& [scores, labels] = cases[i];
    seconds.emplace_back();
    for (std::size_t j = 0; j < scores.size(); ++j) {
      // Related to the first score, sometimes equal to it.
      seconds[i].push_back(random.chance(0.3) ? scores[j] : std::round(10 * random.uniform()) / 10);
      patients.add_row({std::to_string(i + 1), test::cell(scores[j]), test::cell(seconds[i][j]),
                        std::to_string(labels[j])});
    }
  }
  const auto r = test::ask_oracle("roc_tests.R", {patients});
  ASSERT_EQ(r.size(), 2 * cases.size());

  for (std::size_t i = 0; i < cases.size(); ++i) {
    const std::size_t of = i + 1;
    const auto& [scores, labels] = cases[i];
    const auto& other = cases[of % cases.size()];
    SCOPED_TRACE(fmt::format("case {}, {} patients", of, scores.size()));
    const auto paired = stats::delong_paired(scores, seconds[i], labels, 0.9);
    EXPECT_NEAR(paired.statistic, r.values(of, "paired")[0], tolerance);
    EXPECT_NEAR(paired.p, r.values(of, "paired")[1], tolerance);
    EXPECT_NEAR(paired.low, r.values(of, "paired")[2], tolerance);
    EXPECT_NEAR(paired.high, r.values(of, "paired")[3], tolerance);
    const auto unpaired = stats::delong_unpaired(scores, labels, other.scores, other.labels);
    EXPECT_NEAR(unpaired.statistic, r.values(of, "unpaired")[0], tolerance);
    EXPECT_NEAR(unpaired.p, r.values(of, "unpaired")[1], tolerance);
    EXPECT_NEAR(unpaired.degrees_of_freedom, r.values(of, "unpaired")[2], tolerance);
  }
}

}  // namespace
}  // namespace residuum
