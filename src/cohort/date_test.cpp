#include "cohort/date.h"

#include <gtest/gtest.h>

namespace residuum::cohort {
namespace {

TEST(Date, ReadsIsoDates) {
  using namespace std::chrono;
  EXPECT_EQ(parse_date("2019-03-31"), Date(2019y / March / 31));
  EXPECT_EQ(parse_date("2016-02-29"), Date(2016y / February / 29));
}

TEST(Date, RefusesAnythingElse) {
  for (const char* text :
       {"", "2019-3-31", "31.03.2019", "2019/03/31", "2019-02-29", "2019-13-01", "2019-00-10", "20190331",
        "2019-03-3a", "2019-03-31 ", "-019-03-31", "2019--3-31"}) {
    EXPECT_EQ(parse_date(text), std::nullopt) << text;
  }
}

TEST(Date, AddsCalendarMonths) {
  EXPECT_EQ(add_months(*parse_date("2019-03-15"), 3), parse_date("2019-06-15"));
  EXPECT_EQ(add_months(*parse_date("2018-11-30"), 3), parse_date("2019-02-28"));
  EXPECT_EQ(add_months(*parse_date("2019-10-01"), 6), parse_date("2020-04-01"));
}

}  // namespace
}  // namespace residuum::cohort
