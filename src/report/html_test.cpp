#include "report/html.h"

#include <gtest/gtest.h>

#include <regex>
#include <set>

#include "core/version.h"
#include "expect_error.h"
#include "holds.h"
#include "report/sample_document.h"

namespace residuum::report {
namespace {

std::size_t count(const std::string& text, const std::string& part) {
  std::size_t found = 0;
  for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + part.size())) ++found;
  return found;
}

using test::holds;

std::string between(const std::string& text, const std::string& begin, const std::string& end) {
  const auto from = text.find(begin);
  if (from == std::string::npos) return "";
  const auto to = text.find(end, from + begin.size());
  return to == std::string::npos ? "" : text.substr(from + begin.size(), to - from - begin.size());
}

Document page_of(std::vector<Block> blocks) {
  return {"Title", "Subtitle", {{"Section", std::move(blocks)}}};
}

std::string main_of(const Document& document) {
  return between(to_html(document), "<main", "</main>");
}

// Reads a page as a browser's tokenizer would, as far as scripts and nesting go; returns what is wrong.
std::string nesting_error(const std::string& html) {
  static const std::set<std::string> empty = {"meta", "img", "path", "wbr"};
  static const std::regex tag("<(/?)([a-z][a-z0-9]*)((?:\"[^\"]*\"|[^>\"])*)>");
  std::vector<std::string> open;
  std::smatch match;
  auto at = html.cbegin() + static_cast<std::ptrdiff_t>(html.find("<html"));
  while (std::regex_search(at, html.cend(), match, tag)) {
    at = match[0].second;
    const std::string name = match[2];
    if (match[1].length() > 0) {
      if (open.empty() || open.back() != name) return "unexpected </" + name + ">";
      open.pop_back();
    } else if (name == "script" || name == "style") {
      const std::string end = "</" + name;
      at = std::search(at, html.cend(), end.begin(), end.end());
      open.push_back(name);
    } else if (!empty.contains(name) && !match[3].str().ends_with("/")) {
      open.push_back(name);
    }
  }
  return open.empty() ? "" : "<" + open.back() + "> is not closed";
}

TEST(Html, IsOneWellNestedPage) {
  const std::string html = to_html(sample::document());
  EXPECT_TRUE(html.starts_with("<!DOCTYPE html>\n<html lang=\"en\">"));
  EXPECT_TRUE(html.ends_with("</html>\n"));
  EXPECT_EQ(nesting_error(html), "");
  EXPECT_LT(html.size(), 2'000'000u);
  for (const char* once : {"<h1>", "<main", "<nav", "<header>", "<footer>", "<title>", "<style>"}) {
    EXPECT_EQ(count(html, once), 1u) << once;
  }
}

TEST(Html, NestingCheckFindsFaults) {
  EXPECT_EQ(nesting_error("<html><p>a</html>"), "unexpected </html>");
  EXPECT_EQ(nesting_error("<html><script>\"</script>\"</script></html>"), "unexpected </script>");
  EXPECT_EQ(nesting_error("<html><p>"), "<p> is not closed");
}

TEST(Html, SaysResearchUseOnlyOnEveryPage) {
  for (const auto& document : {Document{}, page_of({Paragraph{"x"}}), sample::document()}) {
    const std::string html = to_html(document);
    EXPECT_TRUE(
        holds(between(html, "<header>", "</header>"), "<b>Research use only.</b> Not a medical device"));
    EXPECT_TRUE(holds(html, std::string("Residuum ") + version));
  }
}

TEST(Html, EscapesTextWhereverItStands) {
  const std::string text = sample::hostile;
  Document document{
      text,
      text,
      {{text,
        {Paragraph{text}, Notice{text}, Table{text, {text}, {{text}}}, Figure{"f", text, {{"a", text}}},
         Image{text, sample::png(), text}, Definitions{{{text, text}}}, Details{text, {Paragraph{text}}}}},
       {text, {}}}};
  const std::string html = to_html(document);
  EXPECT_EQ(nesting_error(html), "");
  EXPECT_FALSE(holds(html, "<script>alert"));
  EXPECT_FALSE(holds(html, "<!-- \""));
  // title, h1, subtitle, 2 contents, 2 h2, and one for each text of a block: 1 + 1 + 3 + 1 + 2 + 2 + 2
  EXPECT_EQ(count(html, "&lt;/script&gt;&lt;script&gt;alert(1)&lt;/script&gt;&lt;!-- &quot;&#39;&amp;"), 19u);
}

TEST(Html, KeepsFigureDataInsideItsScript) {
  const Json spec = {{"text", sample::hostile}, {"number", 1.5}};
  const std::string html = main_of(page_of({Figure{"my-figure", "Caption", spec}}));
  const std::string data =
      between(html, "<script type=\"application/json\" data-figure=\"my-figure\">", "</script>");
  EXPECT_FALSE(holds(data, "<"));
  const Json read = Json::parse(data);
  EXPECT_EQ(read["text"], sample::hostile);
  EXPECT_EQ(read["number"], 1.5);
  EXPECT_EQ(read["description"], "Caption");  // what a screen reader says
}

TEST(Html, KeepsTheDescriptionOfASpecification) {
  const std::string html = main_of(page_of({Figure{"f", "Caption", {{"description", "Own words"}}}}));
  EXPECT_TRUE(holds(html, "{\"description\":\"Own words\"}"));
}

TEST(Html, WritesBrokenUtf8AndNumbersThatAreNone) {
  const Json spec = {{"text", "a\xff"}, {"nan", std::nan("")}};
  const std::string html = main_of(page_of({Figure{"f", "Caption", spec}}));
  EXPECT_TRUE(holds(html, "{\"text\":\"a\xef\xbf\xbd\",\"nan\":null"));
}

TEST(Html, NumbersTablesAndFiguresInReadingOrder) {
  const Table table{"t", {"a"}, {{"x"}}};
  const Figure figure{"f", "f", Json::object()};
  const Image image{"i", sample::png(), "alt"};
  Document document{
      "T", "", {{"One", {figure, table, image}}, {"Two", {Details{"d", {table}}, figure, table}}}};
  const std::string html = to_html(document);
  std::vector<std::string> labels;
  const std::regex label("<b>((?:Table|Figure) \\d+\\.)</b> (.)");
  for (std::sregex_iterator it(html.begin(), html.end(), label), end; it != end; ++it) {
    labels.push_back((*it)[1].str() + (*it)[2].str());
  }
  EXPECT_EQ(labels, (std::vector<std::string>{"Figure 1.f", "Table 1.t", "Figure 2.i", "Table 2.t",
                                              "Figure 3.f", "Table 3.t"}));
}

TEST(Html, ContentsLeadToEverySection) {
  const std::string html = to_html(sample::document());
  const std::string contents = between(html, "<nav", "</nav>");
  EXPECT_EQ(count(contents, "<li>"), 5u);
  for (int i = 1; i <= 5; ++i) {
    EXPECT_TRUE(holds(contents, fmt::format("href=\"#section-{}\"", i)));
    EXPECT_EQ(count(html, fmt::format("id=\"section-{}\"", i)), 1u);
  }
  EXPECT_TRUE(holds(html, "href=\"#content\"")) << "the way past the contents, for the keyboard";
  EXPECT_FALSE(holds(to_html(page_of({})), "<nav")) << "one section needs no contents";
}

TEST(Html, DrawsTablesWithHeadersAndFlushNumbers) {
  const Table table{"c", {"name", "n", "mixed"}, {{"CCRT", "0.87 (0.78-0.95)", "12"}, {"IC", "", "none"}}};
  const std::string html = main_of(page_of({table}));
  EXPECT_TRUE(holds(html, "<caption id=\"caption-1\"><span><b>Table 1.</b> c</span></caption>"));
  EXPECT_TRUE(holds(html,
                    "<thead><tr><th scope=\"col\">name</th><th scope=\"col\" class=\"number\">n</th>"
                    "<th scope=\"col\">mixed</th></tr></thead>"));
  EXPECT_TRUE(holds(
      html,
      "<tr><th scope=\"row\">CCRT</th><td class=\"number\">0.87 <wbr>(0.78-0.95)</td><td>12</td></tr>"));
  EXPECT_TRUE(holds(html, "<tr><th scope=\"row\">IC</th><td class=\"number\"></td><td>none</td></tr>"));
  EXPECT_TRUE(holds(main_of(page_of({Table{"c", {"n"}, {{"1"}}}})), "<tr><td class=\"number\">1</td></tr>"));
}

TEST(Html, RefusesARaggedTable) {
  test::expect_error(
      [] {
        to_html(page_of({Table{"Rates", {"a", "b"}, {{"1", "2"}, {"1"}}}}));
      },
      {"\"Rates\"", "row 2 has 1 cells, its header 2"});
}

TEST(Html, RefusesAFigureIdThatIsNoFileName) {
  for (const char* id : {"", "../roc", "roc 1", "ro\"c", "r\xc3\xb6"}) {
    test::expect_error(
        [&] {
          to_html(page_of({Figure{id, "c", Json::object()}}));
        },
        {"letters, digits and -"});
  }
}

TEST(Html, MarksWhatIsLeaked) {
  const std::string mark = "<strong class=\"leak\">Leaked: chosen on test patients</strong> c";
  Table table{"c", {"a"}, {{"x"}}};
  Image image{"c", sample::png(), "alt"};
  EXPECT_EQ(count(to_html(page_of({table, image})), "class=\"leak\""), 0u);
  table.leak = image.leak = "chosen on test patients";
  const Figure figure = leaked({"f", "c", Json::object()}, "chosen on test patients");
  EXPECT_EQ(count(to_html(page_of({table, image, figure})), mark), 3u);
}

TEST(Html, CarriesPicturesInBase64) {
  // RFC 4648, section 10
  const std::string html =
      main_of(page_of({Image{"Caption", "foobar", "A \"picture\""}, Image{"", "fooba", ""}}));
  EXPECT_TRUE(holds(html, "<img alt=\"A &quot;picture&quot;\" src=\"data:image/png;base64,Zm9vYmFy\">"));
  EXPECT_TRUE(holds(html, "src=\"data:image/png;base64,Zm9vYmE=\">"));
}

TEST(Html, NeedsNothingFromOutside) {
  const std::string html = to_html(sample::document());
  const std::string head = between(html, "<head>", "</head>");
  EXPECT_TRUE(holds(head, "http-equiv=\"Content-Security-Policy\" content=\"default-src 'none';"));
  EXPECT_FALSE(holds(head, "unsafe-eval"));
  EXPECT_FALSE(holds(head, "@import"));
  EXPECT_FALSE(holds(head, "url("));
  EXPECT_FALSE(holds(html, "<link"));
  EXPECT_FALSE(
      std::regex_search(html.substr(0, html.find("</main>")), std::regex("(src|href)=\"(?!data:|#)")));
}

TEST(Html, CarriesVegaOnlyWhereThereAreFigures) {
  EXPECT_LT(to_html(page_of({Paragraph{"x"}})).size(), 30'000u);
  const std::string html = to_html(page_of({Figure{"f", "c", Json::object()}}));
  for (const char* name : {"<script>/* Vega\n", "<script>/* Vega-Lite\n", "<script>/* Vega-Embed\n"}) {
    EXPECT_EQ(count(html, name), 1u) << name;
  }
  EXPECT_EQ(count(html, "University of Washington Interactive Data Lab"), 3u);
}

TEST(Html, IsTheSameEveryTime) {
  EXPECT_EQ(to_html(sample::document()), to_html(sample::document()));
}

}  // namespace
}  // namespace residuum::report
