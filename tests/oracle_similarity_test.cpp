// How alike two heat maps are, against scipy: structural similarity and rank correlation.
#include <algorithm>
#include <cmath>

#include "core/random.h"
#include "imaging/similarity.h"
#include "oracle.h"
#include "stats/rank_correlation.h"

namespace residuum {
namespace {

TEST(SimilarityIntegration, AgreesWithScipy) {
  RESIDUUM_NEEDS("/usr/bin/python3 -c 'import scipy'", "python3-sklearn");
  Random random(17);
  CsvTable table({"case", "width", "first", "second"});
  std::vector<std::pair<imaging::Slice, imaging::Slice>> cases;
  for (const auto& [width, height] : {std::pair{11u, 11u}, {13u, 29u}, {64u, 40u}}) {
    for (const double noise : {0.02, 0.3}) {
      imaging::Slice first{width, height, {}}, second{width, height, {}};
      for (std::size_t i = 0; i < width * height; ++i) {
        const double x = static_cast<double>(i % width) / width, y = static_cast<double>(i / width) / height;
        // Clipped at 0 as a heat map is, so that there are ties.
        const double value = std::max(0.0, std::sin(5 * x) * std::cos(3 * y));
        first.pixels.push_back(static_cast<float>(value));
        second.pixels.push_back(static_cast<float>(std::clamp(value + random.normal(0, noise), 0.0, 1.0)));
      }
      cases.emplace_back(first, second);
      for (std::size_t i = 0; i < first.pixels.size(); ++i)
        table.add_row({std::to_string(cases.size()), std::to_string(width), test::cell(first.pixels[i]),
                       test::cell(second.pixels[i])});
    }
  }
  const auto python = test::ask_oracle("similarity.py", {table});
  ASSERT_EQ(python.size(), 2 * cases.size());
  for (std::size_t i = 0; i < cases.size(); ++i) {
    const auto& [first, second] = cases[i];
    EXPECT_NEAR(imaging::structural_similarity(first, second), python.value(i + 1, "ssim"), 1e-9) << i;
    EXPECT_NEAR(stats::rank_correlation({first.pixels.begin(), first.pixels.end()},
                                        {second.pixels.begin(), second.pixels.end()}),
                python.value(i + 1, "spearman"), 1e-9)
        << i;
  }
}

}  // namespace
}  // namespace residuum
