#include "study/baselines.h"

#include <gtest/gtest.h>

#include <cmath>

#include "expect_error.h"
#include "temporary_folder.h"

namespace residuum::study {
namespace {

cohort::Patient patient(const std::string& id, const std::string& t, const std::string& ajcc,
                        const std::string& sex, std::map<std::string, std::string> covariates) {
  cohort::Patient made;
  made.id = id;
  made.t_stage = t;
  made.ajcc_stage = ajcc;
  made.sex = sex;
  made.covariates = std::move(covariates);
  return made;
}

TEST(ClinicalNumbers, ReadStagesAndNumericColumns) {
  const auto numbers = clinical_numbers(
      {patient("P1", "T4", "IVa", "M", {{"ebv", "90000"}, {"haemoglobin", "130"}, {"mr_date", "2019-01-02"}}),
       patient("P2", "T1", "III", "F", {{"ebv", ""}, {"haemoglobin", "120"}, {"mr_date", "2019-01-03"}}),
       patient("P3", "", "II", "", {{"ebv", "10"}, {"haemoglobin", "140"}, {"mr_date", ""}})});
  EXPECT_EQ(numbers.at("P1").at("t_stage"), 4);
  EXPECT_EQ(numbers.at("P1").at("ajcc_stage"), 4);
  EXPECT_EQ(numbers.at("P2").at("ajcc_stage"), 3);
  EXPECT_EQ(numbers.at("P3").at("ajcc_stage"), 2);
  EXPECT_EQ(numbers.at("P1").at("male"), 1);
  EXPECT_FALSE(numbers.at("P3").contains("t_stage"));
  EXPECT_FALSE(numbers.at("P3").contains("male"));
  EXPECT_NEAR(numbers.at("P1").at("ebv"), std::log1p(90000), 1e-12);  // more than two powers of ten
  EXPECT_FALSE(numbers.at("P2").contains("ebv"));
  EXPECT_EQ(numbers.at("P1").at("haemoglobin"), 130);
  EXPECT_FALSE(numbers.at("P1").contains("mr_date"));
}

struct Scored {
  std::vector<PredictionRow> predictions;
  std::vector<BaselineScore> scores;
};

// 20 patients of A, 20 of B. The network ranks A's patients perfectly but for one pair, "coin" not at all.
Scored example() {
  Scored made;
  for (int i = 0; i < 40; ++i) {
    const std::string id = "P" + std::to_string(i + 1), given = i < 20 ? "A" : "B";
    const bool rt = i % 2 == 1;
    for (const char* regimen : {"A", "B"}) {
      const double network = i % 20 == 3 ? 0.12 : rt ? 0.6 + i * 0.005 : 0.1 + i * 0.005;
      made.predictions.push_back(
          {{id, regimen, network}, 0.5, 3, given, rt ? cohort::Outcome::rt : cohort::Outcome::nrt});
      made.scores.push_back({id, regimen, "coin", i % 4 < 2 ? 0.4 : 0.6});
      made.scores.push_back({id, regimen, "same", network});
    }
  }
  return made;
}

TEST(Baselines, AreComparedOnThePatientsWhoHadTheRegimen) {
  const auto [predictions, scores] = example();
  const auto comparisons = compare_with_baselines(predictions, scores, {"A", "B"});
  ASSERT_EQ(comparisons.size(), 2u);
  const auto& models = comparisons[0].models;
  ASSERT_EQ(models.size(), 3u);
  EXPECT_EQ(models[0].patients.total, 20);
  EXPECT_EQ(models[0].patients.count, 10);
  EXPECT_FALSE(models[0].network_less);
  EXPECT_EQ(models[1].auc, 0.5);
  EXPECT_LT(models[1].network_less->p, 0.05);
  EXPECT_EQ(models[2].network_less->p, 1);
  EXPECT_EQ(
      verdict(comparisons[0]),
      "After A the network beats coin; no difference is shown to same (on this many patients: that is not "
      "equality).");
}

TEST(Baselines, SaySoWhereTheNetworkIsWorse) {
  auto [predictions, scores] = example();
  for (auto& row : predictions) row.prediction.probability_rt = 0.5;
  const auto text = verdict(compare_with_baselines(predictions, scores, {"A"})[0]);
  EXPECT_NE(text.find("beats none of the baselines"), std::string::npos) << text;
  EXPECT_NE(text.find("it is worse than same"), std::string::npos) << text;
}

TEST(Baselines, SayWhereTheTestIsNotDefined) {
  auto [predictions, scores] = example();
  for (auto& score : scores) {
    if (score.baseline == "same")
      score.probability_rt = std::stoi(score.patient.substr(1)) % 2 == 0 ? 0.9 : 0.1;
  }
  for (auto& row : predictions) row.prediction.probability_rt = 0.5;
  const auto text = verdict(compare_with_baselines(predictions, scores, {"A"})[0]);
  EXPECT_NE(text.find("against same the test is not defined"), std::string::npos) << text;
}

TEST(Baselines, NeedAScoreForEveryTestPatient) {
  auto [predictions, scores] = example();
  std::erase_if(scores, [](const auto& score) { return score.patient == "P5" && score.baseline == "coin"; });
  test::expect_error([&, p = predictions, s = scores] { compare_with_baselines(p, s, {"A"}); },
                     {"coin", "P5"});
}

TEST(BaselineScores, SurviveTheirFile) {
  const test::TemporaryFolder folder;
  const auto path = folder.path() / "scores.csv";
  write_scores(path, {{"P1", "IC+CCRT", "T stage", 0.1234567}});
  const auto read = read_scores(path);
  ASSERT_EQ(read.size(), 1u);
  EXPECT_EQ(read[0].regimen, "IC+CCRT");
  EXPECT_EQ(read[0].probability_rt, 0.1234567);
}

}  // namespace
}  // namespace residuum::study
