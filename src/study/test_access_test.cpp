#include "study/test_access.h"

#include <gtest/gtest.h>

#include "expect_error.h"
#include "study/limits.h"
#include "study/methods_text.h"
#include "study/sample_record.h"
#include "temporary_folder.h"

namespace residuum::study {
namespace {

class TestAccessRecord : public testing::Test {
 protected:
  void look(const std::string& stage, const Json& inputs, std::size_t patients = 84) {
    record_test_access(run_, stage, inputs, patients, "what for");
  }

  test::TemporaryFolder folder_;
  RunFolder run_{folder_.path() / "runs" / "main"};
};

TEST_F(TestAccessRecord, IsEmptyUntilSomebodyLooks) {
  EXPECT_TRUE(read_test_access(run_).empty());
  look("masks", {{"seed", 1}}, 0);  // no test patient is outlined
  EXPECT_FALSE(fs::exists(test_access_file(run_)));
}

TEST_F(TestAccessRecord, TellsStagePatientsPurposeAndTime) {
  look("evaluation", {{"seed", 1}}, 42);
  const auto looks = read_test_access(run_);
  ASSERT_EQ(looks.size(), 1u);
  EXPECT_EQ(looks[0].stage, "evaluation");
  EXPECT_EQ(looks[0].patients, 42u);
  EXPECT_EQ(looks[0].purpose, "what for");
  EXPECT_EQ(looks[0].time.size(), 20u);
}

TEST_F(TestAccessRecord, GrowsWithOtherInputsAlone) {
  look("evaluation", {{"seed", 1}});
  const auto first = read_file(test_access_file(run_));
  look("evaluation", {{"seed", 1}});  // after a crash
  EXPECT_EQ(read_file(test_access_file(run_)), first);
  look("decision", {{"seed", 1}});
  look("evaluation", {{"seed", 2}});
  look("evaluation", {{"seed", 3}});
  look("evaluation", {{"seed", 1}});  // what was seen then
  const auto looks = read_test_access(run_);
  ASSERT_EQ(looks.size(), 4u);
  EXPECT_EQ(read_file(test_access_file(run_)).find(first.substr(0, first.size() / 2)), 0u)
      << "a line was changed";

  const auto summary = summarise_test_access(looks);
  ASSERT_EQ(summary.size(), 2u);
  EXPECT_EQ(summary[0]["stage"], "evaluation");
  EXPECT_EQ(summary[0]["times"].size(), 3u);
  EXPECT_EQ(summary[1]["times"].size(), 1u);
  EXPECT_EQ(most_looks(summary), 3u);
  EXPECT_EQ(most_looks(Json::array()), 0u);
}

TEST_F(TestAccessRecord, ADamagedRecordIsSaidSo) {
  write_file(test_access_file(run_), "{}");
  test::expect_error([&] { look("masks", {}); }, {"test_access.json", "list"});
  write_file(test_access_file(run_), R"([{"stage": "masks"}])");
  test::expect_error([&] { read_test_access(run_); }, {"test_access.json", "purpose"});
}

TEST(TestAccessReport, TellsTimesToTheMinute) {
  const auto details = test_access_details(sample::record()["test_access"]);
  const auto& entries = std::get<report::Definitions>(details.blocks.at(1)).entries;
  ASSERT_EQ(entries.size(), 2u);
  EXPECT_EQ(entries[0].first, "masks");
  EXPECT_EQ(entries[0].second,
            "25 test patients: predicted masks scored; looked at 1 time, first 2024-05-17T09:30Z");
  EXPECT_EQ(
      entries[1].second,
      "133 test patients: figures of merit; looked at 3 times, first 2024-05-17T09:41Z, last 2024-05-19T22:07Z");
}

TEST(TestAccessReport, RepeatedLooksAreALimit) {
  const auto text = [](const Json& record) {
    std::string all;
    for (const auto& limit : limits(record)) all += limit + "\n";
    return all;
  };
  Json record = sample::record();
  EXPECT_NE(text(record).find("looked at 3 times"), std::string::npos) << text(record);
  for (auto& entry : record["test_access"]) entry["times"] = {"2024-05-17T09:30:05Z"};
  EXPECT_EQ(text(record).find("looked at"), std::string::npos) << text(record);
}

// Times are in none of the texts that are compared between runs.
TEST(TestAccessReport, KeepsTimesOutOfTheTexts) {
  std::string all;
  for (const auto& limit : limits(sample::record())) all += limit;
  for (const auto& passage : methods_text(sample::record())) all += passage.text;
  EXPECT_NE(all.find("evaluation (133"), std::string::npos) << all;
  EXPECT_EQ(all.find("2024-05"), std::string::npos) << all;
}

}  // namespace
}  // namespace residuum::study
