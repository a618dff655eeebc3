#include "outcome/unit.h"

#include <fmt/ranges.h>

#include "core/error.h"

namespace residuum::outcome {
namespace {

struct Named {
  Unit unit;
  const char* name;
};
constexpr Named units[] = {
    {Unit::image, "image"}, {Unit::mean, "mean"}, {Unit::stack, "stack"}, {Unit::attention, "attention"}};

}  // namespace

std::string to_string(Unit unit) {
  for (const auto& one : units) {
    if (one.unit == unit) return one.name;
  }
  return "";
}

std::vector<std::string> unit_names() {
  std::vector<std::string> names;
  for (const auto& one : units) names.emplace_back(one.name);
  return names;
}

Unit unit_of(const std::string& name) {
  for (const auto& one : units) {
    if (one.name == name) return one.unit;
  }
  throw input_error("unit \"{}\" is unknown; there are {}", name, fmt::join(unit_names(), ", "));
}

}  // namespace residuum::outcome
