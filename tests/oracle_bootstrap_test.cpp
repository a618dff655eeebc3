// Bootstrap intervals and the jackknife against R's boot, given the same replicates.
#include <cmath>

#include "core/random.h"
#include "oracle.h"
#include "stats/bootstrap.h"

namespace residuum {
namespace {

struct Case {
  std::vector<double> x, y;
  std::vector<int> strata;

  double correlation(const std::vector<std::size_t>& rows) const {
    const double n = static_cast<double>(rows.size());
    double mean_x = 0, mean_y = 0, xx = 0, yy = 0, xy = 0;
    for (const auto row : rows) {
      mean_x += x[row] / n;
      mean_y += y[row] / n;
    }
    for (const auto row : rows) {
      xx += (x[row] - mean_x) * (x[row] - mean_x);
      yy += (y[row] - mean_y) * (y[row] - mean_y);
      xy += (x[row] - mean_x) * (y[row] - mean_y);
    }
    return xy / std::sqrt(xx * yy);
  }
};

// One stratum, or three of unequal size.
std::vector<Case> random_cases(Random& random) {
  std::vector<Case> cases;
  for (const int size : {12, 25, 60, 150}) {
    for (const int strata : {1, 3}) {
      Case made;
      for (int i = 0; i < size; ++i) {
        made.x.push_back(random.normal());
        made.y.push_back(0.6 * made.x.back() + random.normal());
        made.strata.push_back(i % 4 % strata);
      }
      cases.push_back(made);
    }
  }
  return cases;
}

TEST(BootstrapIntegration, AgreesWithBoot) {
  RESIDUUM_NEEDS("Rscript --vanilla -e 'library(boot)'", "r-base-core r-cran-boot");
  Random random(11);
  const auto cases = random_cases(random);
  CsvTable replicates({"case", "value"}), rows({"case", "x", "y", "stratum", "influence"}),
      estimates({"value"});
  std::vector<stats::Bootstrap> all_drawn;
  std::vector<std::vector<double>> influences;
  for (std::size_t i = 0; i < cases.size(); ++i) {
    const auto& here = cases[i];
    const auto plan = stats::ResamplingPlan::stratified(here.strata);
    const auto statistic = [&](const std::vector<std::size_t>& drawn) { return here.correlation(drawn); };
    all_drawn.push_back(stats::bootstrap(plan, statistic, i % 2 == 0 ? 999 : 400, i));
    influences.push_back(stats::jackknife_influence(plan, statistic));
    const std::string of = std::to_string(i + 1);
    for (const double value : all_drawn[i].replicates) replicates.add_row({of, test::cell(value)});
    for (std::size_t j = 0; j < here.x.size(); ++j) {
      rows.add_row({of, test::cell(here.x[j]), test::cell(here.y[j]), std::to_string(here.strata[j]),
                    test::cell(influences[i][j])});
    }
    estimates.add_row({test::cell(all_drawn[i].estimate)});
  }
  const auto r = test::ask_oracle("bootstrap.R", {replicates, rows, estimates});
  ASSERT_EQ(r.size(), 4 * cases.size());

  for (std::size_t i = 0; i < cases.size(); ++i) {
    const std::size_t of = i + 1;
    SCOPED_TRACE(fmt::format("case {}, {} rows", of, cases[i].x.size()));
    EXPECT_NEAR(all_drawn[i].estimate, r.value(of, "estimate"), 1e-9);
    const auto percentile = stats::percentile_interval(all_drawn[i], 0.9);
    EXPECT_NEAR(percentile.low, r.values(of, "percentile")[0], 1e-6);
    EXPECT_NEAR(percentile.high, r.values(of, "percentile")[1], 1e-6);
    const auto bca = stats::bca_interval(all_drawn[i], influences[i], 0.9);
    EXPECT_EQ(bca.method, stats::BootstrapMethod::bca);
    EXPECT_NEAR(bca.low, r.values(of, "bca")[0], 1e-6);
    EXPECT_NEAR(bca.high, r.values(of, "bca")[1], 1e-6);
    const auto& influence = r.values(of, "influence");
    ASSERT_EQ(influence.size(), influences[i].size());
    for (std::size_t j = 0; j < influence.size(); ++j) EXPECT_NEAR(influences[i][j], influence[j], 1e-9) << j;
  }
}

}  // namespace
}  // namespace residuum
