#include "report/text_table.h"

#include <gtest/gtest.h>

namespace residuum::report {
namespace {

TEST(TextTable, AlignsItsColumns) {
  EXPECT_EQ(to_text({"Two rows", {"a", "long name"}, {{"value", "1"}, {"x", ""}}}),
            "Two rows\n"
            "  a      long name\n"
            "  value  1\n"
            "  x\n\n");
}

}  // namespace
}  // namespace residuum::report
