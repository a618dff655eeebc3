#include "core/json.h"

#include <gtest/gtest.h>

#include <limits>

#include "expect_error.h"
#include "temporary_folder.h"

namespace residuum {
namespace {

TEST(Json, KeepsItsOrderThroughAFile) {
  const test::TemporaryFolder folder;
  const Json value{{"z", 1}, {"a", {1.5, nullptr, "text"}}};
  write_json(folder.path() / "x.json", value);
  EXPECT_EQ(read_json(folder.path() / "x.json"), value);
  EXPECT_TRUE(read_file(folder.path() / "x.json").starts_with("{\n  \"z\": 1,"));
  EXPECT_TRUE(read_file(folder.path() / "x.json").ends_with("}\n"));
}

// Latin-1 text of a DICOM header made the writer throw an exception of the library's own.
TEST(Json, WritesBytesThatAreNoUtf8) {
  const test::TemporaryFolder folder;
  write_json(folder.path() / "x.json", Json{{"description", "K\xF6rper"}});
  EXPECT_EQ(read_json(folder.path() / "x.json").at("description"), "K\xEF\xBF\xBDrper");
}

TEST(Json, WritesWhatIsNotFiniteAsNull) {
  const test::TemporaryFolder folder;
  write_json(folder.path() / "x.json", Json{{"x", std::numeric_limits<double>::quiet_NaN()}});
  EXPECT_TRUE(read_json(folder.path() / "x.json").at("x").is_null());
}

TEST(Json, RefusesDamagedFiles) {
  const test::TemporaryFolder folder;
  const fs::path path = folder.path() / "x.json";
  for (const std::string text : {"", "{\"a\": ", "{} {}", "\xFF", "nan"}) {
    write_file(path, text);
    test::expect_error([&] { read_json(path); }, {"x.json", "not valid JSON"});
  }
  test::expect_error([&] { read_json(folder.path() / "none.json"); }, {"none.json", "no such file"});
}

// Reading any depth is no trouble, but a copy of it overflowed the stack.
TEST(Json, RefusesListsWithinEachOtherByTheMillion) {
  const test::TemporaryFolder folder;
  const fs::path path = folder.path() / "x.json";
  for (const std::string& text :
       {std::string(1000000, '['), std::string(1000000, '[') + std::string(1000000, ']')}) {
    write_file(path, text);
    test::expect_error([&] { read_json(path); }, {"x.json", "more than 64 deep"});
  }
}

TEST(JsonField, ReadsWhatIsThere) {
  const Json value{{"n", 3}, {"x", 1.5}, {"flag", true}, {"text", "a"}, {"list", {1, 2}}};
  EXPECT_EQ(json_field<int>(value, "n", "x.json"), 3);
  EXPECT_EQ(json_field<double>(value, "n", "x.json"), 3);
  EXPECT_EQ(json_field<double>(value, "x", "x.json"), 1.5);
  EXPECT_TRUE(json_field<bool>(value, "flag", "x.json"));
  EXPECT_EQ(json_field<std::string>(value, "text", "x.json"), "a");
  EXPECT_EQ(json_field<std::vector<int>>(value, "list", "x.json"), (std::vector<int>{1, 2}));
}

TEST(JsonField, NamesFileAndFieldOfWhatIsNot) {
  const Json value{{"text", "a"}, {"n", 3}};
  test::expect_error([&] { json_field<int>(value, "none", "x.json"); }, {"x.json", "\"none\""});
  test::expect_error([&] { json_field<double>(value, "text", "x.json"); }, {"x.json", "\"text\""});
  test::expect_error([&] { json_field<bool>(value, "n", "x.json"); }, {"x.json", "\"n\""});
  test::expect_error([&] { json_field<std::string>(value, "n", "x.json"); }, {"x.json", "\"n\""});
  test::expect_error([&] { json_field<int>(Json::array({1}), "n", "x.json"); }, {"x.json", "\"n\""});
}

// 1.9 became 1, true became 1, 5,000,000,000 became 705,032,704.
TEST(JsonField, BendsNoNumber) {
  const Json value{
      {"fraction", 1.9}, {"flag", true}, {"large", 5000000000}, {"negative", -1}, {"huge", 1e300}};
  for (const char* key : {"fraction", "flag", "large", "huge"}) {
    test::expect_error([&] { json_field<int>(value, key, "x.json"); }, {"x.json", key, "whole number"});
  }
  test::expect_error([&] { json_field<std::uint64_t>(value, "negative", "x.json"); }, {"negative"});
  test::expect_error([&] { json_field<double>(value, "flag", "x.json"); }, {"flag", "not a number"});
  EXPECT_EQ(json_field<std::int64_t>(value, "large", "x.json"), 5000000000);
}

}  // namespace
}  // namespace residuum
