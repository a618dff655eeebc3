#include "report/assets.h"

#include <gtest/gtest.h>

#include "core/text.h"
#include "report/chart.h"

namespace residuum::report {
namespace {

// A script in a page ends at "</script"; "<!--" followed by "<script" would hide that end.
TEST(Assets, AreSafeInsideAPage) {
  for (const auto asset : {page_script(), vega_script(), vega_lite_script(), vega_embed_script()}) {
    const std::string text = to_lower(asset);
    EXPECT_EQ(text.find("</script"), std::string::npos) << text.substr(0, 80);
    EXPECT_EQ(text.find("<!--"), std::string::npos) << text.substr(0, 80);
  }
  for (const auto licence : {vega_lite_licence(), vega_embed_licence()}) {
    EXPECT_EQ(licence.find("*/"), std::string::npos);
    EXPECT_EQ(licence.find('<'), std::string::npos);
  }
  EXPECT_EQ(to_lower(page_style()).find("</style"), std::string::npos);
}

TEST(Assets, AreWhole) {
  EXPECT_TRUE(page_style().starts_with(":root"));
  EXPECT_TRUE(page_script().ends_with("})();\n"));
  EXPECT_GT(vega_script().size(), 400'000u);
  EXPECT_GT(vega_lite_script().size(), 200'000u);
  EXPECT_GT(vega_embed_script().size(), 40'000u);
  for (const auto asset :
       {page_style(), page_script(), vega_script(), vega_lite_script(), vega_embed_script()}) {
    EXPECT_TRUE(is_utf8(asset));
    EXPECT_EQ(asset.find('\0'), std::string_view::npos);
  }
  EXPECT_NE(vega_lite_licence().find("Redistributions in binary form"), std::string_view::npos);
  EXPECT_NE(vega_embed_licence().find("Redistributions in binary form"), std::string_view::npos);
}

// A dark page recolours figures by the values that they are drawn with.
TEST(Assets, StyleKnowsTheColoursOfFigures) {
  for (const char* value : {colour::ink, colour::quiet, colour::line, colour::ground}) {
    EXPECT_NE(page_style().find(std::string("=\"") + value + "\"]"), std::string_view::npos) << value;
  }
}

}  // namespace
}  // namespace residuum::report
