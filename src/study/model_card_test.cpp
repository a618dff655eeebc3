#include "study/model_card.h"

#include <gtest/gtest.h>

#include "expect_error.h"
#include "holds.h"
#include "study/limits.h"
#include "study/sample_record.h"

namespace residuum::study {
namespace {

using test::holds;

std::string card(const Json& record, std::size_t model) {
  return model_card(record, record["models"].at(model));
}

TEST(ModelCard, OfAnOutcomeModelSaysWhomAndHowWell) {
  const auto text = card(sample::record(), 1);
  for (
      const char* part :
      {"# outcome-ccrt.safetensors", "**Research use only", "| SHA-256 | 00aa11bb22cc33dd44ee |",
       "158 training patients who had CCRT, 35.4% of them with residual tumour",
       "Cohort: test, 70 patients who had CCRT, 25 of them RT (the positive class); unit: patient; threshold 0.4130",
       "| auc | 0.8712 | 0.7801-0.9555 | DeLong 95% |", "| brier | 0.8712 | none |  |",
       "## What it cannot"}) {
    EXPECT_TRUE(holds(text, part)) << part << " is not in\n" << text;
  }
  EXPECT_FALSE(holds(text, "63 patients")) << "another model's test";
}

TEST(ModelCard, OfTheSegmentationGivesItsDiceOrSaysThatItIsNotKnown) {
  Json record = sample::record();
  EXPECT_TRUE(holds(card(record, 0), "25 outlined test patients")) << card(record, 0);
  EXPECT_TRUE(holds(card(record, 0), "| 0.731 (0.688-0.771) | 0.754 | 0.312 | 0.881 |"));
  record.erase("dice");
  EXPECT_TRUE(holds(card(record, 0), "Not known: no test patient was outlined."));
}

TEST(ModelCard, OfSyntheticDataSaysSo) {
  Json record = sample::record();
  EXPECT_FALSE(holds(card(record, 1), "Synthetic"));
  record["settings"]["synthetic"] = true;
  EXPECT_TRUE(
      holds(card(record, 1), "**Synthetic data: learnt from generated patients, of no use for real ones.**"));
}

TEST(ModelCard, RefusesARecordWithoutTheModelsFacts) {
  Json record = sample::record();
  record["models"][1].erase("sha256");
  test::expect_error([&] { card(record, 1); }, {"\"sha256\""});
}

TEST(Limits, CountTheTestPatientsOfBothClasses) {
  std::string text;
  for (const auto& limit : limits(sample::record())) text += limit + "\n";
  EXPECT_TRUE(holds(text, "CCRT 70 (25 RT), IC+CCRT 63 (17 RT)")) << text;
  EXPECT_TRUE(holds(text, "has 17 patients; about 100 are asked for")) << text;
  EXPECT_TRUE(holds(text, "4 patients without a known outcome"));
  EXPECT_FALSE(holds(text, "synthetic"));
}

TEST(Limits, GoWhereTheirReasonGoes) {
  Json record = sample::record();
  const auto before = limits(record).size();
  record["counts"]["unassigned"] = 0;
  record["performance"] = {sample::performance_row("CCRT", 300, 150, "auc")};
  EXPECT_EQ(limits(record).size(), before - 2);
  record.erase("dice");
  EXPECT_EQ(limits(record).size(), before - 1);
}

}  // namespace
}  // namespace residuum::study
