#include "core/text.h"

#include <gtest/gtest.h>

namespace residuum {
namespace {

TEST(Text, Trims) {
  EXPECT_EQ(trim(" \t a b\r\n"), "a b");
  EXPECT_EQ(trim(" \n"), "");
  EXPECT_EQ(trim(""), "");
}

TEST(Text, LowersAsciiAlone) {
  EXPECT_EQ(to_lower("NRT-Ä"), "nrt-Ä");
}

// RFC 3629's limits and the malformed sequences of Markus Kuhn's UTF-8 stress test.
TEST(Text, KnowsUtf8) {
  for (const std::string text :
       {"", "plain", "Zürich", "鼻咽癌", "\U0001F600", "\xEF\xBF\xBD", "\xF4\x8F\xBF\xBF"}) {
    EXPECT_TRUE(is_utf8(text)) << text;
  }
  for (const std::string text :
       {"\x80", "\xC0\xAF", "\xC1\x81", "\xE0\x80\xAF", "\xED\xA0\x80", "\xF0\x80\x80\xAF",
        "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xFF", "a\xC3", "\xE2\x82", "\xC3(", "K\xF6rper"}) {
    EXPECT_FALSE(is_utf8(text)) << text;
  }
}

TEST(Text, FindsWhatWasMeant) {
  const std::vector<std::string> known{"segmentation.epochs", "outcome.epochs", "seed"};
  EXPECT_EQ(nearest("segmentation.epoch", known), "segmentation.epochs");
  EXPECT_EQ(nearest("sede", known), "seed");
  EXPECT_EQ(nearest("zzzzzzzzzzzz", known), "");
  EXPECT_EQ(nearest("seed", {}), "");
}

TEST(Text, EscapesHtml) {
  EXPECT_EQ(escape_html("<a href=\"x\">'&'</a>"), "&lt;a href=&quot;x&quot;&gt;&#39;&amp;&#39;&lt;/a&gt;");
}

// RFC 4648, section 10.
TEST(Text, EncodesBase64) {
  EXPECT_EQ(to_base64(""), "");
  EXPECT_EQ(to_base64("f"), "Zg==");
  EXPECT_EQ(to_base64("fo"), "Zm8=");
  EXPECT_EQ(to_base64("foobar"), "Zm9vYmFy");
  EXPECT_EQ(to_base64(std::string_view("\0\xFF", 2)), "AP8=");
}

}  // namespace
}  // namespace residuum
