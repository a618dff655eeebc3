#include "study/checklist.h"

#include <gtest/gtest.h>

#include <set>

#include "expect_error.h"
#include "study/section_titles.h"

namespace residuum::study {
namespace {

const std::vector<std::string> titles{title::summary, title::cohort,      title::segmentation,
                                      title::outcome, title::explanation, title::decision,
                                      title::limits,  title::methods};

TEST(Checklists, HaveEveryItemOnceAndAnswered) {
  // 27 main items with their letters, and 44.
  for (const auto& [items, count] : {std::pair{tripod_ai(), 52u}, std::pair{claim(), 44u}}) {
    EXPECT_EQ(items.size(), count);
    std::set<std::string> numbers;
    for (const auto& item : items) {
      EXPECT_TRUE(numbers.insert(item.number).second) << item.number << " stands twice";
      EXPECT_FALSE(item.asks.empty()) << item.number;
      if (item.sections.empty()) {
        EXPECT_TRUE(item.note.starts_with("Not applicable")) << item.number << ": " << item.note;
        EXPECT_NE(item.note.find(", because "), std::string::npos) << item.number << ": " << item.note;
      }
    }
  }
}

TEST(Checklists, PointAtSectionsByTheirNumber) {
  const auto table = checklist_table("claim", "CLAIM", claim(), titles);
  ASSERT_EQ(table.rows.size(), 44u);
  EXPECT_EQ(table.rows[37][2], "Section 1 Summary, 4 Outcome models, 6 Decision");
  EXPECT_EQ(table.rows[6][2],
            "Section 2 Cohort, 8 Methods: one study folder; its origin is the authors' to describe");
  for (const auto& row : checklist_table("tripod-ai", "TRIPOD+AI", tripod_ai(), titles).rows) {
    EXPECT_FALSE(row[2].empty()) << row[0];
  }
}

TEST(Checklists, RefuseASectionThatIsNotThere) {
  test::expect_error(
      [] {
        checklist_table("x", "x", {{"1", "a", {"Cohort"}, ""}}, {"Summary"});
      },
      {"item 1", "\"Cohort\""}, ErrorKind::failure);
}

}  // namespace
}  // namespace residuum::study
