#include "nn/metadata.h"

#include <charconv>
#include <cmath>

#include "core/error.h"

namespace residuum::nn {

void require_kind(const TensorFile& file, const std::string& kind, const std::string& where) {
  const auto found = file.metadata.find("kind");
  if (found != file.metadata.end() && found->second == kind) return;
  throw input_error("{}: not a model of kind \"{}\" that this program wrote (its kind: \"{}\")", where, kind,
                    found == file.metadata.end() ? "none" : found->second);
}

const std::string& metadata_text(const TensorFile& file, const std::string& key, const std::string& where) {
  const auto found = file.metadata.find(key);
  if (found == file.metadata.end()) throw input_error("{}: metadata \"{}\" is missing", where, key);
  return found->second;
}

double metadata_number(const TensorFile& file, const std::string& key, double lowest, double highest,
                       const std::string& where) {
  const auto& text = metadata_text(file, key, where);
  double value = 0;
  const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (code != std::errc{} || end != text.data() + text.size() || !(value >= lowest && value <= highest)) {
    throw input_error("{}: metadata \"{}\" is \"{}\"; a number from {} to {} is needed", where, key, text,
                      lowest, highest);
  }
  return value;
}

int metadata_integer(const TensorFile& file, const std::string& key, int lowest, int highest,
                     const std::string& where) {
  const double value = metadata_number(file, key, lowest, highest, where);
  if (value != std::floor(value)) throw input_error("{}: metadata \"{}\" is no whole number", where, key);
  return static_cast<int>(value);
}

std::string exact_text(double value) {
  return fmt::format("{}", value);
}

}  // namespace residuum::nn
