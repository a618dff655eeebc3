// The page in a browser: what its scripts make of it, and whether it fits a phone.
#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <regex>

#include "command_line.h"
#include "core/file.h"
#include "report/html.h"
#include "report/sample_document.h"
#include "temporary_folder.h"

namespace residuum::report {
namespace {

constexpr const char* browser = "/usr/bin/chromium";

// Written into the page by the tests: what only a page that is laid out and used can tell, left behind as
// data-... of its root element.
constexpr const char* probe = R"(<script>
const told = document.documentElement.dataset;
addEventListener('securitypolicyviolation', (event) => { told.violation = event.violatedDirective; });
addEventListener('error', (event) => { told.error = event.message; });
addEventListener('load', () => setTimeout(() => {
  told.hidden = document.documentElement.scrollWidth - document.documentElement.clientWidth;
  told.pictures = Array.from(document.images, (image) => image.naturalWidth).join();
  told.buttons = document.querySelectorAll('.downloads button').length;
  told.dots = Array.from(document.querySelectorAll('.chart'),
                         (chart) => chart.querySelectorAll('.mark-symbol.role-mark path').length).join();
  const dot = document.querySelector('#figure-5 .mark-symbol.role-mark path');
  dot.dispatchEvent(new PointerEvent('pointermove', { bubbles: true, clientX: 300, clientY: 300 }));
  told.tooltip = document.querySelector('#vg-tooltip-element.visible')?.innerText.replace(/\s+/g, ' ');
  const saved = [];
  HTMLAnchorElement.prototype.click = function () { saved.push(this.download + ' ' + this.href.slice(0, 5)); };
  for (const button of document.querySelectorAll('#figure-2 button')) button.click();
  setTimeout(() => { told.saved = saved.sort().join(); }, 500);
  const print = (name) => dispatchEvent(new Event(name)) && document.querySelectorAll('details[open]').length;
  told.opened = [print('beforeprint'), print('afterprint')].join();
  for (const script of document.querySelectorAll('script:not([type])')) script.remove();
}, 3000));
</script>)";

class ReportPageIntegration : public testing::Test {
 protected:
  void SetUp() override {
    if (::access(browser, X_OK) == 0) return;
    if (std::getenv("CI")) FAIL() << browser << " is missing; install Debian's package chromium";
    GTEST_SKIP() << browser << " is missing; install Debian's package chromium to run this test";
  }

  // The page's elements after its scripts have run, in a window `width` pixels wide.
  std::string rendered(const Document& document, int width) {
    std::string html = to_html(document);
    html.insert(html.find("</head>"), probe);
    const std::string folder = folder_.path().string();
    write_file(folder_.path() / "report.html", html);
    const auto result = test::shell(
        fmt::format("timeout 120 {} --headless --no-sandbox --disable-gpu --disable-quic --no-first-run "
                    "--disable-background-networking --disable-component-update --disable-sync "
                    "--user-data-dir={}/profile --virtual-time-budget=8000 --window-size={},1600 --dump-dom "
                    "file://{}/report.html 2>{}/browser.log",
                    browser, folder, width, folder, folder));
    EXPECT_EQ(result.exit_code, 0) << read_file(folder_.path() / "browser.log");
    return result.output;
  }

  test::TemporaryFolder folder_;
};

std::string told(const std::string& page, const std::string& name) {
  std::smatch match;
  return std::regex_search(page, match, std::regex(" data-" + name + "=\"([^\"]*)\"")) ? match[1].str()
                                                                                       : "nothing";
}

std::vector<std::string> charts_of(const std::string& page) {
  const std::string begin = "<figure class=\"chart-figure\"";
  std::vector<std::string> charts;
  for (auto at = page.find(begin); at != std::string::npos; at = page.find(begin, at + 1)) {
    charts.push_back(page.substr(at, page.find("</figure>", at) - at));
  }
  return charts;
}

TEST_F(ReportPageIntegration, DrawsEveryFigure) {
  const std::string page = rendered(sample::document(), 1200);
  const auto charts = charts_of(page);
  ASSERT_EQ(charts.size(), 8u) << page.substr(0, 2000);
  for (const auto& chart : charts) {
    EXPECT_NE(chart.find("<svg"), std::string::npos) << chart.substr(0, 400);
    EXPECT_EQ(chart.find("could not be drawn"), std::string::npos) << chart;
    EXPECT_EQ(chart.find("NaN"), std::string::npos) << chart.substr(0, 400);
  }
  const auto shows = [&](int chart, const std::string& text) {
    return charts[static_cast<std::size_t>(chart)].find(">" + text + "</text>") != std::string::npos;
  };
  EXPECT_TRUE(shows(0, "IC + CCRT, AUC 0.91 (0.83-0.98)"));
  EXPECT_TRUE(shows(1, "epoch 14"));
  EXPECT_TRUE(shows(2, "predicted outcome"));
  EXPECT_TRUE(shows(3, "threshold 0.500"));
  for (const int empty : {4, 5, 7}) EXPECT_TRUE(shows(empty, "no data")) << empty;
  // ROC: 42 + 43 scores; 3 series of 30 epochs, 2 of them not finite; 42 patients; nothing where nothing is.
  EXPECT_EQ(told(page, "dots"), "85,88,0,42,0,0,0,0");
  EXPECT_EQ(told(page, "pictures"), "2");
  EXPECT_EQ(told(page, "error"), "nothing");
  EXPECT_EQ(told(page, "violation"), "nothing");
}

TEST_F(ReportPageIntegration, AnswersItsReader) {
  const std::string page = rendered(sample::document(), 1200);
  EXPECT_EQ(told(page, "buttons"), "16") << "SVG and PNG for each figure";
  EXPECT_EQ(told(page, "saved"), "roc.png data:,roc.svg blob:");
  EXPECT_NE(told(page, "tooltip").find("probability of RT"), std::string::npos) << told(page, "tooltip");
  EXPECT_EQ(told(page, "opened"), "1,0") << "folded boxes open for printing alone";
  EXPECT_EQ(told(page, "violation"), "nothing");
}

TEST_F(ReportPageIntegration, FitsAPhone) {
  EXPECT_EQ(told(rendered(sample::document(), 390), "hidden"), "0") << "pixels beside the window";
}

}  // namespace
}  // namespace residuum::report
