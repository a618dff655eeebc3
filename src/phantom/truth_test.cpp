#include "phantom/truth.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace residuum::phantom {
namespace {

// Area under the ROC curve by ranks (no ties between probabilities).
double auc(std::vector<std::pair<double, bool>> scored) {
  std::sort(scored.begin(), scored.end());
  double positive = 0, negative = 0, ranks = 0;
  for (std::size_t i = 0; i < scored.size(); ++i) {
    (scored[i].second ? positive : negative) += 1;
    if (scored[i].second) ranks += static_cast<double>(i + 1);
  }
  return (ranks - positive * (positive + 1) / 2) / (positive * negative);
}

// One large sample for the tests of what the model promises.
class Truth : public testing::Test {
 protected:
  static void SetUpTestSuite() { records_ = new std::vector<Record>(truth_table(1500, 20230613, 2)); }
  static void TearDownTestSuite() { delete records_; }
  static const std::vector<Record>& records() { return *records_; }

 private:
  static inline std::vector<Record>* records_ = nullptr;
};

TEST_F(Truth, RatesOfResidualTumourAreNearTheArticles) {
  const double article[regimen_count] = {0.36, 0.24};
  for (std::size_t r = 0; r < regimen_count; ++r) {
    double given = 0, residual = 0;
    for (const Record& record : records()) {
      if (record.regimen != r) continue;
      given += 1;
      residual += record.rt[r];
    }
    EXPECT_NEAR(residual / given, article[r], 0.06) << regimens[r];  // 0.06: over three standard errors
    EXPECT_NEAR(given / static_cast<double>(records().size()), 0.5, 0.1) << regimens[r];
  }
}

TEST_F(Truth, TheBestPossibleAucIsNearNineTenthsInEachArm) {
  for (std::size_t r = 0; r < regimen_count; ++r) {
    std::vector<std::pair<double, bool>> everyone, treated;
    for (const Record& record : records()) {
      everyone.emplace_back(record.p_rt[r], record.rt[r]);
      if (record.regimen == r) treated.push_back(everyone.back());
    }
    EXPECT_NEAR(auc(everyone), 0.90, 0.025) << regimens[r];
    EXPECT_NEAR(auc(treated), 0.90, 0.035) << regimens[r];
  }
}

TEST_F(Truth, NecrosisAndHeterogeneityAreBroadAndIndependent) {
  double n = 0, a = 0, b = 0, aa = 0, bb = 0, ab = 0;
  for (const Record& record : records()) {
    const double x = record.tumour.necrotic_fraction, y = record.tumour.heterogeneity;
    EXPECT_GE(x, 0);
    EXPECT_LE(x, 0.51);
    n += 1, a += x, b += y, aa += x * x, bb += y * y, ab += x * y;
  }
  const double sd_a = std::sqrt(aa / n - a * a / n / n), sd_b = std::sqrt(bb / n - b * b / n / n);
  EXPECT_NEAR(sd_a, 0.5 / std::sqrt(12.0), 0.01);
  EXPECT_GT(sd_b, 0.06);
  EXPECT_LT(std::abs((ab / n - a * b / n / n) / (sd_a * sd_b)), 0.08);
}

TEST_F(Truth, SickerPatientsGetInductionMoreOften) {
  double given[2] = {}, count[2] = {};
  for (const Record& record : records()) {
    const int t4 = record.t_stage == 4 ? 1 : 0;
    given[t4] += static_cast<double>(record.regimen);
    count[t4] += 1;
  }
  EXPECT_GT(given[1] / count[1], given[0] / count[0] + 0.15);
}

TEST_F(Truth, RegimensMatterForSomeAndEveryoneIsLocallyAdvanced) {
  double differs = 0;
  for (const Record& record : records()) {
    differs += (record.p_rt[0] >= 0.5) != (record.p_rt[1] >= 0.5);
    EXPECT_TRUE(record.t_stage >= 3 || record.n_stage >= 2) << record.id;
    EXPECT_EQ(record.stage_iva, record.t_stage == 4 || record.n_stage == 3) << record.id;
    // One uniform number decides both outcomes, so the safer regimen cannot fail where the other succeeds.
    if (record.rt[0] != record.rt[1]) {
      EXPECT_EQ(record.rt[0], record.p_rt[0] > record.p_rt[1]) << record.id;
    }
  }
  EXPECT_GT(differs / static_cast<double>(records().size()), 0.08);
}

TEST(TruthTable, DoesNotDependOnThreadsOrSizeButOnTheSeed) {
  const auto a = truth_table(20, 5, 1), b = truth_table(30, 5, 3), c = truth_table(20, 6, 1);
  bool differs = false;
  for (std::size_t i = 0; i < a.size(); ++i) {
    EXPECT_EQ(a[i].p_rt, b[i].p_rt);
    EXPECT_EQ(a[i].age, b[i].age);
    differs |= a[i].p_rt != c[i].p_rt;
  }
  EXPECT_TRUE(differs);
}

}  // namespace
}  // namespace residuum::phantom
