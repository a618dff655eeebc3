// Mann-Whitney against R on random data: sizes about the limit of the exact test, ties, shifts.
#include <cmath>

#include "core/random.h"
#include "oracle.h"
#include "stats/rank_tests.h"

namespace residuum {
namespace {

using Samples = std::pair<std::vector<double>, std::vector<double>>;

std::vector<Samples> random_cases(Random& random) {
  std::vector<Samples> cases;
  for (const auto& [m, n] :
       {std::pair{1, 1}, {1, 7}, {2, 3}, {6, 5}, {18, 24}, {49, 49}, {49, 50}, {50, 3}, {110, 58}}) {
    for (const double shift : {0.0, 0.5, 2.0}) {
      for (const bool tied : {false, true}) {
        Samples made;
        const auto draw = [&](double mean) {
          const double value = random.normal(mean);
          return tied ? std::round(2 * value) / 2 : value;
        };
        for (int i = 0; i < m; ++i) made.first.push_back(draw(0));
        for (int i = 0; i < n; ++i) made.second.push_back(draw(shift));
        made.second[0] += tied && m + n == 2 ? 3 : 0;  // where all are alike R has no p
        cases.push_back(made);
      }
    }
  }
  return cases;
}

TEST(RankTestsIntegration, AgreeWithR) {
  RESIDUUM_NEEDS("Rscript --version", "r-base-core");
  Random random(31);
  const auto cases = random_cases(random);
  CsvTable values({"case", "sample", "value"});
  for (std::size_t i = 0; i < cases.size(); ++i) {
    const std::string of = std::to_string(i + 1);
    for (const double value : cases[i].first) values.add_row({of, "1", test::cell(value)});
    for (const double value : cases[i].second) values.add_row({of, "2", test::cell(value)});
  }
  const auto r = test::ask_oracle("rank_tests.R", {values});
  ASSERT_EQ(r.size(), 3 * cases.size());
  for (std::size_t i = 0; i < cases.size(); ++i) {
    const std::size_t of = i + 1;
    SCOPED_TRACE(fmt::format("case {}, {} and {} values", of, cases[i].first.size(), cases[i].second.size()));
    const auto test = stats::mann_whitney(cases[i].first, cases[i].second);
    EXPECT_EQ(test.statistic, r.value(of, "statistic"));
    EXPECT_NEAR(test.p, r.value(of, "p"), 1e-9);
    EXPECT_EQ(test.exact, r.value(of, "exact") == 1);
  }
}

}  // namespace
}  // namespace residuum
