#include "core/error.h"

#include <gtest/gtest.h>

#include <stdexcept>

#include "expect_error.h"

namespace residuum {
namespace {

TEST(Error, FormatsItsMessageAndKeepsItsKind) {
  const auto input = input_error("{}: {} of {}", "cohort.csv", 3, 4);
  EXPECT_STREQ(input.what(), "cohort.csv: 3 of 4");
  EXPECT_EQ(input.kind(), ErrorKind::input);
  EXPECT_EQ(failure("disk full").kind(), ErrorKind::failure);
}

TEST(Error, GathersContextOnItsWayUp) {
  const auto read = [] { with_context("slice 3", []() -> int { throw failure("damaged"); }); };
  try {
    with_context("patient P1", read);
    FAIL() << "no Error was thrown";
  } catch (const Error& error) {
    EXPECT_STREQ(error.what(), "patient P1: slice 3: damaged");
    EXPECT_EQ(error.kind(), ErrorKind::failure);
  }
}

TEST(WithContext, HandsTheResultOn) {
  int value = 1;
  int& result = with_context("unused", [&]() -> int& { return value; });
  result = 2;
  EXPECT_EQ(value, 2);
}

TEST(WithContext, LeavesOtherExceptionsAlone) {
  EXPECT_THROW(with_context("patient P1", [] { throw std::runtime_error("other"); }), std::runtime_error);
}

}  // namespace
}  // namespace residuum
