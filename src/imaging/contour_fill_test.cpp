#include "imaging/contour_fill.h"

#include <gtest/gtest.h>

#include <string>

#include "core/memory.h"

namespace residuum::imaging {
namespace {

// Rows of a 6 x 5 slice, one string.
std::string filled(const std::vector<Contour>& contours) {
  std::string picture = "...... ...... ...... ...... ......";
  fill_contours(contours, 6, 5, [&](std::size_t x, std::size_t y) { picture[y * 7 + x] = '#'; });
  return picture;
}

Contour square(double left, double top, double right, double bottom) {
  return {{left, top}, {right, top}, {right, bottom}, {left, bottom}};
}

TEST(ContourFill, TakesPixelsWhoseCentreIsInside) {
  EXPECT_EQ(filled({square(0.6, 0.6, 3.4, 2.4)}), "...... .###.. .###.. ...... ......");
  EXPECT_EQ(filled({{{0.5, -0.5}, {4.5, 3.5}, {0.5, 3.5}}}), "...... .#.... .##... .###.. ......");
}

TEST(ContourFill, EdgesBelongToOneSide) {
  EXPECT_EQ(filled({square(1, 1, 3, 3)}), "...... .##... .##... ...... ......");
  EXPECT_EQ(filled({square(3, 1, 5, 3)}), "...... ...##. ...##. ...... ......");
}

TEST(ContourFill, AContourWithinAnotherIsAHole) {
  EXPECT_EQ(filled({square(-0.5, -0.5, 5.5, 4.5), square(1.5, 0.5, 3.5, 3.5)}),
            "###### ##..## ##..## ##..## ######");
}

TEST(ContourFill, CutsAtTheSlicesEdge) {
  EXPECT_EQ(filled({square(-9, -9, 1.5, 99)}), "##.... ##.... ##.... ##.... ##....");
  EXPECT_EQ(filled({{}, {{1, 1}}, {{1, 1}, {3, 3}}}), "...... ...... ...... ...... ......");
}

// Crossings were kept until all were known: 8 bytes for each row that each edge crosses, 800 MiB here.
TEST(ContourFill, ItsMemoryDoesNotGrowWithTheEdges) {
  Contour zigzag;
  for (int i = 0; i < 200000; ++i) zigzag.push_back({5.0 + i % 7, i % 2 == 0 ? -1.0 : 600.0});
  forget_peak_memory();
  const auto before = peak_memory_mib();
  std::size_t pixels = 0;
  fill_contours({zigzag}, 512, 512, [&](std::size_t, std::size_t) { ++pixels; });
  EXPECT_LT(pixels, 512u * 512u);
  if (before) {
    EXPECT_LT(*peak_memory_mib() - *before, 100);
  }
}

}  // namespace
}  // namespace residuum::imaging
