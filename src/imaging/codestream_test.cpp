#include "imaging/codestream.h"

#include <gtest/gtest.h>

#include <string>

namespace residuum::imaging {
namespace {

std::string bytes(std::initializer_list<int> values) {
  std::string text;
  for (const int value : values) text += static_cast<char>(value);
  return text;
}

// A start, a comment of four bytes, then a frame header of 12 bits, 5 rows, 6 columns, 1 component.
const std::string jpeg =
    bytes({0xFF, 0xD8, 0xFF, 0xFE, 0, 4, 1, 2, 0xFF, 0xFF, 0xC3, 0, 11, 12, 0, 5, 0, 6, 1, 1, 0x11, 0});

TEST(Codestream, ReadsTheFrameHeaderOfAJpeg) {
  const auto info = read_codestream(jpeg);
  ASSERT_TRUE(info);
  EXPECT_EQ(info->columns, 6u);
  EXPECT_EQ(info->rows, 5u);
  EXPECT_EQ(info->components, 1u);
  EXPECT_EQ(info->precision, 12u);
  auto jpeg_ls = jpeg;
  jpeg_ls[10] = static_cast<char>(0xF7);
  EXPECT_EQ(read_codestream(jpeg_ls)->rows, 5u);
}

TEST(Codestream, ReadsTheSizeOfAJpeg2000) {
  std::string stream = bytes({0xFF, 0x4F, 0xFF, 0x51, 0, 41, 0, 0});
  for (const int value : {70, 64, 6, 0, 70, 64, 0, 0})
    stream += bytes({0, 0, 0, value});  // sizes, offsets, tiles
  stream += bytes({0, 1, 0x8F, 1, 1});  // signed 16 bits
  const auto info = read_codestream(stream);
  ASSERT_TRUE(info);
  EXPECT_EQ(info->columns, 64u);
  EXPECT_EQ(info->rows, 64u);
  EXPECT_EQ(info->components, 1u);
  EXPECT_EQ(info->precision, 16u);
}

TEST(Codestream, IsNoneWhenCutOrSomethingElse) {
  for (std::size_t length = 0; length < jpeg.size() - 2; ++length) {
    const auto cut = read_codestream(jpeg.substr(0, length));
    EXPECT_TRUE(!cut || length >= 19) << length;
  }
  EXPECT_FALSE(read_codestream("not a stream at all"));
  EXPECT_FALSE(read_codestream(bytes({0xFF, 0xD8, 0xFF, 0xDA, 0, 4, 0, 0})));
  EXPECT_FALSE(read_codestream(bytes({0xFF, 0xD8, 0xFF, 0xFE, 0, 0, 0, 0})));
}

TEST(Rle, NeedsItsSegmentsWithinTheFrame) {
  std::string frame(64, '\0');
  frame[0] = 2;
  frame[4] = 64;
  frame[8] = 66;
  frame += "abcd";
  EXPECT_TRUE(rle_is_sound(frame, 2));
  EXPECT_FALSE(rle_is_sound(frame, 1));
  EXPECT_FALSE(rle_is_sound(frame.substr(0, 60), 2));
  auto beyond = frame;
  beyond[8] = 100;
  EXPECT_FALSE(rle_is_sound(beyond, 2));
  auto backwards = frame;
  backwards[4] = 67;
  EXPECT_FALSE(rle_is_sound(backwards, 2));
}

}  // namespace
}  // namespace residuum::imaging
