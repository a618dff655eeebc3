#include "core/number.h"

#include <gtest/gtest.h>

namespace residuum {
namespace {

TEST(ParseNumber, TakesAWholeFiniteNumberAndNothingElse) {
  EXPECT_EQ(parse_number("12.5"), 12.5);
  EXPECT_EQ(parse_number("-3e4"), -3e4);
  for (const char* text : {"", " 1", "1 ", "+1", "1,5", "12 ml", "nan", "inf", "1e999"})
    EXPECT_FALSE(parse_number(text)) << text;
}

}  // namespace
}  // namespace residuum
