// The main job from outside, on a tiny study: from DICOM to a report, one new patient, and what must not
// leave.
#include <gtest/gtest.h>

#include <cmath>
#include <iostream>
#include <ranges>
#include <set>

#include "core/csv.h"
#include "core/json.h"
#include "imaging/annotation.h"
#include "imaging/components.h"
#include "imaging/mask_file.h"
#include "imaging/series.h"
#include "page.h"
#include "planted.h"
#include "real_dicom.h"
#include "stats/describe.h"
#include "tiny_study.h"

namespace residuum {
namespace {

using test::residuum_command;

const std::set<std::string> none;

class MainJobSlow : public testing::Test {
 protected:
  // One study, run once, for all tests that only look.
  static void SetUpTestSuite() {
    tiny_ = new test::TinyStudy(test::default_networks);
    make_ineligible("P040");
    ran_ = residuum_command("run " + tiny_->study());
  }
  static void TearDownTestSuite() {
    delete tiny_;
    tiny_ = nullptr;
  }
  // His MR for the outcome is taken ten years later.
  static void make_ineligible(const std::string& id) {
    const fs::path path = fs::path(tiny_->study()) / "cohort.csv";
    const auto before = CsvTable::read(path);
    CsvTable after(before.columns());
    for (std::size_t row = 0; row < before.row_count(); ++row) {
      std::vector<std::string> cells;
      for (const auto& column : before.columns()) cells.push_back(before.cell(row, column));
      if (before.cell(row, "id") == id) cells.back() = "2030-01-01";
      after.add_row(std::move(cells));
    }
    after.write(path);
  }
  void SetUp() override { ASSERT_EQ(ran_.exit_code, 0) << ran_.output; }

  static inline test::TinyStudy* tiny_ = nullptr;
  static inline test::CommandResult ran_;
};

TEST_F(MainJobSlow, EndsInAReportOfEveryTestPatient) {
  EXPECT_EQ(read_json(tiny_->run() / "run.json")["state"], "done");
  const auto predictions = CsvTable::read(tiny_->run() / "predictions.csv");
  const auto decisions = CsvTable::read(tiny_->run() / "decisions.csv");
  EXPECT_EQ(predictions.row_count(), 2 * decisions.row_count());
  EXPECT_EQ(decisions.row_count(), test::patients_of(tiny_->run(), "test").size())
      << "every test patient gets a decision, nobody is lost";
  EXPECT_NE(read_file(tiny_->run() / "report.html").find("Research use only"), std::string::npos);
}

TEST_F(MainJobSlow, WentThroughTheStagesThatItAnnounced) {
  const auto record = read_json(tiny_->run() / "run.json");
  Json done = Json::array();
  for (const auto& stage : record["stages"]) done.push_back(stage["name"]);
  EXPECT_EQ(record["plan"], done);
  const auto status = residuum_command("status --json " + tiny_->run().string());
  EXPECT_EQ(status.exit_code, 0) << status.output;
  EXPECT_EQ(Json::parse(status.output)["state"], "done");
  const auto text = residuum_command("status " + tiny_->run().string()).output;
  EXPECT_NE(text.find("main: done"), std::string::npos) << text;
}

TEST_F(MainJobSlow, WritesAReportThatEveryReaderCanUse) {
  const auto report = tiny_->run() / "report.html";
  EXPECT_LT(fs::file_size(report), 15u << 20);
  if (const auto missing = test::no_browser(); !missing.empty()) GTEST_SKIP() << missing;
  const Json seen = test::look_at(report);
  test::expect_sound(seen);
  std::size_t drawn = 0;
  for (const auto& entry : fs::directory_iterator(tiny_->run() / "figures"))
    drawn += entry.path().filename().string().ends_with(".vl.json");
  EXPECT_EQ(seen["figures"].size(), drawn) << "each figure of the page is a file too";
}

TEST_F(MainJobSlow, WritesEveryTableForACalculatorAndForLatexAndACardForEachModel) {
  std::size_t latex = 0, cards = 0;
  for (const auto& entry : fs::directory_iterator(tiny_->run() / "tables")) {
    if (entry.path().extension() != ".tex") continue;
    ++latex;
    EXPECT_NE(read_file(entry.path()).find("\\toprule"), std::string::npos) << entry.path();
    EXPECT_TRUE(fs::exists(fs::path(entry.path()).replace_extension(".csv"))) << entry.path();
  }
  EXPECT_GE(latex, 10u);
  for (const auto& entry : fs::directory_iterator(tiny_->run() / "models")) {
    if (entry.path().extension() != ".safetensors") continue;
    ++cards;
    const auto card = read_file(fs::path(entry.path()).replace_extension(".md"));
    EXPECT_NE(card.find(sha256_of_file(entry.path())), std::string::npos) << "the card of another file";
    EXPECT_EQ(card.find("nan"), std::string::npos) << card;
  }
  EXPECT_EQ(cards, 3u);
}

TEST_F(MainJobSlow, ExplainsTheTestPatients) {
  const auto patients = CsvTable::read(tiny_->run() / "stages" / "explanation" / "patients.csv");
  const auto test_ids = test::patients_of(tiny_->run(), "test");
  // In whom nothing was outlined, in whom no heat can be inside.
  std::set<std::string> tumourless;
  if (const auto path = tiny_->run() / "tables" / "no_tumour.csv"; fs::exists(path)) {
    const auto without = CsvTable::read(path);
    for (std::size_t row = 0; row < without.row_count(); ++row)
      tumourless.insert(without.cell(row, "patient"));
  }
  ASSERT_GT(patients.row_count(), 0u);
  for (std::size_t row = 0; row < patients.row_count(); ++row) {
    EXPECT_TRUE(test_ids.contains(patients.cell(row, "patient")));
    const double area = *patients.number(row, "area_inside");
    EXPECT_EQ(area > 0, !tumourless.contains(patients.cell(row, "patient")));
    EXPECT_LE(area, 1);
  }
  const auto cascade = CsvTable::read(tiny_->run() / "stages" / "explanation" / "cascade.csv");
  EXPECT_EQ(cascade.cell(0, "part"), "fc");
  const auto distances = CsvTable::read(tiny_->run() / "stages" / "novelty" / "distances.csv");
  EXPECT_EQ(distances.row_count(), 2 * patients.row_count());
  const auto report = read_file(tiny_->run() / "report.html");
  // Of a regimen whose maps are all empty there is no such figure.
  const std::string figure = cascade.cell(0, "regimen") == "CCRT" ? "cascade-ccrt" : "cascade-ic-ccrt";
  for (const std::string& part : {std::string(" Explanation</h2>"), std::string("Heat map of a test patient"),
                                  "data-figure=\"" + figure + "\""})
    EXPECT_NE(report.find(part), std::string::npos) << part;
}

TEST_F(MainJobSlow, LeavesAnIneligiblePatientOutAndSaysWhy) {
  const auto excluded = CsvTable::read(tiny_->run() / "stages" / "cohort" / "excluded.csv");
  ASSERT_EQ(excluded.row_count(), 1u);
  EXPECT_EQ(excluded.cell(0, "patient"), "P040");
  EXPECT_EQ(excluded.cell(0, "reason"), "MR later");
  for (const char* file : {"stages/split/splits.csv", "stages/check/images.csv", "predictions.csv",
                           "decisions.csv", "stages/rectangles/rectangles.csv"}) {
    const auto text = read_file(tiny_->run() / file);
    EXPECT_EQ(text.find("P040"), std::string::npos) << file;
    EXPECT_NE(text.find("P0"), std::string::npos) << file;
  }
  const auto flow = CsvTable::read(tiny_->run() / "tables" / "flow.csv");
  EXPECT_EQ(flow.cell(0, "left"), "40");
  EXPECT_EQ(flow.cell(flow.row_count() - 1, "left"), "39");
}

TEST_F(MainJobSlow, DescribesTheCohort) {
  const auto table1 = CsvTable::read(tiny_->run() / "tables" / "table1.csv");
  EXPECT_GT(table1.row_count(), 40u);
  EXPECT_EQ(table1.cell(0, "characteristic"), "age");
  EXPECT_GT(CsvTable::read(tiny_->run() / "tables" / "balance.csv").row_count(), 10u);
  const auto report = read_file(tiny_->run() / "report.html");
  EXPECT_NE(report.find("data-figure=\"flow\""), std::string::npos);
  EXPECT_NE(report.find("Characteristics of patients given CCRT"), std::string::npos);
  for (const char* file : {"tables/table1.csv", "tables/balance.csv", "report.html"}) {
    const auto text = read_file(tiny_->run() / file);
    for (const char* mark : {",nan", ">nan", "(nan"}) EXPECT_EQ(text.find(mark), std::string::npos) << file;
  }
}

TEST_F(MainJobSlow, DoesNothingTwice) {
  const auto again = residuum_command("run " + tiny_->study());
  EXPECT_EQ(again.exit_code, 0);
  EXPECT_NE(again.output.find("kept"), std::string::npos);
  EXPECT_EQ(again.output.find("started"), std::string::npos) << "nothing changed, yet a stage was done again";
}

// Names, hospital numbers, dates, institution and every UID of every patient; descriptions of series are
// shown to tell them apart, and kept in no file.
TEST_F(MainJobSlow, LetsNoIdentifierIntoAnyFileOfTheRunOrAnyMessage) {
  const test::Planted planted(fs::path(tiny_->study()) / "images");
  ASSERT_GT(planted.size(), 500u);
  const auto first = imaging::find_series(fs::path(tiny_->study()) / "images" / "P001").at(0);
  EXPECT_EQ(planted.in("of " + first.uid + ".").size(), 1u) << "the search itself finds nothing";
  std::size_t files = 0;
  for (const auto& entry : fs::recursive_directory_iterator(tiny_->run())) {
    if (!entry.is_regular_file()) continue;
    ++files;
    const auto text = read_file(entry.path());
    EXPECT_EQ(planted.in(text), none) << entry.path();
    EXPECT_EQ(planted.in(entry.path().string()), none);
    for (const char* word : {"PHANTOM^", "SYNTH0", "IM00001", "Ax T1 FSE"})
      EXPECT_EQ(text.find(word), std::string::npos) << word << " is in " << entry.path();
  }
  EXPECT_GT(files, 100u);
  EXPECT_EQ(planted.in(ran_.output), none);
}

TEST_F(MainJobSlow, LetsNoIdentifierOutOfOtherCommandsOrTheirErrors) {
  const fs::path study = tiny_->study(), images = study / "images";
  const test::Planted planted(images);
  const auto answer = tiny_->folder() / "answer-p002";
  const auto say = [&](const std::string& arguments, int exit_code) {
    const auto said = residuum_command(arguments);
    EXPECT_EQ(said.exit_code, exit_code) << arguments << "\n" << said.output;
    EXPECT_EQ(planted.in(said.output), none) << said.output;
  };
  say("predict " + tiny_->run().string() + " " + (images / "P002").string() + " --out " + answer.string(), 0);
  say("predict --json " + tiny_->run().string() + " " + (images / "P003").string(), 0);
  for (const auto& entry : fs::directory_iterator(answer)) {
    EXPECT_EQ(planted.in(read_file(entry.path())), none) << entry.path();
  }
  say("check " + study.string(), 0);
  say("check --json " + study.string(), 0);
  say("status " + tiny_->run().string(), 0);

  const auto broken = tiny_->folder() / "broken";
  fs::create_directory(broken);
  fs::copy(study / "images", broken / "images", fs::copy_options::recursive);
  fs::copy(study / "masks", broken / "masks");
  for (const char* file : {"study.toml", "cohort.csv", "truth.csv"}) fs::copy(study / file, broken / file);
  const auto series = [&](const std::string& patient) { return broken / "images" / patient / "ax_t1_c"; };
  fs::resize_file(series("P001") / "IM00003.dcm", 3000);                   // truncated
  fs::remove(series("P002") / "IM00004.dcm");                              // a slice is missing
  fs::copy(series("P003") / "IM00002.dcm", series("P003") / "twice.dcm");  // repeated positions
  fs::copy(series("P005"), broken / "images" / "P004" / "second",
           fs::copy_options::recursive);  // two that fit
  fs::remove_all(broken / "images" / "P006");
  fs::create_directory(broken / "images" / "P006");  // nothing there
  say("check " + broken.string(), 2);
  say("run " + broken.string(), 2);  // refused before it begins
  fs::remove_all(broken / "images" / "P006");
  fs::copy(images / "P006", broken / "images" / "P006", fs::copy_options::recursive);
  say("run " + broken.string(), 2);  // the check stage fails
  say("status " + (broken / "runs" / "main").string(), 1);
  say("predict " + tiny_->run().string() + " " + series("P001").string(), 2);
  say("predict " + tiny_->run().string() + " " + (broken / "images" / "P004").string(), 2);
  for (const auto& entry : fs::recursive_directory_iterator(broken / "runs")) {
    if (!entry.is_regular_file()) continue;
    EXPECT_EQ(planted.in(read_file(entry.path())), none) << entry.path();
  }
}

// The reading room must see what the study tested.
TEST_F(MainJobSlow, PredictsForAPatientWhatTheRunPredicted) {
  const auto predictions = CsvTable::read(tiny_->run() / "predictions.csv");
  std::size_t chosen = 0;  // one in whom tumour was found: there is nothing to explain in others
  while (chosen + 1 < predictions.row_count() && predictions.cell(chosen, "slices") == "0") ++chosen;
  const auto patient = predictions.cell(chosen, "patient");
  const auto answer = tiny_->folder() / "answer", seg = tiny_->folder() / "tumour.dcm";
  const auto predicted =
      residuum_command("predict " + tiny_->run().string() + " " + tiny_->study() + "/images/" + patient +
                       " --explain --out " + answer.string() + " --seg " + seg.string());
  ASSERT_EQ(predicted.exit_code, 0) << predicted.output;
  EXPECT_NE(predicted.output.find("Research use only"), std::string::npos);
  EXPECT_NE(predicted.output.find("recommended:"), std::string::npos);
  EXPECT_NE(read_file(answer / "prediction.html").find("Research use only"), std::string::npos);
  EXPECT_TRUE(fs::exists(answer / "picture.png"));
  EXPECT_TRUE(fs::exists(answer / "heat-map-ccrt.png"));
  EXPECT_NE(read_file(answer / "prediction.html").find("Heat map under the model of IC+CCRT"),
            std::string::npos);
  const auto json = read_json(answer / "prediction.json");
  ASSERT_EQ(json["regimens"].size(), 2u);
  std::size_t compared = 0;
  for (std::size_t row = 0; row < predictions.row_count(); ++row) {
    if (predictions.cell(row, "patient") != patient) continue;
    for (const auto& regimen : json["regimens"]) {
      if (regimen["regimen"] != predictions.cell(row, "model_regimen")) continue;
      EXPECT_EQ(regimen["probability_rt"].get<double>(), *predictions.number(row, "probability_rt"));
      EXPECT_EQ(regimen["threshold"].get<double>(), *predictions.number(row, "threshold"));
      ++compared;
    }
  }
  EXPECT_EQ(compared, 2u);
  const auto image = imaging::read_image(fs::path(tiny_->study()) / "images" / patient);
  const auto& geometry = image.volume.geometry;
  const auto written =
      imaging::read_annotation(seg, {geometry, image.series_uid, image.frame_of_reference_uid}, {});
  EXPECT_EQ(written.mask.labels,
            imaging::read_mask(tiny_->run() / "stages" / "masks" / (patient + ".nii.gz"), geometry).labels);
}

// bf16 keeps 8 bits of each number; what comes of DICOM in the end must not depend on it. Of networks that
// have learnt for three epochs, and other ones on each processor, one probability among many may.
TEST_F(MainJobSlow, PredictsInBf16AsInFloat32) {
  const auto everybody = test::patients_of(tiny_->run(), "test");
  ASSERT_GE(everybody.size(), 4u);
  struct Answer {
    double tumour_ml = 0;
    std::vector<double> probabilities;
  };
  const auto answer_of = [&](const std::string& patient, const std::string& precision) {
    const auto answer = tiny_->folder() / (patient + "-" + precision);
    const auto predicted =
        residuum_command("predict " + tiny_->run().string() + " " + tiny_->study() + "/images/" + patient +
                         " --precision " + precision + " --out " + answer.string());
    EXPECT_EQ(predicted.exit_code, 0) << predicted.output;
    const auto json = read_json(answer / "prediction.json");
    Answer made{json["tumour_ml"].get<double>(), {}};
    for (const auto& regimen : json["regimens"])
      made.probabilities.push_back(regimen["probability_rt"].get<double>());
    return made;
  };
  std::vector<double> apart;
  for (const auto& patient : everybody | std::views::take(4)) {
    const auto exact = answer_of(patient, "fp32"), fast = answer_of(patient, "bf16");
    EXPECT_NEAR(fast.tumour_ml, exact.tumour_ml, 0.05 * exact.tumour_ml) << patient;
    ASSERT_EQ(exact.probabilities.size(), 2u);
    ASSERT_EQ(fast.probabilities.size(), 2u);
    for (std::size_t i = 0; i < 2; ++i)
      apart.push_back(std::abs(fast.probabilities[i] - exact.probabilities[i]));
  }
  EXPECT_LT(stats::quantile(apart, 0.5), 1e-2);
}

// A head MR of another scanner, sequence and orientation: an answer, and a plain word that it means nothing.
TEST_F(MainJobSlow, PredictsOnRealAnatomyAndSaysThatItIsOutside) {
  const fs::path real = test::real_dicom() / "t1_head_structural";
  if (!fs::exists(real)) GTEST_SKIP() << real << " is not there: no prediction on real DICOM";
  const auto foreign =
      residuum_command("predict " + tiny_->run().string() + " " + real.string() + " --json 2>/dev/null");
  ASSERT_EQ(foreign.exit_code, 0) << foreign.output;
  const auto answer = Json::parse(foreign.output);
  EXPECT_EQ(answer["inside_training_range"], false);
  EXPECT_GT(answer["outside"].size(), 2u);
}

TEST_F(MainJobSlow, RefusesModelsInEachOthersPlace) {
  const auto swapped = tiny_->folder() / "swapped";
  fs::copy(tiny_->run(), swapped, fs::copy_options::recursive);
  fs::rename(swapped / "models" / "outcome-ccrt.safetensors", swapped / "kept");
  fs::rename(swapped / "models" / "outcome-ic-ccrt.safetensors",
             swapped / "models" / "outcome-ccrt.safetensors");
  fs::rename(swapped / "kept", swapped / "models" / "outcome-ic-ccrt.safetensors");
  const auto predicted =
      residuum_command("predict " + swapped.string() + " " + tiny_->study() + "/images/P001");
  EXPECT_EQ(predicted.exit_code, 2);
  EXPECT_NE(predicted.output.find("the model of IC+CCRT, not of CCRT"), std::string::npos)
      << predicted.output;
  fs::remove_all(swapped);
}

TEST(ChangedStudySlow, AnotherCleanUpOfMasksTrainsNoSegmentation) {
  const test::TinyStudy tiny(test::light_networks);
  ASSERT_EQ(residuum_command("run " + tiny.study() + test::one_thread).exit_code, 0);
  const auto trained = sha256_of_file(tiny.run() / "stages" / "segmentation-unet16" / "model.safetensors");
  const auto settings = fs::path(tiny.study()) / "study.toml";
  const auto model = [&] { return read_file(tiny.run() / "models" / "segmentation.safetensors"); };
  ASSERT_NE(model().find("\"keep_largest\":\"0\""), std::string::npos);
  auto text = read_file(settings);
  const std::string table = "[segmentation]\n";
  ASSERT_NE(text.find(table), std::string::npos);
  write_file(settings, text.insert(text.find(table) + table.size(), "keep_largest = 1\n"));
  const auto again = residuum_command("run " + tiny.study() + test::one_thread);
  ASSERT_EQ(again.exit_code, 0) << again.output;
  EXPECT_EQ(again.output.find("segmentation-unet16: started"), std::string::npos) << again.output;
  EXPECT_NE(again.output.find("masks: started"), std::string::npos) << again.output;
  EXPECT_EQ(sha256_of_file(tiny.run() / "stages" / "segmentation-unet16" / "model.safetensors"), trained);
  EXPECT_NE(read_file(tiny.run() / "report.html").find("all but the 1 largest"), std::string::npos);
  EXPECT_NE(model().find("\"keep_largest\":\"1\""), std::string::npos);
  for (const auto& id : test::patients_of(tiny.run(), "test")) {
    const auto image = imaging::read_image(fs::path(tiny.study()) / "images" / id);
    const auto mask =
        imaging::read_mask(tiny.run() / "stages" / "masks" / (id + ".nii.gz"), image.volume.geometry);
    EXPECT_LE(imaging::find_components(mask).voxels.size(), 1u) << id;
  }
}

TEST(ChangedStudySlow, AnAlteredMaskIsSeenAndAFailureTellsNoPathInRunJson) {
  const test::TinyStudy tiny(test::light_networks);
  ASSERT_EQ(residuum_command("run " + tiny.study() + test::one_thread).exit_code, 0);
  const auto before = read_file(tiny.run() / "predictions.csv");

  // The same voxels counted, elsewhere: mirrored left for right.
  for (const auto& entry : fs::directory_iterator(fs::path(tiny.study()) / "masks")) {
    const auto id = entry.path().stem().stem().string();
    const auto image = imaging::read_image(fs::path(tiny.study()) / "images" / id);
    auto mask = imaging::read_mask(entry.path(), image.volume.geometry);
    const std::size_t width = mask.geometry.size[0];
    for (std::size_t row = 0; row < mask.labels.size() / width; ++row) {
      const auto first = mask.labels.begin() + static_cast<std::ptrdiff_t>(row * width);
      std::reverse(first, first + static_cast<std::ptrdiff_t>(width));
    }
    imaging::write_mask(entry.path(), mask);
  }
  const auto again = residuum_command("run " + tiny.study() + test::one_thread);
  ASSERT_EQ(again.exit_code, 0) << again.output;
  EXPECT_NE(again.output.find("segmentation: started"), std::string::npos) << again.output;
  EXPECT_NE(read_file(tiny.run() / "predictions.csv"), before);

  const auto series = fs::path(tiny.study()) / "images" / "P005" / "ax_t1_c";
  fs::rename(series, series.parent_path() / "NAME^SECRET");
  fs::resize_file(series.parent_path() / "NAME^SECRET" / "IM00003.dcm", 3000);
  const auto failed = residuum_command("run " + tiny.study() + test::one_thread);
  EXPECT_EQ(failed.exit_code, 2);
  EXPECT_NE(failed.output.find("patient P005"), std::string::npos);
  const auto record = read_file(tiny.run() / "run.json");
  EXPECT_NE(record.find("\"failed\""), std::string::npos);
  EXPECT_EQ(record.find("SECRET"), std::string::npos) << record;
  EXPECT_EQ(
      residuum_command("predict " + tiny.run().string() + " " + tiny.study() + "/images/P001").exit_code, 2)
      << "a run that is not done predicted";
}

}  // namespace
}  // namespace residuum
