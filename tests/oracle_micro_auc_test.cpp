// The AUC of both classes' pooled scores against scikit-learn on random data.
#include "core/random.h"
#include "oracle.h"
#include "scored_patients.h"
#include "stats/roc.h"

namespace residuum {
namespace {

TEST(MicroAucIntegration, AgreesWithScikitLearn) {
  RESIDUUM_NEEDS("/usr/bin/python3 -c 'import sklearn'", "python3-sklearn");
  Random random(29);
  const auto cases = test::random_patients(random, {4, 8, 30, 84, 210, 424});
  const auto python = test::ask_oracle("micro_auc.py", {test::table_of(cases)});
  ASSERT_EQ(python.size(), cases.size());
  for (std::size_t i = 0; i < cases.size(); ++i) {
    const auto& [scores, labels] = cases[i];
    SCOPED_TRACE(fmt::format("case {}, {} patients", i + 1, scores.size()));
    EXPECT_NEAR(stats::micro_averaged_auc(scores, labels), python.value(i + 1, "micro_auc"), 1e-9);
  }
}

}  // namespace
}  // namespace residuum
