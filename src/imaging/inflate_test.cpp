#include "imaging/inflate.h"

#include <gtest/gtest.h>
#include <zlib.h>

#include "temporary_folder.h"

namespace residuum::imaging {
namespace {

std::string deflated(const std::string& text, bool gzip) {
  z_stream z{};
  deflateInit2(&z, 6, Z_DEFLATED, gzip ? 31 : 15, 8, Z_DEFAULT_STRATEGY);
  std::string bytes(deflateBound(&z, text.size()), '\0');
  z.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  z.avail_in = static_cast<uInt>(text.size());
  z.next_out = reinterpret_cast<Bytef*>(bytes.data());
  z.avail_out = static_cast<uInt>(bytes.size());
  deflate(&z, Z_FINISH);
  bytes.resize(z.total_out);
  deflateEnd(&z);
  return bytes;
}

// 300,000 bytes that do not repeat for long.
std::string long_text() {
  std::string text;
  for (unsigned i = 0; text.size() < 300000; ++i) text += std::to_string(i * i * 2654435761U) + ' ';
  text.resize(300000);
  return text;
}

class Inflate : public testing::Test {
 protected:
  Inflated walk(const std::string& bytes, std::uint64_t start = 0, std::uint64_t limit = 1000000) const {
    write_file(folder_.path() / "z", bytes);
    return inflate_file(folder_.path() / "z", start, 5, limit);
  }

  test::TemporaryFolder folder_;
};

TEST_F(Inflate, WalksZlibAndGzipToTheEnd) {
  for (const bool gzip : {false, true}) {
    const auto result = walk("header" + deflated(long_text(), gzip), 6);
    EXPECT_TRUE(result.whole);
    EXPECT_EQ(result.size, 300000u);
    EXPECT_EQ(result.head, long_text().substr(0, 5));
  }
}

TEST_F(Inflate, GoesOnWithTheNextMember) {
  const auto result = walk(deflated("abc", true) + deflated(long_text(), true));
  EXPECT_TRUE(result.whole);
  EXPECT_EQ(result.size, 300003u);
  EXPECT_EQ(result.head.substr(0, 3), "abc");
}

TEST_F(Inflate, SeesThatAStreamIsCutOrDamaged) {
  for (const bool gzip : {false, true}) {
    const auto bytes = deflated(long_text(), gzip);
    for (const std::size_t missing : {std::size_t{1}, std::size_t{4}, bytes.size() / 2, bytes.size()}) {
      EXPECT_FALSE(walk(bytes.substr(0, bytes.size() - missing)).whole) << missing;
    }
    for (std::size_t at = bytes.size() / 3; at < bytes.size(); at += 9973) {
      auto damaged = bytes;
      damaged[at] = static_cast<char>(damaged[at] ^ 4);
      EXPECT_FALSE(walk(damaged).whole) << at;
    }
  }
  EXPECT_FALSE(walk("no stream at all").whole);
}

TEST_F(Inflate, StopsAboveTheLimit) {
  const auto result = walk(deflated(std::string(50'000'000, 'a'), true), 0, 1000);
  EXPECT_FALSE(result.whole);
  EXPECT_LT(result.size, 200'000u);
}

}  // namespace
}  // namespace residuum::imaging
