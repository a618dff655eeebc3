#include "report/nomogram.h"

#include <gtest/gtest.h>

#include <cmath>

#include "expect_error.h"

namespace residuum::report {
namespace {

Nomogram example() {
  return {-3, {{"T stage", 0.9, 1, 4, {{1, "1"}, {4, "4"}}}, {"age", -0.02, 30, 80, round_marks(30, 80)}}};
}

// 0.9 * 3 = 2.7 is the largest span and has 100 points; age spans 1, 37.04 points, 0 at 80 years.
TEST(Nomogram, GivesTheLargestSpanAHundredPoints) {
  const auto nomogram = example();
  EXPECT_NEAR(nomogram.points(0, 1), 0, 1e-12);
  EXPECT_NEAR(nomogram.points(0, 4), 100, 1e-12);
  EXPECT_NEAR(nomogram.points(1, 80), 0, 1e-12);
  EXPECT_NEAR(nomogram.points(1, 30), 100 / 2.7, 1e-9);
  EXPECT_NEAR(nomogram.most_points(), 100 + 100 / 2.7, 1e-9);
}

TEST(Nomogram, AddsUpToTheModel) {
  const auto nomogram = example();
  for (const double t : {1.0, 2.0, 4.0}) {
    for (const double age : {30.0, 55.5, 80.0}) {
      const double model = 1 / (1 + std::exp(3 - 0.9 * t + 0.02 * age));
      const double total = nomogram.points(0, t) + nomogram.points(1, age);
      EXPECT_NEAR(nomogram.probability(total), model, 1e-12);
      EXPECT_NEAR(nomogram.total_points(model), total, 1e-9);
    }
  }
}

TEST(Nomogram, MarksRoundValuesInsideTheRange) {
  const auto marks = round_marks(31, 79);
  ASSERT_FALSE(marks.empty());
  EXPECT_EQ(marks.front().second, "40");
  EXPECT_EQ(marks.back().second, "70");
  EXPECT_EQ(round_marks(2, 2).size(), 1u);
}

TEST(Nomogram, DrawsALineForEachColumnAndThreeMore) {
  const auto figure = nomogram_figure("nomogram", "c", example(), "RT");
  EXPECT_EQ(figure.spec["layer"][0]["data"]["values"].size(), 5u);
  EXPECT_EQ(round_marks(0, 100).front().second, "0");
  for (const auto& line : figure.spec["layer"][0]["data"]["values"]) {
    EXPECT_GE(line["from"].get<double>(), -1e-9) << line;
    EXPECT_GT(line["to"].get<double>(), line["from"].get<double>()) << line;
    EXPECT_LE(line["to"].get<double>(), 100 + 1e-9) << line;
  }
  for (const auto& mark : figure.spec["layer"][1]["data"]["values"]) {
    EXPECT_GE(mark["x"].get<double>(), -1e-9);
    EXPECT_LE(mark["x"].get<double>(), 100 + 1e-9);
  }
}

TEST(Nomogram, RefusesWhatHasNoPoints) {
  test::expect_error([] { Nomogram(0, {}); }, {"column"});
  test::expect_error([] { Nomogram(0, {{"a", 0, 0, 1, {}}}); }, {"all 0"});
  test::expect_error([] { Nomogram(0, {{"a", 1, 2, 1, {}}}); }, {"a: no range"});
}

}  // namespace
}  // namespace residuum::report
