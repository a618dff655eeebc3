#include "study/protocols.h"

#include <gtest/gtest.h>

#include "expect_error.h"
#include "report/html.h"
#include "report/table.h"

namespace residuum::study {
namespace {

Json example() {
  return Json::parse(R"({"networks": [
    {"regimen": "CCRT", "network": "resnet50", "unit": "image", "epochs": 40, "test_patients": 42, "rt": 15,
     "leaked": {"epoch": 31, "accuracy": 0.875, "auc": 0.9, "micro_auc": 0.95},
     "honest": {"epoch": 12, "accuracy": 0.75, "auc": 0.85, "micro_auc": 0.875}},
    {"regimen": "IC+CCRT", "network": "resnet50", "unit": "stack", "epochs": 40, "test_patients": 43, "rt": 16,
     "leaked": {"epoch": 40, "accuracy": 0.75, "auc": 0.6, "micro_auc": 0.7},
     "honest": {"epoch": 1, "accuracy": 0.75, "auc": 0.65, "micro_auc": 0.7}}]})");
}

report::Table table_of(const std::vector<report::Block>& blocks) {
  return std::get<report::Table>(blocks.at(1));
}

std::string words_of(const std::vector<report::Block>& blocks) {
  return std::get<report::Paragraph>(blocks.at(0)).text;
}

TEST(Protocols, AreReadFromTheRunsFile) {
  const auto pairs = protocols_from_json(example(), "protocols.json");
  ASSERT_EQ(pairs.size(), 2u);
  EXPECT_EQ(pairs[0].regimen, "CCRT");
  EXPECT_EQ(pairs[0].unit, "image");
  EXPECT_EQ(pairs[0].epochs, 40);
  EXPECT_EQ(pairs[0].leaked.epoch, 31);
  EXPECT_EQ(pairs[0].leaked.accuracy, 0.875);
  EXPECT_EQ(pairs[0].honest.micro_auc, 0.875);
  EXPECT_EQ(pairs[1].honest.auc, 0.65);
  EXPECT_EQ(pairs[1].rt, 16);
}

TEST(Protocols, RefuseWhatCannotBe) {
  const auto refuses = [](auto change, std::initializer_list<std::string> why) {
    auto json = example();
    change(json["networks"][1]);
    test::expect_error([&] { protocols_from_json(json, "protocols.json"); }, why);
  };
  refuses([](Json& one) { one["leaked"]["epoch"] = 41; }, {"network 2, leaked", "\"epoch\"", "40"});
  refuses([](Json& one) { one["honest"]["auc"] = 1.2; }, {"network 2, honest", "\"auc\""});
  refuses([](Json& one) { one["honest"].erase("micro_auc"); }, {"micro_auc"});
  refuses([](Json& one) { one["unit"] = "slice"; }, {"\"unit\"", "slice"});
  refuses([](Json& one) { one["rt"] = 43; }, {"both classes"});
  refuses([](Json& one) { one["test_patients"] = "43"; }, {"test_patients"});
  refuses([](Json& one) { one["regimen"] = "CCRT", one["unit"] = "image"; }, {"stands twice"});
  test::expect_error([] { protocols_from_json(Json::object(), "protocols.json"); },
                     {"protocols.json", "networks"});
  test::expect_error([] { protocols_from_json({{"networks", "none"}}, "protocols.json"); }, {"no list"});
}

TEST(Protocols, ShowTheDifferenceUnderTheMark) {
  const auto blocks = protocol_blocks(protocols_from_json(example(), "protocols.json"));
  const auto table = table_of(blocks);
  EXPECT_EQ(table.rows[0], (std::vector<std::string>{"CCRT", "resnet50", "image", "42 (15)", "31 / 12 of 40",
                                                     "0.875", "0.750", "+0.125", "0.900", "0.850", "+0.050",
                                                     "0.950", "0.875", "+0.075"}));
  EXPECT_EQ(table.rows[1][10], "-0.050");
  EXPECT_NE(table.leak.find("test patients"), std::string::npos);
  // The table's file says which columns are leaked, whoever reads it alone.
  const auto csv = report::to_csv(table);
  EXPECT_NE(csv.find("\"accuracy, published (leaked)\""), std::string::npos) << csv;
  EXPECT_NE(report::to_html({"t", "s", {{"section", blocks}}}).find("<strong class=\"leak\">Leaked: "),
            std::string::npos);
}

TEST(Protocols, SayWhatTheOptimismIs) {
  auto pairs = protocols_from_json(example(), "protocols.json");
  const auto words = words_of(protocol_blocks(pairs));
  EXPECT_NE(words.find("a higher accuracy"), std::string::npos) << words;
  EXPECT_NE(words.find("accuracy +0.062 (from +0.000 to +0.125)"), std::string::npos) << words;
  EXPECT_NE(words.find("AUC +0.000 (from -0.050 to +0.050)"), std::string::npos) << words;
  std::swap(pairs[0].leaked, pairs[0].honest);
  EXPECT_NE(words_of(protocol_blocks(pairs)).find("a lower accuracy"), std::string::npos);
  EXPECT_NE(words_of(protocol_blocks({pairs[1]})).find("no other accuracy than the honest one (one network)"),
            std::string::npos);
  EXPECT_TRUE(protocol_blocks({}).empty());
}

}  // namespace
}  // namespace residuum::study
