#include "report/step_figure.h"

#include <gtest/gtest.h>

#include "expect_error.h"

namespace residuum::report {
namespace {

TEST(StepFigure, KeepsTheOrderOfItsSteps) {
  const auto figure = step_figure("s", "c", "part", "likeness", {"fc", "conv1", "another patient"},
                                  {{"rank", {1, 0.5, 0}, {0.9, 0.4, -0.1}, {1, 0.6, 0.1}}});
  EXPECT_EQ(figure.spec["data"]["values"].size(), 3u);
  EXPECT_EQ(figure.spec["layer"][0]["encoding"]["x"]["sort"], Json({"fc", "conv1", "another patient"}));
  EXPECT_EQ(figure.spec["data"]["values"][1]["low"], 0.4);
}

TEST(StepFigure, RefusesWhatDoesNotFit) {
  test::expect_error(
      [] {
        step_figure("s", "", "", "", {"a", "b"}, {{"one", {1}, {1}, {1}}});
      },
      {"\"one\"", "2"});
  test::expect_error([] { step_figure("s", "", "", "", {"a", "a"}, {}); }, {"twice"});
}

}  // namespace
}  // namespace residuum::report
