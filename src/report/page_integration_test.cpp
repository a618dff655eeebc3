// The page in a browser: what its scripts make of it, and whether a phone, a dark screen, the keyboard and a
// printer can use it.
#include <gtest/gtest.h>

#include "core/file.h"
#include "page.h"
#include "report/html.h"
#include "report/sample_document.h"

namespace residuum::report {
namespace {

class ReportPageIntegration : public testing::Test {
 protected:
  void SetUp() override {
    if (const auto missing = test::no_browser(); !missing.empty()) GTEST_SKIP() << missing;
  }

  Json look_at(const std::string& html) {
    write_file(folder_.path() / "report.html", html);
    return test::look_at(folder_.path() / "report.html");
  }

  test::TemporaryFolder folder_;
};

TEST_F(ReportPageIntegration, IsSoundForEveryReader) {
  const Json seen = look_at(to_html(sample::document()));
  test::expect_sound(seen);
  EXPECT_EQ(seen["contents"].size(), 5u);
  EXPECT_EQ(seen["folded"], 1);
  EXPECT_EQ(seen["pictures"], Json({2}));
}

TEST_F(ReportPageIntegration, DrawsEveryFigureWithItsData) {
  const Json figures = look_at(to_html(sample::document())).at("figures");
  ASSERT_EQ(figures.size(), 10u);
  const auto shows = [&](std::size_t figure, const std::string& text) {
    return figures[figure]["text"].get<std::string>().find(text) != std::string::npos;
  };
  EXPECT_TRUE(shows(0, "IC + CCRT, AUC 0.91 (0.83-0.98)"));
  EXPECT_TRUE(shows(1, "epoch 14"));
  EXPECT_TRUE(shows(2, "predicted outcome"));
  EXPECT_TRUE(shows(3, "threshold 0.500"));
  EXPECT_TRUE(shows(4, "observed share of RT"));
  for (const std::size_t empty : {5u, 6u, 8u, 9u}) EXPECT_TRUE(shows(empty, "no data")) << empty;
  // ROC: 42 + 43 scores; 3 series of 30 epochs, 2 of them not finite; 42 patients; 5 groups a model; nothing
  // where nothing is.
  Json dots = Json::array();
  for (const auto& figure : figures) dots.push_back(figure["dots"]);
  EXPECT_EQ(dots, Json({85, 88, 0, 42, 10, 0, 0, 0, 0, 0}));
}

TEST_F(ReportPageIntegration, AnswersItsReader) {
  const Json seen = look_at(to_html(sample::document()));
  EXPECT_EQ(seen["saved"], Json({"roc.svg", "roc.png", "training-ccrt.svg", "training-ccrt.png"}));
  EXPECT_NE(seen["tooltip"].dump().find("1 - specificity"), std::string::npos) << seen["tooltip"];
}

// What is found on a sound page must be missed, and what is not there be found, on one that is not.
TEST_F(ReportPageIntegration, FaultsAreSeen) {
  std::string html = to_html(sample::document());
  html.insert(html.find("<main"),
              "<p style=\"width:500px;color:#888;background:#777\">wide and pale</p>"
              "<img alt=\"\" src=\"https://example.invalid/x.png\">"
              "<script>console.error('a fault')</script>");
  const Json seen = look_at(html);
  EXPECT_GE(seen["errors"].size(), 2u) << "the fault and the refused picture: " << seen["errors"];
  EXPECT_GT(seen["overflow"]["360"]["pixels"], 0);
  EXPECT_EQ(seen["overflow"]["768"]["pixels"], 0);
  EXPECT_LT(seen["light"]["ratio"], 2);
  EXPECT_EQ(seen["light"]["text"], "wide and pale");
}

}  // namespace
}  // namespace residuum::report
