#include "paper/table3.h"

#include <gtest/gtest.h>

namespace residuum::paper {
namespace {

TEST(PaperTable3, AgreesWithWhatIsPrinted) {
  const auto found = recompute_table3();
  EXPECT_TRUE(found.agrees);
  EXPECT_EQ(found.situations.size(), 11u);
  EXPECT_EQ(found.comparison.model.right, 58);
  EXPECT_EQ(found.comparison.model.wrong, 11);
  EXPECT_EQ(found.comparison.physician.right, 39);
  EXPECT_EQ(found.comparison.physician.wrong, 26);
  EXPECT_NEAR(found.comparison.pearson_p, 0.00185075639378566, 1e-12);  // R: chisq.test, correct = FALSE
  EXPECT_NEAR(found.comparison.mcnemar_p, 0.00131872715428472, 1e-12);  // R: binom.test(26, 33)
}

}  // namespace
}  // namespace residuum::paper
