// Calibration against R's glm and loess on random data.
#include "core/random.h"
#include "oracle.h"
#include "scored_patients.h"
#include "stats/calibration.h"

namespace residuum {
namespace {

void expect_near(const std::vector<double>& values, const std::vector<double>& wanted, const char* what) {
  ASSERT_EQ(values.size(), wanted.size()) << what;
  for (std::size_t i = 0; i < values.size(); ++i) EXPECT_NEAR(values[i], wanted[i], 1e-6) << what << " " << i;
}

TEST(CalibrationIntegration, AgreesWithR) {
  RESIDUUM_NEEDS("Rscript --version", "r-base-core");
  Random random(17);
  auto cases = test::random_patients(random, {40, 84, 168, 210, 424});
  for (auto& made : cases) {
    for (auto& score : made.scores) score = 0.02 + 0.96 * score;  // R has no test for certainties
  }
  const auto r = test::ask_oracle("calibration.R", {test::table_of(cases)});
  ASSERT_EQ(r.size(), 7 * cases.size());
  for (std::size_t i = 0; i < cases.size(); ++i) {
    const std::size_t of = i + 1;
    const auto& [p, labels] = cases[i];
    SCOPED_TRACE(fmt::format("case {}, {} patients", of, p.size()));
    const auto line = stats::calibration_line(p, labels);
    expect_near({line.slope.value, line.slope.standard_error, line.intercept.value,
                 line.intercept.standard_error, line.in_the_large.value, line.in_the_large.standard_error},
                r.values(of, "line"), "line");
    const auto distance = stats::calibration_distance(p, labels);
    expect_near({distance.ici, distance.e50, distance.e90, distance.emax}, r.values(of, "distance"),
                "distance");
    const auto parts = stats::brier_decomposition(p, labels);
    expect_near({parts.brier, parts.reliability, parts.resolution, parts.uncertainty}, r.values(of, "brier"),
                "brier");
    const auto test = stats::hosmer_lemeshow(p, labels, stats::FittedOn::other_patients);
    expect_near({test.statistic, test.p}, r.values(of, "hosmer_lemeshow"), "Hosmer-Lemeshow");
    const auto curve = stats::calibration_curve(p, labels, 10, 21);
    std::vector<double> smooth, means, shares;
    for (const auto& point : curve.smooth) smooth.push_back(point.observed);
    for (const auto& group : curve.groups) {
      means.push_back(group.mean_probability);
      shares.push_back(group.observed.value);
    }
    expect_near(smooth, r.values(of, "smooth"), "smooth");
    expect_near(means, r.values(of, "group_mean"), "group's mean");
    expect_near(shares, r.values(of, "group_share"), "group's share");
  }
}

}  // namespace
}  // namespace residuum
