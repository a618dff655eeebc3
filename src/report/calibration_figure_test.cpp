#include <gtest/gtest.h>

#include <limits>

#include "report/figures.h"

namespace residuum::report {
namespace {

stats::CalibrationCurve curve() {
  return {{{0.1, -0.05}, {0.5, 0.45}, {0.9, std::numeric_limits<double>::quiet_NaN()}},
          {{0.2, stats::wilson(1, 8)}, {0.7, stats::wilson(6, 9)}}};
}

TEST(CalibrationFigure, SetsGroupsAndCurveOverTheDiagonal) {
  const Json spec = Json::parse(
      calibration_figure("c", "Calibration", {{"CCRT", curve()}, {"IC + CCRT", curve()}}).spec.dump());
  EXPECT_EQ(spec["layer"][0]["data"]["values"],
            Json::parse(R"([{"predicted":0,"observed":0},{"predicted":1,"observed":1}])"));
  const Json lines = spec["layer"][1]["data"]["values"], groups = spec["layer"][2]["data"]["values"];
  ASSERT_EQ(lines.size(), 6u);
  EXPECT_EQ(lines[1], Json::parse(R"({"series":"CCRT","predicted":0.5,"observed":0.45})"));
  EXPECT_TRUE(lines[2]["observed"].is_null());
  EXPECT_EQ(spec["layer"][1]["mark"]["clip"], true) << "the curve's first point lies below 0";
  ASSERT_EQ(groups.size(), 4u);
  EXPECT_EQ(groups[3]["series"], "IC + CCRT");
  EXPECT_EQ(groups[3]["patients"], 9);
  // R: prop.test(6, 9, correct = FALSE)$conf.int
  EXPECT_NEAR(groups[3]["low"].get<double>(), 0.354202, 1e-6);
  EXPECT_NEAR(groups[3]["high"].get<double>(), 0.879417, 1e-6);
  for (const auto& layer : {spec["layer"][1], spec["layer"][2]["layer"][1]}) {
    EXPECT_EQ(layer["encoding"]["x"]["scale"]["domain"], Json({0, 1}));
    EXPECT_EQ(layer["encoding"]["color"]["scale"]["domain"], Json({"CCRT", "IC + CCRT"}));
  }
}

TEST(CalibrationFigure, SaysWhereThereIsNoPatient) {
  EXPECT_NE(calibration_figure("c", "c", {}).spec.dump().find("no data"), std::string::npos);
  // Few patients have groups but no smooth curve.
  const Json spec = calibration_figure("c", "c", {{"A", {{}, {{0.5, stats::wilson(1, 2)}}}}}).spec;
  EXPECT_EQ(spec.dump().find("no data"), std::string::npos);
}

}  // namespace
}  // namespace residuum::report
