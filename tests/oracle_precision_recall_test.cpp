// Precision-recall curves against scikit-learn on random data.
#include "core/random.h"
#include "oracle.h"
#include "scored_patients.h"
#include "stats/precision_recall.h"

namespace residuum {
namespace {

TEST(PrecisionRecallIntegration, AgreesWithScikitLearn) {
  RESIDUUM_NEEDS("/usr/bin/python3 -c 'import sklearn'", "python3-sklearn");
  Random random(23);
  const auto cases = test::random_patients(random, {4, 8, 30, 84, 210, 424});
  const auto python = test::ask_oracle("precision_recall.py", {test::table_of(cases)});
  ASSERT_EQ(python.size(), 4 * cases.size());
  for (std::size_t i = 0; i < cases.size(); ++i) {
    const std::size_t of = i + 1;
    const auto& [scores, labels] = cases[i];
    SCOPED_TRACE(fmt::format("case {}, {} patients", of, scores.size()));
    EXPECT_NEAR(stats::average_precision(scores, labels), python.value(of, "average_precision"), 1e-9);
    const auto points = stats::precision_recall_curve(scores, labels);
    ASSERT_EQ(points.size(), python.values(of, "threshold").size());
    for (std::size_t j = 0; j < points.size(); ++j) {
      EXPECT_NEAR(points[j].threshold, python.values(of, "threshold")[j], 1e-12);
      EXPECT_NEAR(points[j].precision, python.values(of, "precision")[j], 1e-9);
      EXPECT_NEAR(points[j].recall, python.values(of, "recall")[j], 1e-9);
    }
  }
}

}  // namespace
}  // namespace residuum
