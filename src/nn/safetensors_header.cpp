#include "nn/safetensors_header.h"

#include <algorithm>
#include <limits>
#include <set>

#include "core/error.h"
#include "core/json.h"

namespace residuum::nn {
namespace {

constexpr std::size_t max_dimensions = 32;
constexpr int max_depth = 3;  // header, tensor, shape

// The library keeps one of two equal keys without a word, and deep nesting costs memory: both are refused
// while parsing.
Json parse_strictly(std::string_view text, const std::string& where) {
  using Event = Json::parse_event_t;
  std::vector<std::set<std::string>> keys;
  const Json::parser_callback_t watch = [&](int depth, Event event, Json& value) {
    if (depth > max_depth) throw input_error("{}: the header is nested too deeply", where);
    if (event == Event::object_start) keys.emplace_back();
    if (event == Event::object_end) keys.pop_back();
    if (event == Event::key && !keys.back().insert(value.get<std::string>()).second) {
      throw input_error("{}: \"{}\" stands twice in the header", where, value.get<std::string>());
    }
    return true;
  };
  try {
    return Json::parse(text, watch);
  } catch (const Json::exception& error) {
    throw input_error("{}: not a safetensors file (its header: {})", where, error.what());
  }
}

std::uint64_t whole_number(const Json& value, const std::string& place) {
  if (!value.is_number_unsigned()) throw input_error("{}: a whole number from 0 on is needed", place);
  const auto number = value.get<std::uint64_t>();
  if (number > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max())) {
    throw input_error("{}: {} is too large", place, number);
  }
  return number;
}

TensorEntry parse_entry(const std::string& name, const Json& value, const std::string& where) {
  const std::string place = fmt::format("{}: tensor \"{}\"", where, name);
  if (!value.is_object() || value.size() != 3 || !value.contains("dtype") || !value.contains("shape") ||
      !value.contains("data_offsets")) {
    throw input_error("{}: exactly dtype, shape and data_offsets are needed", place);
  }
  const auto& shape = value["shape"];
  const auto& offsets = value["data_offsets"];
  if (!value["dtype"].is_string() || !shape.is_array() || !offsets.is_array() || offsets.size() != 2) {
    throw input_error("{}: dtype, shape or data_offsets is of the wrong type", place);
  }
  if (shape.size() > max_dimensions) throw input_error("{}: {} dimensions are too many", place, shape.size());
  TensorEntry entry{name, value["dtype"].get<std::string>(), {}, 0, 0};
  for (const auto& extent : shape) {
    entry.shape.push_back(static_cast<std::int64_t>(whole_number(extent, place + ", shape")));
  }
  entry.begin = whole_number(offsets[0], place + ", data_offsets");
  entry.end = whole_number(offsets[1], place + ", data_offsets");
  if (entry.end < entry.begin) throw input_error("{}: data_offsets end before they begin", place);
  return entry;
}

void check_coverage(const std::vector<TensorEntry>& sorted, std::uint64_t data_bytes,
                    const std::string& where) {
  std::uint64_t covered = 0;
  for (const auto& entry : sorted) {
    if (entry.begin != covered) {
      throw input_error("{}: tensor \"{}\" begins at byte {}, {} is expected (a gap or an overlap)", where,
                        entry.name, entry.begin, covered);
    }
    covered = entry.end;
  }
  if (covered != data_bytes) {
    throw input_error("{}: the tensors cover {} bytes, the file has {} (cut off, or bytes too many)", where,
                      covered, data_bytes);
  }
}

}  // namespace

TensorHeader parse_header(std::string_view text, std::uint64_t data_bytes, const std::string& where) {
  if (!text.starts_with('{')) throw input_error("{}: not a safetensors file (no JSON header)", where);
  const auto json = parse_strictly(text, where);
  TensorHeader header;
  for (const auto& [name, value] : json.items()) {
    if (name != "__metadata__") {
      header.tensors.push_back(parse_entry(name, value, where));
      continue;
    }
    if (!value.is_object()) throw input_error("{}: __metadata__ is no object", where);
    for (const auto& [key, text_value] : value.items()) {
      if (!text_value.is_string()) throw input_error("{}: metadata \"{}\" is no text", where, key);
      header.metadata[key] = text_value.get<std::string>();
    }
  }
  std::ranges::stable_sort(header.tensors, {}, [](const TensorEntry& entry) {
    return std::pair{entry.begin, entry.end};
  });
  check_coverage(header.tensors, data_bytes, where);
  return header;
}

}  // namespace residuum::nn
