#include "report/flow_figure.h"

#include <gtest/gtest.h>

#include "expect_error.h"

namespace residuum::report {
namespace {

std::vector<std::string> texts(const Figure& figure) {
  std::vector<std::string> made;
  for (const auto& row : figure.spec["layer"][3]["data"]["values"]) made.push_back(row["text"]);
  return made;
}

TEST(FlowFigure, WritesBoxesAndWhatLeavesThem) {
  const auto figure = flow_figure("flow", "Flow of patients",
                                  {{{"In the table: 10"}, {"Stage II: 3"}}, {{"Eligible: 7"}, {}}});
  EXPECT_EQ(texts(figure), (std::vector<std::string>{"In the table: 10", "Stage II: 3", "Eligible: 7"}));
  EXPECT_EQ(figure.spec["layer"][2]["data"]["values"].size(), 3u);
  EXPECT_EQ(figure.spec["layer"][1]["data"]["values"].size(), 2u) << "one arrow down, one aside";
}

TEST(FlowFigure, BoxesFollowEachOtherWithoutOverlap) {
  const auto figure =
      flow_figure("flow", "", {{{"a", "b"}, {"c", "d", "e", "f"}}, {{"g"}, {}}, {{"h"}, {"i"}}});
  const auto& boxes = figure.spec["layer"][2]["data"]["values"];
  ASSERT_EQ(boxes.size(), 5u);
  const double height = figure.spec["height"];
  for (const auto& one : boxes) {
    EXPECT_LE(one["y2"].get<double>(), height);
    for (const auto& other : boxes) {
      if (one == other) continue;
      const bool apart = one["x2"] <= other["x"] || other["x2"] <= one["x"] || one["y2"] <= other["y"] ||
                         other["y2"] <= one["y"];
      EXPECT_TRUE(apart) << one << other;
    }
  }
}

TEST(FlowFigure, BreaksLongLines) {
  const auto figure = flow_figure(
      "flow", "", {{{"MR for the outcome three to six months after the end of radiotherapy: 400"}, {}}});
  ASSERT_EQ(texts(figure).size(), 2u);
  EXPECT_LE(texts(figure)[0].size(), 44u);
}

TEST(FlowFigure, NeedsBoxesWithText) {
  test::expect_error([] { flow_figure("flow", "", {}); }, {"figure flow", "one box"});
  test::expect_error([] { flow_figure("flow", "", {{{}, {}}}); }, {"box 1 is empty"});
}

}  // namespace
}  // namespace residuum::report
