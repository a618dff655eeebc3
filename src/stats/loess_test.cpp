// Golden numbers: R 4.2.2, loess(y ~ x, control = loess.control(surface = "direct")).
#include "stats/loess.h"

#include <gtest/gtest.h>

#include <limits>

#include "expect_error.h"

namespace residuum::stats {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

const std::vector<double> x{.1, .4, .35, .8, .45, .7, .2, .9, .55, .6, .15, .25};
const std::vector<double> y{0, 0, 1, 1, 0, 1, 0, 1, 0, 1, 0, 1};

TEST(Loess, AgreesWithR) {
  const auto fitted = loess(x, y, x);
  const double wanted[] = {-0.216441584834987, 0.347622053266444, 0.648330805045027, 1.001459559234972,
                           0.169368922242663,  0.837996719977201, 0.458959663900002, 1.040492219071772,
                           0.329518560534347,  0.546896601882389, 0.175821640281818, 0.625649523077249};
  ASSERT_EQ(fitted.size(), 12u);
  for (std::size_t i = 0; i < 12; ++i) EXPECT_NEAR(fitted[i], wanted[i], 1e-11) << i;
  EXPECT_NEAR(loess(x, y, {.5})[0], 0.105298356575160, 1e-11);
}

TEST(Loess, GivesBackAQuadratic) {
  std::vector<double> places, values;
  for (int i = 0; i < 30; ++i) {
    places.push_back(0.1 * i);
    values.push_back(2 - places.back() + 3 * places.back() * places.back());
  }
  EXPECT_NEAR(loess(places, values, {1.23})[0], 2 - 1.23 + 3 * 1.23 * 1.23, 1e-10);
  EXPECT_NEAR(loess(places, values, {4}, 0.4)[0], 2 - 4 + 48, 1e-8);  // beyond the data
}

TEST(Loess, OfEqualPlacesIsTheMean) {
  EXPECT_DOUBLE_EQ(loess({1, 1, 1, 1}, {0, 1, 1, 1}, {1})[0], 0.75);
  // Three of four at the place asked for: all that the span reaches.
  EXPECT_DOUBLE_EQ(loess({1, 1, 1, 2}, {0, 1, 1, 0}, {1})[0], 2.0 / 3);
}

TEST(Loess, TakesFewDistinctPlaces) {
  const auto fitted = loess({1, 1, 1, 2, 2, 2, 2, 3}, {0, 1, 0, 1, 1, 0, 1, 1}, {1, 2, 3});
  for (const double value : fitted) {
    EXPECT_GE(value, -0.5);
    EXPECT_LE(value, 1.5);
  }
}

TEST(Loess, RefusesWhatHasNoCurve) {
  test::expect_error([] { loess({}, {}, {}); }, {"0 values", "3 are needed"});
  test::expect_error([] { loess({1, 2, 3}, {1, 2, 3}, {1}); }, {"3 values", "leave 2"});
  test::expect_error([] { loess({1, 2}, {1}, {1}); }, {"2 places for 1 values"});
  test::expect_error([] { loess({1, nan, 3, 4}, {1, 2, 3, 4}, {1}); }, {"place 2"});
  test::expect_error([] { loess({1, 2, 3, 4}, {1, 2, nan, 4}, {1}); }, {"value 3"});
  test::expect_error([] { loess({1, 2, 3, 4}, {1, 2, 3, 4}, {nan}); }, {"asked place 1"});
  for (const double span : {0.0, 1.5, nan})
    test::expect_error([&] { loess({1, 2, 3, 4}, {1, 2, 3, 4}, {1}, span); }, {"span"});
}

}  // namespace
}  // namespace residuum::stats
