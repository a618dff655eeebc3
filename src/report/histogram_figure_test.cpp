#include <gtest/gtest.h>

#include "expect_error.h"
#include "report/figures.h"

namespace residuum::report {
namespace {

Json bars(const Figure& figure) {
  return figure.spec["layer"][0]["data"]["values"];
}

TEST(HistogramFigure, CountsEachValueOnceAndTheLastEdgeToo) {
  const auto rows =
      bars(histogram_figure("h", "Weights", "weight", {{"patients", {0, 0.1, 0.5, 1}}}, 0, 1, 4));
  ASSERT_EQ(rows.size(), 3u);  // an empty bin has no bar
  EXPECT_EQ(rows[0]["patients"], 2);
  EXPECT_EQ(rows[1]["from"], 0.5);
  EXPECT_EQ(rows[2]["to"], 1.0);
  EXPECT_EQ(rows[2]["patients"], 1);
}

TEST(HistogramFigure, DrawsBarsFromZeroAndGroupsOverEachOther) {
  const auto figure = histogram_figure("h", "Overlap", "propensity", {{"A", {0.2}}, {"B", {0.3}}}, 0, 1, 10);
  const auto& layer = figure.spec["layer"][0];
  EXPECT_EQ(layer["mark"]["type"], "bar");
  EXPECT_LT(layer["mark"]["opacity"].get<double>(), 1);
  EXPECT_EQ(layer["encoding"]["y2"]["datum"], 0);
  EXPECT_EQ(figure.spec["description"], "Overlap");
}

TEST(HistogramFigure, SaysThatNothingIsThere) {
  EXPECT_EQ(histogram_figure("h", "c", "x", {{"A", {}}}, 0, 1, 4).spec["layer"].size(), 2u);
}

TEST(HistogramFigure, RefusesWhatLiesOutside) {
  test::expect_error([] { histogram_figure("h", "c", "x", {{"A", {1.5}}}, 0, 1, 4); }, {"figure h", "1.5"});
  test::expect_error([] { histogram_figure("h", "c", "x", {{"A", {0.0 / 0.0}}}, 0, 1, 4); }, {"figure h"});
  test::expect_error([] { histogram_figure("h", "c", "x", {}, 1, 0, 4); }, {"4 bins"});
}

}  // namespace
}  // namespace residuum::report
