#include "imaging/contour_fill.h"

#include <gtest/gtest.h>

#include <string>

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

}  // namespace
}  // namespace residuum::imaging
