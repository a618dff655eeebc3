// A page as a browser shows it: tests/page/look.js opens it in Debian's Chromium and tells what it saw.
#pragma once

#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>

#include "command_line.h"
#include "core/json.h"
#include "temporary_folder.h"

namespace residuum::test {

inline constexpr const char* browser = "/usr/bin/chromium";

// Why pages cannot be looked at here, or empty. In CI a missing browser is a failure of the test.
inline std::string no_browser() {
  if (::access(browser, X_OK) == 0) return "";
  const std::string missing = std::string(browser) + " is missing; install Debian's package chromium";
  if (std::getenv("CI")) ADD_FAILURE() << missing;
  return missing;
}

// Throws where the browser could not be driven, which fails the test.
inline Json look_at(const fs::path& page) {
  const TemporaryFolder folder;
  const auto error = folder.path() / "error";
  const auto result = shell(fmt::format(
      "HOME={} NODE_PATH={} timeout 600 node {}/tests/page/look.js {} {} 2>{}", folder.path().string(),
      RESIDUUM_PAGE_DRIVER, RESIDUUM_SOURCE_DIR, page.string(), browser, error.string()));
  if (result.exit_code != 0) throw failure("look.js: {}{}", result.output, read_file(error));
  return Json::parse(result.output);
}

// What every page of ours must be, whatever it shows.
inline void expect_sound(const Json& seen) {
  EXPECT_EQ(seen["errors"], Json::array()) << "the browser's console";
  EXPECT_EQ(seen["requests"], Json::array()) << "the page asked the network";
  for (const auto& figure : seen["figures"]) {
    EXPECT_GT(figure["marks"], 0) << figure << ": nothing was drawn";
    EXPECT_EQ(figure["broken"], false) << figure;
    EXPECT_EQ(figure["buttons"], 2) << figure << ": SVG and PNG";
  }
  for (const auto& [width, found] : seen["overflow"].items()) {
    EXPECT_EQ(found["pixels"], 0) << width << " pixels wide: beside the window lies " << found["outside"];
    EXPECT_EQ(found["outside"], Json::array()) << width << " pixels wide";
  }
  for (const char* scheme : {"light", "dark"}) {
    EXPECT_GE(seen[scheme]["ratio"], 4.5) << scheme << ": contrast of \"" << seen[scheme]["text"] << "\"";
  }
  EXPECT_NE(seen["light"]["ground"], seen["dark"]["ground"]);
  EXPECT_EQ(seen["open_for_printing"], seen["folded"]);
  EXPECT_EQ(seen["open_after_printing"], 0);
  ASSERT_FALSE(seen["tab_order"].empty());
  EXPECT_EQ(seen["tab_order"][0]["name"], "#content") << "the way past the contents comes first";
  for (const auto& stop : seen["tab_order"]) EXPECT_EQ(stop["ring"], true) << stop << ": focus is not seen";
  std::size_t next = 1;
  for (const auto& entry : seen["contents"]) {
    EXPECT_EQ(seen["tab_order"].at(next++)["name"], entry["href"]) << "by the Tab key, in order";
    EXPECT_EQ(entry["lands"], true) << entry;
  }
}

}  // namespace residuum::test
