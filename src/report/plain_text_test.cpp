#include "report/plain_text.h"

#include <gtest/gtest.h>

#include "expect_error.h"

namespace residuum::report {
namespace {

TEST(PlainText, AlignsTablesAndWrapsParagraphs) {
  const Document document{"Title",
                          "Who wrote it",
                          {{"First",
                            {Paragraph{"one two three four five six"}, Notice{"beware of it all"},
                             Table{"Ages",
                                   {"group", "mean \u00b1 SD", "P"},
                                   {{"a", "50 \u00b1 2", "0.04"}, {"bcd", "7 \u00b1 1", ""}}}}},
                           {"Second", {Table{"More", {"x"}, {{"1"}}}}}}};
  EXPECT_EQ(to_text(document, 20), R"(Title
=====
Who wrote it

First
-----

one two three four
five six

! beware of it all

Table 1. Ages
group  mean )"
                                   "\u00b1"
                                   R"( SD     P
-----  ---------  ----
a      50 )"
                                   "\u00b1"
                                   R"( 2     0.04
bcd    7 )"
                                   "\u00b1"
                                   R"( 1

Second
------

Table 2. More
x
-
1
)");
}

TEST(PlainText, NamesWhatItCannotShow) {
  const Document document{"T",
                          "",
                          {{"S",
                            {Figure{"roc", "ROC curves", {}}, Image{"A slice", "", "alt"},
                             Definitions{{{"seed", "1"}}}, Details{"More", {Paragraph{"inside"}}}}}}};
  const auto text = to_text(document);
  for (const char* part : {"[figure: ROC curves]", "[picture: A slice]", "  seed: 1", "More", "inside"})
    EXPECT_NE(text.find(part), std::string::npos) << part;
}

TEST(PlainText, RefusesARowOfAnotherWidth) {
  test::expect_error(
      [] {
        to_text({"T", "", {{"S", {Table{"Ages", {"a", "b"}, {{"1"}}}}}}});
      },
      {"Ages", "1 cells"});
}

}  // namespace
}  // namespace residuum::report
