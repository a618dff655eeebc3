#include "report/figures.h"

#include <gtest/gtest.h>

#include <limits>
#include <set>

#include "expect_error.h"
#include "report/chart.h"

namespace residuum::report {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr double infinity = std::numeric_limits<double>::infinity();

// As a reader gets it: written and read back.
Json read_back(const Figure& figure) {
  return Json::parse(figure.spec.dump());
}

void collect(const Json& value, const std::string& key, std::vector<Json>& found) {
  if (value.is_object() && value.contains(key)) found.push_back(value[key]);
  if (!value.is_structured()) return;
  for (const auto& inner : value) collect(inner, key, found);
}

std::vector<Json> all(const Json& value, const std::string& key) {
  std::vector<Json> found;
  collect(value, key, found);
  return found;
}

bool says(const Json& spec, const std::string& text) {
  return spec.dump().find(text) != std::string::npos;
}

// The rows of the one data set whose first row has `field`.
Json rows_with(const Json& spec, const std::string& field) {
  for (const auto& rows : all(spec, "values")) {
    if (!rows.empty() && rows[0].contains(field)) return rows;
  }
  return Json::array();
}

const stats::Confusion some_confusion{
    .true_positive = 9, .false_positive = 2, .true_negative = 20, .false_negative = 3};

std::vector<Figure> every_figure() {
  return {roc_figure("a", "ROC", {{"one", {{infinity, 0, 0}, {0.7, 0, 0.5}, {0.2, 1, 1}}}}),
          confusion_figure("b", "Confusion", some_confusion),
          line_figure("c", "Lines", "epoch", "loss", {{"one", {1, 2}, {0.5, 0.4}}}, 2),
          strip_figure("d", "Strip", {0.2, 0.8}, {0, 1}, 0.5),
          calibration_figure("e", "Calibration",
                             {{"one", stats::calibration_curve({0.1, 0.2, 0.4, 0.8}, {0, 0, 1, 1}, 2)}})};
}

TEST(Figures, AreVegaLiteWithTitledAxesAndTooltips) {
  for (const auto& figure : every_figure()) {
    const Json spec = read_back(figure);
    EXPECT_EQ(spec["$schema"], "https://vega.github.io/schema/vega-lite/v5.json") << figure.id;
    EXPECT_EQ(spec["description"], figure.caption);
    EXPECT_FALSE(all(spec, "tooltip").empty()) << figure.id;
    EXPECT_TRUE(all(spec, "url").empty()) << "data are inside";
    for (const char* axis : {"x", "y"}) {
      for (const auto& channel : all(spec, axis)) {
        if (!channel.is_object() || channel.contains("value")) continue;
        ASSERT_TRUE(channel.contains("title")) << figure.id << channel;
        EXPECT_FALSE(channel["title"].get<std::string>().empty());
      }
    }
  }
}

TEST(Figures, HaveTheSizeOfTheirPage) {
  const auto figures = every_figure();
  EXPECT_EQ(figures[0].spec["width"], figures[0].spec["height"]);
  EXPECT_EQ(figures[2].spec["width"], "container");
  EXPECT_EQ(figures[3].spec["width"], "container");
}

TEST(RocFigure, DrawsStepsInOrderOverTheDiagonal) {
  const Json spec = read_back(roc_figure(
      "roc", "c",
      {{"A", {{infinity, 0, 0}, {0.9, 0, 0.5}, {0.4, 1, 1}}}, {"B", {{infinity, 0, 0}, {0.5, 1, 1}}}}));
  const Json rows = rows_with(spec, "series");
  ASSERT_EQ(rows.size(), 5u);
  EXPECT_EQ(rows[0], Json::parse(R"({"series":"A","order":0,"threshold":null,"fpr":0.0,"tpr":0.0})"));
  EXPECT_EQ(rows[1], Json::parse(R"({"series":"A","order":1,"threshold":0.9,"fpr":0.0,"tpr":0.5})"));
  EXPECT_EQ(rows[4]["series"], "B");
  EXPECT_EQ(rows[4]["order"], 1);
  EXPECT_EQ(spec["layer"][0]["data"]["values"], Json::parse(R"([{"fpr":0,"tpr":0},{"fpr":1,"tpr":1}])"));
  for (const auto& axis : all(spec["layer"], "x")) EXPECT_EQ(axis["scale"]["domain"], Json({0, 1}));
  EXPECT_EQ(spec["layer"][1]["layer"][0]["encoding"]["color"]["scale"]["domain"], Json({"A", "B"}));
}

TEST(RocFigure, KeepsTheLegendInsideOnlyWhereItFits) {
  const std::vector<stats::RocPoint> points{{infinity, 0, 0}, {0.5, 1, 1}};
  const auto orient = [](const Figure& figure) { return all(figure.spec["layer"], "orient").at(0); };
  EXPECT_EQ(orient(roc_figure("r", "c", {{"CCRT, AUC 0.87 (0.78-0.95)", points}})), "bottom-right");
  EXPECT_EQ(orient(roc_figure("r", "c", {{std::string(60, 'x'), points}})), "bottom");
  EXPECT_EQ(orient(roc_figure("r", "c", std::vector<NamedRoc>(5, {"A", points}))), "bottom");
}

TEST(ConfusionFigure, GivesCountsAndSharesOfTheActual) {
  const Json rows = read_back(confusion_figure("b", "c", some_confusion))["data"]["values"];
  const auto cell = [&](int i) {
    return fmt::format("{} as {}: {} {}", rows[i]["actual"].get<std::string>(),
                       rows[i]["predicted"].get<std::string>(), rows[i]["patients"].get<int>(),
                       rows[i]["percent"].get<std::string>());
  };
  ASSERT_EQ(rows.size(), 4u);
  EXPECT_EQ(cell(0), "NRT as NRT: 20 90.9%");
  EXPECT_EQ(cell(1), "NRT as RT: 2 9.1%");
  EXPECT_EQ(cell(2), "RT as NRT: 3 25.0%");
  EXPECT_EQ(cell(3), "RT as RT: 9 75.0%");
}

TEST(ConfusionFigure, HasNoShareOfNobody) {
  const Json rows = confusion_figure("b", "c", {.true_negative = 4}).spec["data"]["values"];
  EXPECT_EQ(rows[0]["percent"], "100.0%");
  EXPECT_EQ(rows[3]["percent"], "-");
  EXPECT_EQ(rows[3]["share"], 0.0);
}

TEST(LineFigure, MarksTheChosenEpoch) {
  const std::vector<Series> series{{"loss", {1, 2, 3}, {0.9, 0.4, 0.5}}};
  const Json marked = read_back(line_figure("l", "c", "epoch", "loss", series, 2));
  EXPECT_EQ(marked["layer"][0]["data"]["values"], Json::parse(R"([{"x":2.0}])"));
  EXPECT_TRUE(says(marked, "\"epoch 2\""));
  for (const double none : {0.0, -1.0, nan, infinity}) {
    EXPECT_FALSE(says(line_figure("l", "c", "epoch", "loss", series, none).spec, "\"rule\"")) << none;
  }
}

TEST(LineFigure, WritesNullForWhatIsNotFinite) {
  const Json spec =
      read_back(line_figure("l", "c", "epoch", "loss", {{"a", {1, 2, 3}, {nan, infinity, 0.5}}}));
  EXPECT_EQ(rows_with(spec, "series"), Json::parse(R"([{"series":"a","x":1.0,"y":null},
    {"series":"a","x":2.0,"y":null},{"series":"a","x":3.0,"y":0.5}])"));
}

TEST(LineFigure, TicksWholeNumbersForWholeX) {
  const auto says_ticks = [](double last, const char* values) {
    const Json spec = line_figure("l", "c", "x", "y", {{"a", {1, last}, {0, 1}}}).spec;
    return says(spec, std::string("\"values\":") + values);
  };
  EXPECT_TRUE(says_ticks(4, "[1,2,3,4]"));
  EXPECT_TRUE(says_ticks(16, "[1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16]"));
  EXPECT_TRUE(says_ticks(20, "[2,4,6,8,10,12,14,16,18,20]"));
  EXPECT_TRUE(says_ticks(40, "[5,10,15,20,25,30,35,40]"));
  EXPECT_TRUE(says_ticks(150, "[10,20,30,40,50,60,70,80,90,100,110,120,130,140,150]"));
  EXPECT_FALSE(says(line_figure("l", "c", "x", "y", {{"a", {1, 1.5}, {0, 1}}}).spec, "\"format\":\"d\""));
}

TEST(LineFigure, RefusesUnequalLengths) {
  test::expect_error(
      [] {
        line_figure("l", "c", "x", "y", {{"loss", {1, 2}, {1}}});
      },
      {"figure l", "\"loss\"", "2 x and 1 y"});
}

TEST(StripFigure, KeepsEveryPatientAndTheThreshold) {
  const Json spec = read_back(strip_figure("s", "c", {0.2, nan, 0.8}, {0, 0, 1}, 0.4321));
  const Json rows = rows_with(spec, "actual");
  ASSERT_EQ(rows.size(), 3u);
  EXPECT_EQ(rows[0]["actual"], "NRT");
  EXPECT_EQ(rows[0]["probability"], 0.2);
  EXPECT_TRUE(rows[1]["probability"].is_null());
  EXPECT_EQ(rows[2]["actual"], "RT");
  EXPECT_TRUE(says(spec, "\"threshold 0.432\""));
  EXPECT_TRUE(says(spec, "'RT' ? 'n = 1' : 'n = 2'"));
  EXPECT_FALSE(says(strip_figure("s", "c", {0.2}, {0}, nan).spec, "threshold"));
}

TEST(StripFigure, JittersWithinTheBandAndAlwaysAlike) {
  const std::vector<double> probabilities(50, 0.5);
  const std::vector<int> outcomes(50, 1);
  const Figure figure = strip_figure("s", "c", probabilities, outcomes, 0.5);
  EXPECT_EQ(figure.spec, strip_figure("s", "c", probabilities, outcomes, 0.5).spec);
  EXPECT_NE(figure.spec, strip_figure("t", "c", probabilities, outcomes, 0.5).spec);
  std::set<double> different;
  for (const auto& row : rows_with(figure.spec, "actual")) {
    const double jitter = row["jitter"].get<double>();
    EXPECT_LE(std::abs(jitter), 1);
    different.insert(jitter);
  }
  EXPECT_GT(different.size(), 40u);
}

TEST(StripFigure, RefusesWhatIsNoOutcome) {
  test::expect_error(
      [] {
        strip_figure("s", "c", {0.1}, {0, 1}, 0.5);
      },
      {"figure s", "1 probabilities for 2 outcomes"});
  test::expect_error([] { strip_figure("s", "c", {0.1}, {2}, 0.5); },
                     {"figure s", "outcome 2 is neither 0 nor 1"});
}

TEST(Figures, KeepTheMarkOfALeakWhenSaved) {
  for (const auto& figure : every_figure()) {
    const Json spec = read_back(leaked(figure, "epoch chosen on test patients"));
    EXPECT_EQ(spec["title"]["text"], "Leaked: epoch chosen on test patients") << figure.id;
  }
}

TEST(Figures, SayThatThereAreNoData) {
  EXPECT_TRUE(says(roc_figure("r", "c", {}).spec, "no data"));
  EXPECT_TRUE(says(roc_figure("r", "c", {{"A", {}}}).spec, "no data"));
  EXPECT_TRUE(says(line_figure("l", "c", "x", "y", {}).spec, "no data"));
  EXPECT_TRUE(says(strip_figure("s", "c", {}, {}, 0.5).spec, "no data"));
  for (const auto& figure : every_figure()) EXPECT_FALSE(says(figure.spec, "no data")) << figure.id;
}

}  // namespace
}  // namespace residuum::report
