// Whether a text has a part somewhere.
#pragma once

#include <string>

namespace residuum::test {

inline bool holds(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace residuum::test
