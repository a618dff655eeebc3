#include "study/candidates_report.h"

#include <gtest/gtest.h>

#include <set>

#include "cohorts.h"
#include "core/csv.h"
#include "report/html.h"
#include "report/table.h"
#include "study/candidates_sample.h"
#include "study/outcome_result.h"
#include "study/predictions.h"
#include "study/report_sections.h"
#include "study/stages.h"
#include "temporary_folder.h"

namespace residuum::study {
namespace {

constexpr const char* leak = "epoch chosen on test patients";

CandidateResults results_of(const std::vector<CandidatePrediction>& rows) {
  Table2Options options;
  options.replicates = 100;
  return candidate_results(rows, sample::epochs(), sample::regimens, options);
}

// The tables of the blocks, those in folded boxes too, by id.
std::map<std::string, report::Table> tables_of(const std::vector<report::Block>& blocks) {
  std::map<std::string, report::Table> tables;
  for (const auto& file : report::table_files({"t", "s", {{"section", blocks}}}))
    tables[file.table.id] = file.table;
  return tables;
}

std::map<std::string, report::Figure> figures_of(const std::vector<report::Block>& blocks) {
  std::map<std::string, report::Figure> figures;
  for (const auto& block : blocks) {
    if (const auto* figure = std::get_if<report::Figure>(&block)) {
      EXPECT_FALSE(figures.contains(figure->id)) << figure->id << " stands twice";
      figures[figure->id] = *figure;
    }
  }
  return figures;
}

template <class Map>
std::set<std::string> ids_of(const Map& map) {
  std::set<std::string> ids;
  for (const auto& [id, value] : map) ids.insert(id);
  return ids;
}

std::string text_of(const std::vector<report::Block>& blocks) {
  std::string text;
  for (const auto& block : blocks) {
    if (const auto* paragraph = std::get_if<report::Paragraph>(&block)) text += paragraph->text + "\n";
  }
  return text;
}

// One model a regimen, chosen.
std::vector<CandidatePrediction> single(const std::string& unit) {
  std::vector<CandidatePrediction> rows;
  sample::add(rows, {"CCRT", "resnet50", unit, 1, true, ""}, sample::resnet);
  sample::add(rows, {"IC+CCRT", "xception", unit, 1, true, ""}, sample::xception);
  return rows;
}

TEST(CandidatesReport, ComparesWhereThereIsSomethingToCompare) {
  const auto blocks = candidate_blocks(results_of(sample::candidates()));
  EXPECT_EQ(ids_of(tables_of(blocks)),
            (std::set<std::string>{"table2-ccrt", "further-figures-ccrt", "table2-ic-ccrt",
                                   "further-figures-ic-ccrt", "network-tests", "seeds", "calibration"}));
  EXPECT_EQ(ids_of(figures_of(blocks)),
            (std::set<std::string>{"roc-ccrt-images", "roc-ccrt-patients", "epochs-accuracy-ccrt",
                                   "epochs-auc-ccrt", "epochs-accuracy-ic-ccrt", "calibration"}));
  const auto table = tables_of(blocks)["table2-ccrt"];
  ASSERT_EQ(table.rows.size(), 5u);
  EXPECT_EQ(table.rows[0][2], "images");
  EXPECT_EQ(table.rows[1],
            (std::vector<std::string>{"resnet50 (chosen)", "mean", "patients", "0.914 (0.753-1.000)",
                                      "0.833 (0.552-0.953)", "0.800 (0.376-0.964)", "0.857 (0.487-0.974)"}));
  EXPECT_EQ(table.rows[2][0], "efficientnet_b0");
  EXPECT_TRUE(table.leak.empty());
  const auto words = text_of(blocks);
  EXPECT_NE(words.find("After CCRT resnet50 by mean goes on, of 4 candidates."), std::string::npos) << words;
  EXPECT_NE(words.find("no test patient had a part in it"), std::string::npos) << words;
  EXPECT_EQ(words.find("eaked"), std::string::npos) << words;
}

TEST(CandidatesReport, IsShortForOneModel) {
  const auto blocks = candidate_blocks(results_of(single("mean")));
  const auto tables = tables_of(blocks);
  EXPECT_EQ(ids_of(tables), (std::set<std::string>{"further-figures", "calibration"}));
  EXPECT_EQ(ids_of(figures_of(blocks)),
            (std::set<std::string>{"epochs-accuracy-ccrt", "epochs-accuracy-ic-ccrt", "calibration"}));
  const auto& row = tables.at("further-figures").rows.at(0);
  // Threshold, PPV, NPV, average precision, Brier, micro-averaged AUC: see table2_test.cpp.
  EXPECT_EQ(std::vector<std::string>(row.begin() + 5, row.end()),
            (std::vector<std::string>{"0.450", "0.800 (0.376-0.964)", "0.857 (0.487-0.974)", "0.903", "0.136",
                                      "0.924"}));
  EXPECT_TRUE(text_of(blocks).empty());
}

TEST(CandidatesReport, ShowsImagesOfOneModelToo) {
  const auto blocks = candidate_blocks(results_of(single("image")));
  EXPECT_TRUE(tables_of(blocks).contains("table2-ccrt"));
  EXPECT_TRUE(figures_of(blocks).contains("roc-ic-ccrt-images"));
  EXPECT_FALSE(figures_of(blocks).contains("roc-ccrt-patients")) << "it stands in the section already";
}

TEST(CandidatesReport, ManyCandidatesAreKeptApartByUnit) {
  std::vector<CandidatePrediction> rows;
  for (const char* network : {"resnet50", "resnet18", "efficientnet_b0", "xception"}) {
    for (const char* unit : {"mean", "attention"})
      sample::add(rows, {"CCRT", network, unit, 1, rows.empty(), ""}, sample::resnet);
  }
  const auto blocks = candidate_roc_blocks(results_of(rows));
  EXPECT_EQ(ids_of(figures_of(blocks)),
            (std::set<std::string>{"roc-ccrt-patients-mean", "roc-ccrt-patients-attention"}));
  // Twelve pairs stand in a table; four networks more would be folded.
  EXPECT_TRUE(std::holds_alternative<report::Table>(network_test_blocks(results_of(rows)).at(1)));
  for (const char* unit : {"stack"}) {
    for (const char* network : {"resnet50", "xception"})
      sample::add(rows, {"CCRT", network, unit, 1, false, ""}, sample::xception);
  }
  EXPECT_TRUE(std::holds_alternative<report::Details>(network_test_blocks(results_of(rows)).at(1)));
}

TEST(CandidatesReport, MarksWhateverComesOfALeakedModel) {
  std::vector<CandidatePrediction> rows;
  sample::add(rows, {"CCRT", "resnet50", "mean", 1, true, leak}, sample::resnet);
  sample::add(rows, {"CCRT", "xception", "mean", 1, false, ""}, sample::xception);
  sample::add(rows, {"CCRT", "resnet50", "mean", 2, false, leak}, sample::efficientnet);
  sample::add(rows, {"IC+CCRT", "xception", "mean", 1, true, ""}, sample::xception);
  const auto blocks = candidate_blocks(results_of(rows));
  for (const auto& [id, table] : tables_of(blocks)) {
    SCOPED_TRACE(id);
    const bool clean = id.ends_with("ic-ccrt");
    EXPECT_EQ(table.leak.find(leak) == std::string::npos, clean) << table.leak;
    EXPECT_EQ(report::to_csv(table).find(std::string("Leaked: ") + leak) == std::string::npos, clean);
    if (clean || table.rows.size() < 2) continue;
    EXPECT_EQ(table.rows[0].back(), std::string("Leaked: ") + leak);
    EXPECT_EQ(table.rows[1].back(), "") << "the other model owes test patients nothing";
  }
  for (const auto& [id, figure] : figures_of(blocks)) {
    SCOPED_TRACE(id);
    const bool clean = id.ends_with("ic-ccrt");
    EXPECT_EQ(figure.leak.empty(), clean);
    EXPECT_EQ(figure.spec.dump().find("Leaked: ") == std::string::npos, clean);
    EXPECT_EQ(figure.spec.dump().find(", leaked") == std::string::npos, clean);
  }
  const auto words = text_of(blocks);
  EXPECT_NE(words.find(std::string("(leaked: ") + leak), std::string::npos) << words;
  EXPECT_EQ(words.find("no test patient had a part"), std::string::npos) << words;
}

TEST(CandidatesReport, DrawsTheMeanOfTheFoldsPerEpoch) {
  const auto figures = figures_of(candidate_epoch_blocks(results_of(sample::candidates())));
  const auto& figure = figures.at("epochs-accuracy-ccrt");
  EXPECT_NE(figure.caption.find("resnet50 by mean 4, 4"), std::string::npos) << figure.caption;
  const auto epochs = sample::epochs();
  const double mean = (epochs[0].validation_accuracy + epochs[5].validation_accuracy) / 2;
  ASSERT_EQ(epochs[5].fold, 2);
  bool found = false;
  for (const auto& row : figure.spec["layer"][0]["data"]["values"]) {
    if (row["series"] != "resnet50 by mean" || row["x"] != 1) continue;
    found = true;
    EXPECT_NEAR(row["y"].get<double>(), mean, 1e-12);
  }
  EXPECT_TRUE(found);
}

// As the run does: from its files to the tables and the section.
TEST(CandidatesReport, ReadsTheRunsFilesAndWritesItsTables) {
  const test::TemporaryFolder folder;
  Ledger ledger({folder.path() / "runs" / "main"}, Json::object());
  Settings settings;
  settings.table.regimens = sample::regimens;
  Context context{folder.path(), settings, test::make_cohort(4), nn::Compute{}, ledger, {}, {}};
  const auto& run = context.run();
  report::Section section{"Outcome models", {}};
  add_candidates(section, context);
  add_protocols(section, context);
  EXPECT_TRUE(section.blocks.empty()) << "a run without candidates";

  write_candidate_predictions(run.candidate_predictions(), sample::candidates());
  write_epochs(run.candidate_epochs(), sample::epochs());
  std::vector<PredictionRow> predictions;
  for (const auto& row : sample::candidates()) {
    if (row.chosen)
      predictions.push_back({{row.regimen + row.patient, row.regimen, row.probability_rt},
                             row.threshold,
                             3,
                             row.regimen,
                             row.outcome});
  }
  write_predictions(run.predictions(), predictions);
  for (const auto& regimen : sample::regimens)
    write_outcome_result(run.outcome_result(regimen), OutcomeResult{});  // of networks without a leak
  context.digests["prediction"] = "of the predictions";
  evaluation_stage(context);
  const auto table2 = CsvTable::read(run.table("table2"));
  EXPECT_EQ(table2.row_count(), 6u * 9);
  EXPECT_EQ(CsvTable::read(run.table("network_tests")).row_count(), 3u);

  write_json(
      run.protocols(),
      Json::parse(R"({"networks": [{"regimen": "CCRT", "network": "resnet50", "unit": "image", "epochs": 4,
                             "leaked": {"epoch": 4, "accuracy": 0.9, "auc": 0.9, "micro_auc": 0.9},
                             "honest": {"epoch": 2, "accuracy": 0.8, "auc": 0.8, "micro_auc": 0.8},
                             "test_patients": 12, "rt": 5}]})"));
  add_candidates(section, context);
  add_protocols(section, context);
  const auto html = report::to_html({"t", "s", {section}});
  EXPECT_NE(html.find("How much optimism the published protocol adds."), std::string::npos);
  EXPECT_NE(html.find("resnet50 (chosen)"), std::string::npos);
}

}  // namespace
}  // namespace residuum::study
