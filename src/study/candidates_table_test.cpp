#include "study/candidates_table.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "core/csv.h"
#include "expect_error.h"
#include "temporary_folder.h"

namespace residuum::study {
namespace {

using cohort::Outcome;

// Two networks on the same two patients, the first by slices and trained again with another seed.
std::vector<CandidatePrediction> example() {
  return {{"IC, CCRT", "resnet50", "image", 1, true, "", 0.4375, "P1", {}, 0.1, Outcome::nrt},
          {"IC, CCRT", "resnet50", "image", 1, true, "", 0.4375, "P1", 7, 0.1, Outcome::nrt},
          {"IC, CCRT", "resnet50", "image", 1, true, "", 0.4375, "P2", {}, 0.7, Outcome::rt},
          {"IC, CCRT", "resnet50", "image", 2, false, "", 0.5, "P1", {}, 0.2, Outcome::nrt},
          {"IC, CCRT", "resnet50", "image", 2, false, "", 0.5, "P2", {}, 0.6, Outcome::rt},
          {"IC, CCRT",
           "xception",
           "mean",
           1,
           false,
           "epoch chosen on test patients",
           0.5,
           "P2",
           {},
           1.0 / 3,
           Outcome::rt},
          {"IC, CCRT",
           "xception",
           "mean",
           1,
           false,
           "epoch chosen on test patients",
           0.5,
           "P1",
           {},
           0,
           Outcome::nrt}};
}

std::vector<CandidateEpoch> epochs() {
  return {{"CCRT", "resnet50", "image", 1, 1, 0.7, 0.69, 0.5, 0.6, false},
          {"CCRT", "resnet50", "image", 1, 2, 0.6, 0.65, std::numeric_limits<double>::quiet_NaN(), 0.7, true},
          {"CCRT", "resnet50", "image", 2, 1, 0.7, 0.66, 0.8, 0.7, true}};
}

// The file of the example with one cell, of data row `row`, changed.
template <class Rows, class Write>
fs::path spoilt(const fs::path& folder, const Rows& rows, Write write, std::size_t row,
                const std::string& column, const std::string& text) {
  write(folder / "whole.csv", rows);
  const auto whole = CsvTable::read(folder / "whole.csv");
  CsvTable table(whole.columns());
  for (std::size_t i = 0; i < whole.row_count(); ++i) {
    std::vector<std::string> cells;
    for (const auto& name : whole.columns())
      cells.push_back(i == row && name == column ? text : whole.cell(i, name));
    table.add_row(cells);
  }
  table.write(folder / "spoilt.csv");
  return folder / "spoilt.csv";
}

TEST(CandidatesTable, PredictionsSurviveTheirFile) {
  const test::TemporaryFolder folder;
  const auto written = example();
  write_candidate_predictions(folder.path() / "p.csv", written);
  const auto read = read_candidate_predictions(folder.path() / "p.csv");
  ASSERT_EQ(read.size(), written.size());
  for (std::size_t i = 0; i < read.size(); ++i) {
    SCOPED_TRACE(i);
    EXPECT_EQ(read[i].regimen, written[i].regimen);
    EXPECT_EQ(read[i].network, written[i].network);
    EXPECT_EQ(read[i].unit, written[i].unit);
    EXPECT_EQ(read[i].seed, written[i].seed);
    EXPECT_EQ(read[i].chosen, written[i].chosen);
    EXPECT_EQ(read[i].leak, written[i].leak);
    EXPECT_EQ(read[i].threshold, written[i].threshold);
    EXPECT_EQ(read[i].patient, written[i].patient);
    EXPECT_EQ(read[i].slice, written[i].slice);
    EXPECT_EQ(read[i].probability_rt, written[i].probability_rt);  // to the last bit
    EXPECT_EQ(read[i].outcome, written[i].outcome);
  }
}

TEST(CandidatesTable, EpochsSurviveTheirFile) {
  const test::TemporaryFolder folder;
  const auto written = epochs();
  write_epochs(folder.path() / "e.csv", written);
  const auto read = read_epochs(folder.path() / "e.csv");
  ASSERT_EQ(read.size(), written.size());
  for (std::size_t i = 0; i < read.size(); ++i) {
    SCOPED_TRACE(i);
    EXPECT_EQ(read[i].network, written[i].network);
    EXPECT_EQ(read[i].fold, written[i].fold);
    EXPECT_EQ(read[i].epoch, written[i].epoch);
    EXPECT_EQ(read[i].training_loss, written[i].training_loss);
    EXPECT_EQ(read[i].validation_loss, written[i].validation_loss);
    EXPECT_EQ(read[i].validation_accuracy, written[i].validation_accuracy);
    EXPECT_EQ(read[i].chosen, written[i].chosen);
  }
  EXPECT_EQ(read[0].validation_auc, 0.5);
  EXPECT_TRUE(std::isnan(read[1].validation_auc));
}

TEST(CandidatesTable, RefusesACellThatCannotBe) {
  const test::TemporaryFolder folder;
  const auto refuses = [&](std::size_t row, const std::string& column, const std::string& text,
                           const std::string& why) {
    SCOPED_TRACE(column + " = " + text);
    const auto path = spoilt(folder.path(), example(), write_candidate_predictions, row, column, text);
    test::expect_error([&] { read_candidate_predictions(path); }, {fmt::format("line {}", row + 2), why});
  };
  refuses(1, "unit", "slice", "none of image, mean, stack, attention");
  refuses(0, "network", "", "must not be empty");
  refuses(2, "seed", "1.5", "whole number");
  refuses(2, "seed", "0", "numbered from 1");
  refuses(2, "chosen", "yes", "1 (yes) or 0 (no)");
  refuses(3, "threshold", "", "a number is needed");
  refuses(4, "probability_rt", "1.01", "between 0 and 1");
  refuses(4, "probability_rt", "nan", "not a number");
  refuses(5, "outcome", "1", "RT or NRT");
  refuses(5, "slice", "3", "unit image alone");
  refuses(1, "slice", "", "stands twice");
  refuses(1, "patient", "P3", "no row of his own");
  refuses(1, "outcome", "RT", "two outcomes");
  refuses(2, "threshold", "0.6", "differ from other rows");
}

TEST(CandidatesTable, RefusesModelsThatDoNotFitTogether) {
  const auto refuses = [](auto change, const std::string& why) {
    SCOPED_TRACE(why);
    const test::TemporaryFolder folder;
    auto rows = example();
    change(rows);
    test::expect_error([&] { write_candidate_predictions(folder.path() / "p.csv", rows); },
                       {"IC, CCRT", why});
    EXPECT_FALSE(fs::exists(folder.path() / "p.csv"));
  };
  refuses([](auto& rows) { rows[5].chosen = rows[6].chosen = true; }, "two models are chosen");
  refuses([](auto& rows) { rows[0].chosen = rows[1].chosen = rows[2].chosen = false; }, "no model is chosen");
  refuses([](auto& rows) { rows[3].chosen = rows[4].chosen = true; }, "only seed 1");
  refuses([](auto& rows) { rows[5].seed = rows[6].seed = 2; }, "not the chosen one");
  refuses([](auto& rows) { rows.pop_back(); }, "other patients");
  refuses([](auto& rows) { rows[5].outcome = Outcome::nrt; }, "other patients or outcomes");
}

TEST(CandidatesTable, RefusesEpochsThatCannotBe) {
  const test::TemporaryFolder folder;
  const auto refuses = [&](std::size_t row, const std::string& column, const std::string& text,
                           const std::string& why) {
    SCOPED_TRACE(column + " = " + text);
    const auto path = spoilt(folder.path(), epochs(), write_epochs, row, column, text);
    test::expect_error([&] { read_epochs(path); }, {fmt::format("line {}", row + 2), why});
  };
  refuses(0, "epoch", "0", "numbered from 1");
  refuses(1, "epoch", "1", "stands twice");
  refuses(2, "fold", "-1", "fold -1");
  refuses(2, "training_loss", "much", "not a number");
  auto rows = epochs();
  rows[0].chosen = true;
  test::expect_error([&] { write_epochs(folder.path() / "e.csv", rows); }, {"two epochs of fold 1"});
}

TEST(CandidatesTable, NamesAMissingColumn) {
  const test::TemporaryFolder folder;
  write_file(folder.path() / "p.csv", "regimen,network,unit\nCCRT,resnet50,image\n");
  test::expect_error([&] { read_candidate_predictions(folder.path() / "p.csv"); }, {"p.csv", "column seed"});
  test::expect_error([&] { read_epochs(folder.path() / "p.csv"); }, {"p.csv", "column fold"});
}

}  // namespace
}  // namespace residuum::study
