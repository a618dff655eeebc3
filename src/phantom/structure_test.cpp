#include "phantom/structure.h"

#include <gtest/gtest.h>

#include <cmath>

#include "phantom/anatomy.h"

namespace residuum::phantom {
namespace {

const std::vector<Layer> flesh = {{Tissue::muscle, 0}};

TEST(Structure, AnEllipseIsCutBetweenItsKeysAndClosesBeyondThem) {
  const Structure ball = ellipse(flesh, {{10, 20, 0, 5, 5}, {0, 20, 4, 9, 9}});
  const Section middle = cut({&ball, false, flesh}, {5, 0, 0});
  ASSERT_FALSE(middle.empty);
  EXPECT_FLOAT_EQ(middle.centre.y, 2);
  EXPECT_NEAR(middle.ellipse_place(27, 2).distance, 0, 1e-4);
  EXPECT_NEAR(middle.ellipse_place(20, 12).distance, 3, 1e-4);
  EXPECT_LT(cut({&ball, false, flesh}, {12, 0, 0}).rx, 5);
  EXPECT_TRUE(cut({&ball, false, flesh}, {14, 0, 0}).empty);
}

TEST(Structure, AMirroredInstanceIsTheMirrorImage) {
  const Structure shape =
      pair(loop(flesh, {{0, {{10, -5}, {30, -2}, {25, 6}, {12, 9}}}, {9, {{10, -5}, {30, -2}, {12, 9}}}}));
  const Section left = cut({&shape, false, flesh}, {4, 0, 0});
  Section right = cut({&shape, true, flesh}, {4, 0, 0});
  Section reference = left;
  reference.set_edges(left, 1);
  right.set_edges(right, 1);
  for (const Point p : {Point{18, 2}, Point{31, 4}, Point{9, -8}, Point{24, 7}}) {
    EXPECT_NEAR(reference.outline_place(p.x, p.y).distance, right.outline_place(-p.x, p.y).distance, 1e-3);
  }
}

TEST(Structure, AnOutlineOfACircleMeasuresItsRadius) {
  std::vector<Point> half;
  for (int i = 0; i <= 32; ++i) {
    const float a = 3.14159265F * static_cast<float>(i) / 32;
    half.push_back({40 * std::sin(a), -40 * std::cos(a)});
  }
  const Structure circle = outline(flesh, {{0, half}, {10, half}});
  Section section = cut({&circle, false, flesh}, {5, 0, 0});
  section.set_edges(section, 1);
  for (const float a : {0.0F, 0.7F, 1.6F, 3.0F, 4.4F, 6.2F}) {
    EXPECT_NEAR(section.outline_place(50 * std::cos(a), 50 * std::sin(a)).distance, 10, 0.15) << a;
    EXPECT_NEAR(section.outline_place(30 * std::cos(a), 30 * std::sin(a)).distance, -10, 0.15) << a;
  }
}

TEST(Structure, KeysOfABandGetEquallyManyPoints) {
  const Structure line = band(flesh, {{0, {{0, 0}, {10, 0}}, 1}, {10, {{0, 0}, {5, 0}, {9, 0}, {10, 0}}, 1}});
  ASSERT_EQ(line.keys[0].points.size(), 4u);
  EXPECT_NEAR(line.keys[0].points[1].x, 10.0 / 3, 1e-5);
}

// Keys must run one way in z, or a height between them has no section.
TEST(Anatomy, EveryStructureIsWellFormed) {
  for (const Structure& structure : standard_anatomy()) {
    ASSERT_GE(structure.keys.size(), 2u);
    ASSERT_FALSE(structure.layers.empty());
    const float direction = structure.keys[1].z - structure.keys[0].z;
    for (std::size_t i = 1; i < structure.keys.size(); ++i) {
      EXPECT_GT((structure.keys[i].z - structure.keys[i - 1].z) * direction, 0)
          << "key at z " << structure.keys[i].z << " of a structure that begins at " << structure.keys[0].z;
      if (structure.form != Form::outline) {
        EXPECT_EQ(structure.keys[i].points.size(), structure.keys[0].points.size());
      }
    }
  }
}

TEST(Anatomy, PatientsDiffer) {
  Random one(1), same(1), other(2);
  const auto a = vary_anatomy(one, {}), b = vary_anatomy(same, {}), c = vary_anatomy(other, {});
  ASSERT_EQ(a.size(), c.size());
  bool differs = false;
  for (std::size_t i = 0; i < a.size(); ++i) {
    EXPECT_EQ(a[i].scale, b[i].scale);
    differs |= a[i].scale != c[i].scale;
  }
  EXPECT_TRUE(differs);
}

}  // namespace
}  // namespace residuum::phantom
