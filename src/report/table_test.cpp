#include "report/table.h"

#include <gtest/gtest.h>

#include "expect_error.h"
#include "holds.h"
#include "report/sample_document.h"

namespace residuum::report {
namespace {

using test::holds;

const Table rates{"Rates", {"side", "n", "rate"}, {{"model", "69", "0.841 (0.737-0.909)"}, {"none", "", ""}}};

TEST(Table, KnowsItsColumnsOfNumbers) {
  EXPECT_EQ(number_columns(rates), (std::vector<bool>{false, true, true}));
  EXPECT_EQ(number_columns({"c", {"p", "mixed", "empty"}, {{"<0.001", "1", ""}, {"", "none", ""}}}),
            (std::vector<bool>{true, false, false}));
}

TEST(Table, RefusesRaggedRowsAndIdsThatAreNoFileNames) {
  test::expect_error([] { to_csv({"Rates", {"a", "b"}, {{"1"}}}); }, {"\"Rates\"", "row 1 has 1 cells"});
  test::expect_error([] { to_latex({"Rates", {"a"}, {}, "../x"}, "x"); }, {"letters, digits and -"});
}

TEST(TableFiles, AreNumberedInReadingOrderThroughFoldedBoxes) {
  Document document{"T", "", {{"One", {Table{"a", {"x"}, {}, "counts"}}}, {"Two", {}}}};
  document.sections[1].blocks = {Details{"d", {Table{"b", {"x"}, {}}}}, Table{"c", {"x"}, {}, "last"}};
  std::vector<std::string> found;
  for (const auto& file : table_files(document)) found.push_back(file.name + " " + file.table.caption);
  EXPECT_EQ(found, (std::vector<std::string>{"table-01-counts a", "table-02 b", "table-03-last c"}));
}

TEST(Csv, QuotesWhatNeedsIt) {
  EXPECT_EQ(to_csv({"c", {"a", "b"}, {{"1, 2", "say \"x\""}}}), "a,b\n\"1, 2\",\"say \"\"x\"\"\"\n");
}

TEST(Latex, IsABooktabsFloatWithNumbersFlushRight) {
  EXPECT_EQ(to_latex(rates, "table-01"),
            "% Needs \\usepackage{booktabs,array,longtable,graphicx}.\n"
            "\\begin{table}\n\\centering\\small\n\\caption{Rates}\\label{tab:table-01}\n"
            "\\resizebox{\\ifdim\\width>\\linewidth\\linewidth\\else\\width\\fi}{!}{%\n"
            "\\begin{tabular}{lrr}\n\\toprule\nside & n & rate \\\\\n\\midrule\n"
            "model & 69 & 0.841 (0.737--0.909) \\\\\nnone &  &  \\\\\n\\bottomrule\n"
            "\\end{tabular}}\n\\end{table}\n");
}

TEST(Latex, EscapesWhatItWouldTakeForACommand) {
  const auto latex = to_latex({"50% & more_", {"a#", "t"}, {{"[x]* \\end{x}", "$1^2~<|>\"\n"}}}, "l");
  EXPECT_TRUE(holds(latex, "\\caption{50\\% \\& more\\_}")) << latex;
  EXPECT_TRUE(holds(latex, "a\\# & t")) << latex;
  EXPECT_TRUE(holds(latex, "{[}x]{*} \\textbackslash{}end\\{x\\}")) << latex;
  EXPECT_TRUE(
      holds(latex, "\\$1\\textasciicircum{}2\\textasciitilde{}\\textless{}\\textbar{}\\textgreater{}'' "))
      << latex;
}

TEST(Latex, TellsMinusFromRange) {
  const auto latex = to_latex({"c", {"x"}, {{"-0.12 (-0.30-0.05)"}, {"5-7"}}}, "l");
  EXPECT_TRUE(holds(latex, "$-$0.12 ($-$0.30--0.05) \\\\\n5--7 \\\\\n")) << latex;
  EXPECT_TRUE(holds(to_latex({"c", {"name"}, {{"IC-CCRT"}}}, "l"), "IC-CCRT")) << "no number";
}

TEST(Latex, BreaksLongTextsAndLongTables) {
  const Table wide{"c", {"n", "item", "answer"}, {{"1", std::string(60, 'a'), std::string(120, 'b')}}};
  const auto latex = to_latex(wide, "l");
  EXPECT_TRUE(holds(latex, "{r>{\\raggedright\\arraybackslash}p{0.")) << latex;
  Table tall{"c", {"n"}, {}};
  for (int i = 0; i < 31; ++i) tall.rows.push_back({std::to_string(i)});
  EXPECT_TRUE(
      holds(to_latex(tall, "l"), "\\begin{longtable}{r}\n\\caption{c}\\label{tab:l} \\\\\n\\toprule"));
}

TEST(Latex, CarriesTheMarkOfALeak) {
  Table table = rates;
  table.leak = "chosen on test patients";
  EXPECT_TRUE(holds(to_latex(table, "l"), "\\caption{\\textbf{Leaked:} chosen on test patients. Rates}"));
}

}  // namespace
}  // namespace residuum::report
