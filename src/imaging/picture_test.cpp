#include "imaging/picture.h"

#include <gtest/gtest.h>

#include <cmath>

#include "expect_error.h"
#include "temporary_folder.h"

namespace residuum::imaging {
namespace {

Picture black(std::size_t width, std::size_t height) {
  return {width, height, std::vector<std::uint8_t>(3 * width * height)};
}

// '#' where the picture is not black.
std::vector<std::string> drawing(const Picture& picture) {
  std::vector<std::string> rows;
  for (std::size_t y = 0; y < picture.height; ++y) {
    rows.emplace_back();
    for (std::size_t x = 0; x < picture.width; ++x) {
      rows.back() += picture.rgb[3 * (y * picture.width + x)] ? '#' : '.';
    }
  }
  return rows;
}

TEST(Picture, GreyIsClippedAndRounded) {
  const auto picture = to_picture({5, 1, {-1, 0.5, 1, 7, std::nanf("")}});
  EXPECT_EQ(picture.rgb,
            (std::vector<std::uint8_t>{0, 0, 0, 128, 128, 128, 255, 255, 255, 255, 255, 255, 0, 0, 0}));
}

TEST(Picture, OutlineIsTheBoundaryOfEachLabel) {
  auto picture = black(8, 6);
  draw_outline(picture, std::vector<std::uint8_t>{0, 0, 0, 0, 0, 0, 0, 0,   //
                                                  0, 1, 1, 1, 1, 0, 0, 0,   //
                                                  0, 1, 1, 1, 1, 0, 0, 0,   //
                                                  0, 1, 1, 1, 1, 2, 2, 2,   //
                                                  0, 1, 1, 1, 1, 2, 2, 2,   //
                                                  0, 0, 0, 0, 0, 2, 2, 2},  //
               {200, 100, 50});
  EXPECT_EQ(drawing(picture), (std::vector<std::string>{"........", ".####...", ".#..#...", ".#..####",
                                                        ".#####.#", ".....###"}));
  EXPECT_EQ((std::vector<std::uint8_t>{picture.rgb.begin() + 27, picture.rgb.begin() + 30}),
            (std::vector<std::uint8_t>{200, 100, 50}));
}

TEST(Picture, RectangleIsDrawnInsideItsBounds) {
  auto picture = black(6, 5);
  draw_rectangle(picture, {1, 1, 5, 4}, {});
  EXPECT_EQ(drawing(picture), (std::vector<std::string>{"......", ".####.", ".#..#.", ".####.", "......"}));
  draw_rectangle(picture, {4, 3, 99, 99}, {});  // cut at the edge
  EXPECT_EQ(drawing(picture)[4], "....##");
  auto empty = black(6, 5);
  draw_rectangle(empty, {9, 9, 12, 12}, {});
  EXPECT_EQ(empty.rgb, black(6, 5).rgb);
}

TEST(Picture, MontageLaysRowsWithAGap) {
  const Picture white = to_picture({2, 1, {1, 1}});
  const auto sheet = montage({white, white, white}, 2);
  EXPECT_EQ(sheet.width, 8u);
  EXPECT_EQ(sheet.height, 6u);
  const auto red = [&](std::size_t x, std::size_t y) { return sheet.rgb[3 * (y * sheet.width + x)]; };
  EXPECT_EQ(red(1, 0), 255);
  EXPECT_EQ(red(6, 0), 255);
  EXPECT_EQ(red(1, 5), 255);
  EXPECT_EQ(red(6, 5), red(3, 0));
  EXPECT_LT(red(3, 0), 64);
  EXPECT_EQ(montage({white}, 5).rgb, white.rgb);
}

class GreyPng : public testing::Test {
 protected:
  fs::path path() const { return folder_.path() / "crop.png"; }

  Slice gradient() const {
    Slice slice{17, 16, {}};
    for (std::size_t i = 0; i < 17 * 16; ++i) slice.pixels.push_back(static_cast<float>(i % 256) / 255);
    return slice;
  }

  test::TemporaryFolder folder_;
};

TEST_F(GreyPng, ComesBackAsWritten) {
  write_grey_png(path(), gradient());
  const auto back = read_grey_png(path());
  EXPECT_EQ(back.width, 17u);
  EXPECT_EQ(back.height, 16u);
  EXPECT_EQ(back.pixels, gradient().pixels);
}

TEST_F(GreyPng, RefusesWhatIsNoGreyPng) {
  write_file(path(), "P5 2 2 255 ....");
  test::expect_error([&] { read_grey_png(path()); }, {"crop.png", "not a PNG"});
  write_file(path(), encode_png(black(3, 3)));
  test::expect_error([&] { read_grey_png(path()); }, {"crop.png", "8-bit grey"});
}

TEST_F(GreyPng, RefusesDamage) {
  write_grey_png(path(), gradient());
  const auto bytes = read_file(path());
  for (std::size_t kept = 0; kept + 16 < bytes.size(); kept += 5) {
    SCOPED_TRACE(kept);
    write_file(path(), bytes.substr(0, kept));
    test::expect_error([&] { read_grey_png(path()); }, {"crop.png"});
  }
  for (std::size_t at = 45; at + 20 < bytes.size(); at += 7) {
    SCOPED_TRACE(at);
    auto damaged = bytes;
    damaged[at] = static_cast<char>(damaged[at] ^ 0x10);
    write_file(path(), damaged);
    test::expect_error([&] { read_grey_png(path()); }, {"crop.png"});
  }
}

TEST_F(GreyPng, RefusesHugeDimensionsBeforeAllocating) {
  // 5000 x 1 is written as any other; its header is what counts.
  write_grey_png(path(), {5000, 1, std::vector<float>(5000)});
  test::expect_error([&] { read_grey_png(path()); }, {"crop.png", "5000 x 1"});
}

}  // namespace
}  // namespace residuum::imaging
