#include "privacy/dates.h"

#include <gtest/gtest.h>

namespace residuum::privacy {
namespace {

TEST(Dates, GoBackByDaysOverLeapYears) {
  // Golden: Python's datetime.
  EXPECT_EQ(days_earlier("20200301", 366), "20190301");
  EXPECT_EQ(days_earlier("20190514", 1000), "20160817");
  EXPECT_EQ(days_earlier("20190514134501.250000+0100", 1000), "20160817000000") << "the time of day goes";
}

TEST(Dates, WhatIsNoDateIsNotKept) {
  for (const char* value : {"", "2019", "2019.05.14", "20191301", "20190230", "Weissling", "00010101"}) {
    EXPECT_FALSE(days_earlier(value, 10)) << value;
  }
}

TEST(Dates, AgesAreCappedAtNinety) {
  EXPECT_EQ(capped_age("067Y"), "067Y");
  EXPECT_EQ(capped_age("089Y"), "089Y");
  EXPECT_EQ(capped_age("090Y"), "090Y");
  EXPECT_EQ(capped_age("104Y"), "090Y");
  EXPECT_EQ(capped_age("011M"), "011M");
  for (const char* value : {"", "67", "67Y", "0x7Y", "067Z", "Bob!"})
    EXPECT_FALSE(capped_age(value)) << value;
}

}  // namespace
}  // namespace residuum::privacy
