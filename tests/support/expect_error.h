// Asserts that `work` throws an Error of `kind` whose message holds every one of `parts`.
#pragma once

#include <gtest/gtest.h>

#include <initializer_list>
#include <string>

#include "core/error.h"

namespace residuum::test {

template <class Work>
void expect_error(Work&& work, std::initializer_list<std::string> parts, ErrorKind kind = ErrorKind::input) {
  try {
    work();
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), kind) << error.what();
    for (const auto& part : parts) {
      EXPECT_NE(std::string(error.what()).find(part), std::string::npos)
          << "wanted \"" << part << "\" in: " << error.what();
    }
    return;
  }
  ADD_FAILURE() << "no Error was thrown";
}

}  // namespace residuum::test
