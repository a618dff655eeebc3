#include "core/csv.h"

#include <gtest/gtest.h>

#include "expect_error.h"
#include "temporary_folder.h"

namespace residuum {
namespace {

TEST(Csv, ReadsCellsByColumn) {
  const auto table = CsvTable::parse("id,age\nP1, 61 \nP2,\n", "cohort.csv");
  ASSERT_EQ(table.row_count(), 2u);
  EXPECT_EQ(table.columns(), (std::vector<std::string>{"id", "age"}));
  EXPECT_EQ(table.cell(0, "id"), "P1");
  EXPECT_EQ(table.cell(0, "age"), "61");
  EXPECT_EQ(table.cell(1, "age"), "");
  EXPECT_TRUE(table.has_column("age"));
  EXPECT_FALSE(table.has_column("Age"));
  test::expect_error([&] { table.cell(0, "sex"); }, {"cohort.csv", "no column sex"});
}

TEST(Csv, ReadsQuotes) {
  const auto table = CsvTable::parse("a,b\n\"x, y\",\"say \"\"hi\"\"\"\n\"two\nlines\",\"\"\n", "x.csv");
  EXPECT_EQ(table.cell(0, "a"), "x, y");
  EXPECT_EQ(table.cell(0, "b"), "say \"hi\"");
  EXPECT_EQ(table.cell(1, "a"), "two\nlines");
  EXPECT_EQ(table.cell(1, "b"), "");
}

// A space before the quote made the quote part of the cell, and a comma in it the end of the cell.
TEST(Csv, TrimsAroundAndWithinQuotes) {
  const auto table = CsvTable::parse("a, \"b\"\n \"x, y\" ,\" NRT \"\n", "x.csv");
  EXPECT_EQ(table.cell(0, "a"), "x, y");
  EXPECT_EQ(table.cell(0, "b"), "NRT");
}

TEST(Csv, ReadsEveryLineEndingAndAByteOrderMark) {
  for (const std::string text : {"a,b\r\n1,2\r\n\r\n3,4", "a,b\n1,2\n\n3,4\n",
                                 "\xEF\xBB\xBF"
                                 "a,b\r1,2\r3,4\r"}) {
    const auto table = CsvTable::parse(text, "x.csv");
    ASSERT_EQ(table.row_count(), 2u);
    EXPECT_EQ(table.cell(0, "a"), "1");
    EXPECT_EQ(table.cell(1, "b"), "4");
  }
}

TEST(Csv, NamesThePlace) {
  const auto table =
      CsvTable::parse("id,note,age\nP1,\"two\nlines\",x\n\nP2,,1e2\nP3,,\nP4,,nan\n", "cohort.csv");
  EXPECT_EQ(table.place(1, "age"), "cohort.csv, line 5, column age");
  test::expect_error([&] { table.number(0, "age"); }, {"cohort.csv, line 2, column age", "\"x\""});
  EXPECT_EQ(table.number(1, "age"), 100.0);
  EXPECT_EQ(table.number(2, "age"), std::nullopt);
  EXPECT_EQ(table.number(2, "none"), std::nullopt);
  test::expect_error([&] { table.number(3, "age"); }, {"line 7", "\"nan\""});
}

TEST(Csv, RefusesDamagedTables) {
  const auto refuse = [](const std::string& text, std::initializer_list<std::string> parts) {
    test::expect_error([&] { CsvTable::parse(text, "x.csv"); }, parts);
  };
  refuse("", {"x.csv", "header"});
  refuse("\xEF\xBB\xBF", {"x.csv", "header"});
  refuse("a,b\n1\n", {"x.csv, line 2", "1 cells", "2"});
  refuse("a,b\n1,2\n1,2,3\n", {"line 3", "3 cells"});
  refuse("a,b\n1,\"2\n", {"line 2", "never closed"});
  refuse("a,b\n1,\"2\"x\n", {"line 2", "after a closing quote"});
  refuse("a,a\n", {"line 1", "column a stands twice"});
  refuse("a,\n1,2\n", {"line 1", "without a name"});
  refuse("a,b\n1,\xFC\n", {"not UTF-8"});
}

TEST(Csv, SurvivesItsFile) {
  const test::TemporaryFolder folder;
  CsvTable table({"plain", "with, comma"});
  table.add_row({"\"quoted\"", "line\r\nbreak"});
  table.add_row({"", "Zürich"});
  table.write(folder.path() / "x.csv");
  const auto read = CsvTable::read(folder.path() / "x.csv");
  EXPECT_EQ(read.columns(), table.columns());
  ASSERT_EQ(read.row_count(), 2u);
  for (std::size_t row = 0; row < 2; ++row) {
    for (const auto& column : table.columns()) EXPECT_EQ(read.cell(row, column), table.cell(row, column));
  }
  EXPECT_THROW(table.add_row({"one"}), Error);
}

}  // namespace
}  // namespace residuum
