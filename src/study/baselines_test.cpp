#include "study/baselines.h"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <set>

#include "cohort/split.h"
#include "expect_error.h"
#include "patient_table.h"
#include "temporary_folder.h"

namespace residuum::study {
namespace {

// Twelve patients of each outcome, with the cells that `cells` gives the training and the test patients.
outcome::PatientNumbers numbers_of(const std::string& columns,
                                   const std::function<std::string(int number, bool test)>& cells) {
  std::set<std::string> tested;
  const auto table = [&] {
    std::string text = "id,regimen,outcome," + columns + "\n";
    for (int i = 1; i <= 24; ++i) {
      const auto id = fmt::format("P{}", i);
      text += fmt::format("{},CCRT,{},{}\n", id, i % 2 ? "RT" : "NRT", cells(i, tested.contains(id)));
    }
    return test::read_table(text);
  };
  const auto drawn = cohort::split_patients(table(), 0.25, 1);
  for (const auto& patient : drawn.test.patients()) tested.insert(patient.id);
  const auto cohort = table();
  return clinical_numbers(cohort.patients(), cohort::split_patients(cohort, 0.25, 1).training);
}

TEST(ClinicalNumbers, ReadStagesAndNumericColumns) {
  const auto numbers =
      numbers_of("t_stage,ajcc_stage,sex,ebv,haemoglobin,mr_date", [](int number, bool) -> std::string {
        if (number % 3 == 1) return "T4,IVa,M,90000,130,2019-01-02";
        if (number % 3 == 2) return "T1,III,F,,120,2019-01-03";
        return ",II,,10,140,";
      });
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

// How a column is scaled, and whether it counts, must not hang on test patients.
TEST(ClinicalNumbers, AreMadeAsTheTrainingPatientsAsk) {
  int tested = 0;
  const auto numbers = numbers_of("ebv,bmi,later,dna", [&](int number, bool test) -> std::string {
    tested += test;
    return test ? "1000000,unknown,5,-3"
                : fmt::format("{},{},,{}", 10 + number, 20 + number, number * number * number);
  });
  ASSERT_EQ(tested, 6);
  for (const auto& [id, of] : numbers) {
    EXPECT_FALSE(of.contains("later")) << id;  // no training patient has it
    if (of.contains("bmi")) {
      const int number = std::stoi(id.substr(1));
      EXPECT_NEAR(of.at("ebv"), 10 + number, 1e-12);
      EXPECT_NEAR(of.at("dna"), std::log1p(number * number * number), 1e-12);
    } else {
      EXPECT_EQ(of.at("ebv"), 1000000) << "a test patient's value made ln(1 + x) of the column";
      EXPECT_FALSE(of.contains("dna")) << "less than 0 has no ln(1 + x) to speak of";
    }
  }
}

struct Example {
  std::vector<PredictionRow> predictions;
  std::vector<BaselineScore> scores;
};

// 20 patients of A, 20 of B. The network ranks A's patients perfectly but for one pair, "coin" not at all.
Example example() {
  Example made;
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
