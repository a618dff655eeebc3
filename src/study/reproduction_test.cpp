#include "study/reproduction.h"

#include <gtest/gtest.h>

#include "core/csv.h"
#include "holds.h"
#include "temporary_folder.h"

namespace residuum::study {
namespace {

const Reproduction& made() {
  static const Reproduction reproduction = reproduce_article(200);
  return reproduction;
}

std::string last_paragraph(std::size_t section) {
  return std::get<report::Paragraph>(made().document.sections.at(section).blocks.back()).text;
}

using test::holds;

TEST(Reproduction, EverySectionEndsWithWhatDoesNotAgree) {
  ASSERT_EQ(made().document.sections.size(), 5u);
  EXPECT_TRUE(holds(last_paragraph(0), "18 of 20 P values agree")) << last_paragraph(0);
  EXPECT_TRUE(
      holds(last_paragraph(0), "IC+CCRT test cohort, ajcc_stage: printed 0.000, its counts give 0.010"))
      << last_paragraph(0);
  EXPECT_TRUE(holds(last_paragraph(0), "0.004 (Pearson chi-square)")) << last_paragraph(0);
  EXPECT_TRUE(holds(last_paragraph(0), "age: printed 0.651, 0.652")) << last_paragraph(0);
  EXPECT_TRUE(holds(last_paragraph(1), "4 accuracies are no mean")) << last_paragraph(1);
  EXPECT_TRUE(holds(last_paragraph(1), "(0.042 to 0.053)")) << last_paragraph(1);
  EXPECT_TRUE(holds(last_paragraph(1), "(0.058 to 0.109)")) << last_paragraph(1);
  EXPECT_TRUE(holds(last_paragraph(2), "Everything agrees")) << last_paragraph(2);
  EXPECT_TRUE(holds(last_paragraph(2), "exact McNemar P = 0.00132")) << last_paragraph(2);
  EXPECT_TRUE(holds(last_paragraph(3), "CCRT: accuracy 0.833, within the networks' range, AUC 0.840, below"))
      << last_paragraph(3);
  EXPECT_TRUE(
      holds(last_paragraph(3), "IC+CCRT: accuracy 0.860, within the networks' range, AUC 0.881, within"))
      << last_paragraph(3);
  EXPECT_TRUE(holds(last_paragraph(4), "Caveats. 85 patients")) << last_paragraph(4);
}

TEST(Reproduction, TextHoldsEveryTable) {
  const auto text = to_text(made());
  for (const auto& [name, table] : made().tables) {
    for (const auto& row : table.rows) EXPECT_TRUE(holds(text, row[0])) << name;
  }
  EXPECT_TRUE(holds(text, "10.21037/qims-22-1226"));
  EXPECT_TRUE(holds(text, "46 of 85 patients induction chemotherapy"));
}

TEST(Reproduction, FilesHoldWhatTheTextHolds) {
  const test::TemporaryFolder folder;
  write_reproduction(folder.path() / "out", made());
  EXPECT_GE(made().tables.size(), 9u);
  for (const auto& [name, table] : made().tables) {
    const auto csv = CsvTable::read(folder.path() / "out" / (name + ".csv"));
    ASSERT_EQ(csv.row_count(), table.rows.size()) << name;
    EXPECT_EQ(csv.columns(), table.columns) << name;
  }
  const auto html = read_file(folder.path() / "out" / "reproduce.html");
  EXPECT_TRUE(holds(html, "Research use only"));
  EXPECT_TRUE(holds(html, "continuity-corrected chi-square"));
  EXPECT_FALSE(holds(html, "src=\"http"));
  const auto json = read_json(folder.path() / "out" / "reproduce.json");
  EXPECT_EQ(json["table3"]["model"]["right"], 58);
  EXPECT_EQ(json["table1"].size(), 20u);
}

}  // namespace
}  // namespace residuum::study
