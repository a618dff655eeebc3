#include "core/config.h"

#include <gtest/gtest.h>

#include "expect_error.h"
#include "temporary_folder.h"

namespace residuum {
namespace {

Config parse(const std::string& text) {
  return Config::parse(text, "study.toml");
}

TEST(Config, ReadsEachType) {
  const auto config = parse(
      "name = \"trial\"\nseed = 7\nrate = 1\nsynthetic = true\nregimens = [\"A\", \"B\"]\n[outcome]\nrate = "
      "0.5\n");
  EXPECT_EQ(config.text("name", ""), "trial");
  EXPECT_EQ(config.required_text("name"), "trial");
  EXPECT_EQ(config.integer("seed", 1, 0, 10), 7);
  EXPECT_EQ(config.number("rate", 0, 0, 1), 1);
  EXPECT_EQ(config.number("outcome.rate", 0, 0, 1), 0.5);
  EXPECT_TRUE(config.flag("synthetic", false));
  EXPECT_EQ(config.texts("regimens", {}), (std::vector<std::string>{"A", "B"}));
  EXPECT_NO_THROW(config.finish());
}

TEST(Config, FallsBackWhereAKeyIsAbsent) {
  const auto config = parse("");
  EXPECT_FALSE(config.has("name"));
  EXPECT_EQ(config.text("name", "x"), "x");
  EXPECT_EQ(config.choice("preset", "rigorous", {"rigorous", "paper"}), "rigorous");
  EXPECT_EQ(config.integer("seed", 1, 0, 10), 1);
  EXPECT_EQ(config.number("outcome.rate", 0.25, 0, 1), 0.25);
  EXPECT_TRUE(config.flag("synthetic", true));
  EXPECT_EQ(config.texts("regimens", {"A"}), (std::vector<std::string>{"A"}));
  test::expect_error([&] { config.required_text("name"); }, {"study.toml", "name is missing"});
}

TEST(Config, RefusesOtherTypesAndValues) {
  const auto config = parse(
      "text = \"a\"\nwhole = 3\nfraction = 1.5\nlist = [1, \"b\"]\nnothing = nan\nflag = true\ntable = {x = "
      "1}\n");
  const auto refuse = [](auto&& get, std::initializer_list<std::string> parts) {
    test::expect_error(get, parts);
  };
  refuse([&] { config.text("whole", ""); }, {"study.toml", "whole = 3", "text in quotes"});
  refuse([&] { config.text("table", ""); }, {"table", "text in quotes"});
  refuse([&] { config.choice("text", "", {"x", "y"}); }, {"text = ", "one of x, y"});
  refuse([&] { config.integer("fraction", 0, 0, 9); }, {"fraction = 1.5", "whole number from 0 to 9"});
  refuse([&] { config.integer("whole", 0, 4, 9); }, {"whole = 3", "from 4 to 9"});
  refuse([&] { config.integer("flag", 0, 0, 9); }, {"flag = true", "whole number"});
  refuse([&] { config.number("nothing", 0, 0, 1); }, {"nothing = nan", "number from 0 to 1"});
  refuse([&] { config.number("text", 0, 0, 1); }, {"text", "number"});
  refuse([&] { config.flag("whole", false); }, {"whole = 3", "true or false"});
  refuse([&] { config.texts("list", {}); }, {"list", "list of texts"});
  refuse([&] { config.texts("text", {}); }, {"text", "list of texts"});
}

TEST(Config, ReadsARisingList) {
  const auto config = parse("months = [3, 6]\nfalling = [6, 3]\nshort = [3]\nfractions = [3.0, 6.0]\n");
  EXPECT_EQ(config.rising("months", {}, 2, 0, 60), (std::vector<long>{3, 6}));
  EXPECT_EQ(config.rising("none", {1, 2}, 2, 0, 60), (std::vector<long>{1, 2}));
  for (const char* key : {"falling", "short", "fractions"}) {
    test::expect_error([&] { config.rising(key, {}, 2, 0, 60); },
                       {key, "a list of 2 rising whole numbers from 0 to 60"});
  }
  test::expect_error([&] { config.rising("months", {}, 2, 4, 60); }, {"months", "from 4 to 60"});
}

TEST(Config, RefusesKeysThatNobodyAskedFor) {
  const auto check = [](const std::string& text) {
    const auto config = parse(text);
    config.integer("segmentation.epochs", 20, 1, 100);
    config.finish();
  };
  EXPECT_NO_THROW(check("[segmentation]\nepochs = 3\n"));
  EXPECT_NO_THROW(check("[segmentation]\n"));
  test::expect_error([&] { check("[segmentation]\nepoch = 3\n"); },
                     {"unknown key", "did you mean segmentation.epochs?"});
  test::expect_error([&] { check("segmentation = 3\n"); }, {"unknown key segmentation"});
  test::expect_error([&] { check("[[segmentation]]\nepochs = 3\n"); }, {"unknown key segmentation"});
}

// "segmentation.epochs" = 3 looked like the dotted key to finish(), while the getter read its fallback.
TEST(Config, RefusesADottedKeyInQuotes) {
  const auto config = parse("\"segmentation.epochs\" = 3\n");
  EXPECT_EQ(config.integer("segmentation.epochs", 20, 1, 100), 20);
  test::expect_error([&] { config.finish(); }, {"unknown key \"segmentation.epochs\""});
}

TEST(Config, NamesThePlaceOfDamage) {
  const test::TemporaryFolder folder;
  const fs::path path = folder.path() / "study.toml";
  write_file(path, "name = \"a\"\nseed = = 3\n");
  test::expect_error([&] { Config::read(path); }, {"study.toml, line 2"});
  test::expect_error([] { parse("a = 1\na = 2\n"); }, {"study.toml, line 2"});
  test::expect_error([] { parse("a = \"\xFF\"\n"); }, {"study.toml, line 1"});
  test::expect_error([] { parse("a = " + std::string(100000, '[')); }, {"study.toml, line 1"});
  test::expect_error([&] { Config::read(folder.path() / "none.toml"); }, {"none.toml", "no such file"});
}

}  // namespace
}  // namespace residuum
