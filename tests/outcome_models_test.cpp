// Outcome models from outside: every network with every unit of the study trains, the preset `code` is marked
// wherever its look at test patients comes through, and other presets cannot look.
#include <gtest/gtest.h>

#include <set>

#include "core/csv.h"
#include "core/json.h"
#include "tiny_study.h"

namespace residuum {
namespace {

using test::residuum_command;

const std::string small_segmentation = "[segmentation]\nnetwork = \"unet16\"\nimage_size = 32\nepochs = 2\n";

// The article's four networks, image and patient as unit, two regimens: 16 models.
TEST(OutcomeModelsSlow, TheStudysSixteenModelsTrainAndStandInTable2) {
  const test::TinyStudy tiny(
      small_segmentation +
      "[outcome]\nnetworks = [\"efficientnet_b0\", \"inception_resnet_v2\", \"resnet50\", \"xception\"]\n"
      "units = [\"image\", \"mean\"]\nimage_size = 80\nepochs = 1\nfolds = 1\nmax_slices = 2\n"
      "[explanation]\nrandomised = 0\npictures = 1\n");
  const auto ran = residuum_command("run " + tiny.study());
  ASSERT_EQ(ran.exit_code, 0) << ran.output;
  const auto table = CsvTable::read(tiny.run() / "tables" / "table2.csv");
  std::set<std::string> by_patient, by_image;
  for (std::size_t row = 0; row < table.row_count(); ++row) {
    const auto name =
        table.cell(row, "regimen") + " " + table.cell(row, "network") + " " + table.cell(row, "unit");
    (table.cell(row, "counted") == "image" ? by_image : by_patient).insert(name);
  }
  EXPECT_EQ(by_patient.size(), 16U);
  EXPECT_EQ(by_image.size(), 8U);
  const auto chosen = read_json(tiny.run() / "stages" / "outcome-ccrt" / "result.json");
  EXPECT_EQ(chosen["candidates"].size(), 8U);
  double best = 0;
  for (const auto& one : chosen["candidates"]) best = std::max(best, one["auc"].get<double>());
  EXPECT_EQ(chosen["chosen"]["auc"].get<double>(), best) << "chosen on held-out training patients";
  EXPECT_EQ(read_file(tiny.run() / "report.html").find("Leaked:"), std::string::npos);
}

TEST(OutcomeModelsSlow, ThePresetCodeIsMarkedEverywhere) {
  const test::TinyStudy tiny(
      small_segmentation +
      "[rectangle]\nno_tumour = \"whole_body\"\n[outcome]\nnetwork = \"resnet18_16\"\nimage_size = 32\nepochs = 2\n");
  const fs::path toml = fs::path(tiny.study()) / "study.toml";
  auto text = read_file(toml);
  const std::string usual = "preset = \"rigorous\"";
  ASSERT_NE(text.find(usual), std::string::npos);
  write_file(toml, text.replace(text.find(usual), usual.size(), "preset = \"code\""));
  const auto ran = residuum_command("run " + tiny.study());
  ASSERT_EQ(ran.exit_code, 0) << ran.output;
  EXPECT_NE(ran.output.find("LEAKED"), std::string::npos);
  const auto report = read_file(tiny.run() / "report.html");
  EXPECT_NE(report.find("Leaked: epoch chosen on test patients"), std::string::npos);
  EXPECT_TRUE(fs::exists(tiny.run() / "stages" / "leak")) << "what splitting by image adds is measured";
  EXPECT_NE(report.find("What splitting by image adds"), std::string::npos);
  for (const char* name : {"performance", "roc", "judgement", "table2"}) {
    const auto table = CsvTable::read(tiny.run() / "tables" / (std::string(name) + ".csv"));
    ASSERT_GT(table.row_count(), 0U) << name;
    for (std::size_t row = 0; row < table.row_count(); ++row) EXPECT_NE(table.cell(row, "leak"), "") << name;
  }
  const auto looks = read_file(tiny.run() / "test_access.json");
  EXPECT_NE(looks.find("epoch chosen on them (LEAKED)"), std::string::npos);
  for (const auto& entry : fs::directory_iterator(tiny.run() / "models")) {
    if (entry.path().extension() == ".md" && entry.path().stem().string().starts_with("outcome")) {
      EXPECT_NE(read_file(entry.path()).find("LEAKED"), std::string::npos) << entry.path();
    }
  }
}

TEST(OutcomeModelsSlow, OtherPresetsCannotLookAtTestPatients) {
  const test::TinyStudy tiny(test::light_networks + "epoch = \"test\"\n");
  const auto ran = residuum_command("run " + tiny.study());
  EXPECT_EQ(ran.exit_code, 2);
  EXPECT_NE(ran.output.find("only preset = \"code\""), std::string::npos) << ran.output;
  EXPECT_FALSE(fs::exists(tiny.run()));
}

// Folds, seeds and the two protocols side by side, in one run that goes on from it with one setting changed.
TEST(OutcomeModelsSlow, FoldsSeedsAndProtocolsAreReported) {
  const auto settings = [](const std::string& more) {
    return small_segmentation +
           "[outcome]\nnetwork = \"resnet18_16\"\nunits = [\"mean\", \"attention\"]\nimage_size = 32\nepochs = 2\nfolds = 2\n" +
           more + "[explanation]\nrandomised = 0\npictures = 1\n";
  };
  const test::TinyStudy tiny(settings("seeds = 2\ncompare_protocols = true\n"));
  const auto ran = residuum_command("run " + tiny.study());
  ASSERT_EQ(ran.exit_code, 0) << ran.output;
  const auto protocols = read_json(tiny.run() / "stages" / "published" / "protocols.json");
  ASSERT_EQ(protocols["networks"].size(), 4U);
  const auto report = read_file(tiny.run() / "report.html");
  EXPECT_NE(report.find("Leaked"), std::string::npos) << "the published protocol's figures";
  const auto performance = CsvTable::read(tiny.run() / "tables" / "performance.csv");
  EXPECT_FALSE(performance.has_column("leak")) << "the run's own figures are not";
  const auto candidates = CsvTable::read(tiny.run() / "stages" / "candidates" / "predictions.csv");
  std::set<std::string> seeds;
  for (std::size_t row = 0; row < candidates.row_count(); ++row) seeds.insert(candidates.cell(row, "seed"));
  EXPECT_EQ(seeds, (std::set<std::string>{"1", "2"}));
  EXPECT_FALSE(fs::exists(tiny.run() / "stages" / "published" / "work"));
}

}  // namespace
}  // namespace residuum
