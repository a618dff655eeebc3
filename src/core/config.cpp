#include "core/config.h"

#include <toml++/toml.h>

#include <algorithm>
#include <set>
#include <sstream>

#include "core/error.h"
#include "core/text.h"

namespace residuum {

struct Config::State {
  std::string name;
  toml::table table;
  std::set<std::string> asked;

  toml::node_view<toml::node> find(const std::string& key) {
    asked.insert(key);
    return table.at_path(key);
  }

  Error wrong(const std::string& key, const std::string& allowed) {
    std::ostringstream value;
    table.at_path(key).visit([&](auto& node) { value << node; });
    return input_error("{}: {} = {} is not allowed; it must be {}", name, key, value.str(), allowed);
  }
};

Config::Config(std::unique_ptr<State> state) : state_(std::move(state)) {}
Config::~Config() = default;
Config::Config(Config&&) noexcept = default;
Config& Config::operator=(Config&&) noexcept = default;

Config Config::read(const fs::path& path) {
  return parse(read_file(path, limits::settings_bytes), path.string());
}

Config Config::parse(std::string_view text, const std::string& name) {
  try {
    auto state = std::make_unique<State>();
    state->name = name;
    state->table = toml::parse(text);
    return Config(std::move(state));
  } catch (const toml::parse_error& error) {
    throw input_error("{}, line {}, column {}: {}", name, error.source().begin.line,
                      error.source().begin.column, error.description());
  }
}

bool Config::has(const std::string& key) const {
  return static_cast<bool>(state_->find(key));
}

std::string Config::text(const std::string& key, const std::string& fallback) const {
  const auto node = state_->find(key);
  if (!node) return fallback;
  if (const auto value = node.value_exact<std::string>()) return *value;
  throw state_->wrong(key, "text in quotes");
}

std::string Config::required_text(const std::string& key) const {
  if (!has(key)) throw input_error("{}: {} is missing", state_->name, key);
  return text(key, "");
}

std::string Config::choice(const std::string& key, const std::string& fallback,
                           const std::vector<std::string>& allowed) const {
  const std::string value = text(key, fallback);
  if (std::find(allowed.begin(), allowed.end(), value) != allowed.end()) return value;
  std::string list;
  for (const auto& word : allowed) list += (list.empty() ? "" : ", ") + word;
  throw state_->wrong(key, "one of " + list);
}

long Config::integer(const std::string& key, long fallback, long lowest, long highest) const {
  const auto node = state_->find(key);
  if (!node) return fallback;
  const auto value = node.value_exact<std::int64_t>();
  if (value && *value >= lowest && *value <= highest) return static_cast<long>(*value);
  throw state_->wrong(key, fmt::format("a whole number from {} to {}", lowest, highest));
}

double Config::number(const std::string& key, double fallback, double lowest, double highest) const {
  const auto node = state_->find(key);
  if (!node) return fallback;
  const auto value = node.value<double>();
  if (node.is_number() && value && *value >= lowest && *value <= highest) return *value;
  throw state_->wrong(key, fmt::format("a number from {} to {}", lowest, highest));
}

bool Config::flag(const std::string& key, bool fallback) const {
  const auto node = state_->find(key);
  if (!node) return fallback;
  if (const auto value = node.value_exact<bool>()) return *value;
  throw state_->wrong(key, "true or false");
}

std::vector<std::string> Config::texts(const std::string& key,
                                       const std::vector<std::string>& fallback) const {
  const auto node = state_->find(key);
  if (!node) return fallback;
  std::vector<std::string> values;
  const auto* array = node.as_array();
  if (!array) throw state_->wrong(key, "a list of texts");
  for (const auto& element : *array) {
    const auto value = element.value_exact<std::string>();
    if (!value) throw state_->wrong(key, "a list of texts");
    values.push_back(*value);
  }
  return values;
}

std::vector<long> Config::rising(const std::string& key, const std::vector<long>& fallback, std::size_t count,
                                 long lowest, long highest) const {
  const auto node = state_->find(key);
  if (!node) return fallback;
  const auto wrong = [&] {
    return state_->wrong(
        key, fmt::format("a list of {} rising whole numbers from {} to {}", count, lowest, highest));
  };
  std::vector<long> values;
  const auto* array = node.as_array();
  if (!array || array->size() != count) throw wrong();
  for (const auto& element : *array) {
    const auto value = element.value_exact<std::int64_t>();
    if (!value || *value < lowest || *value > highest || (!values.empty() && *value < values.back()))
      throw wrong();
    values.push_back(static_cast<long>(*value));
  }
  return values;
}

namespace {

void collect_keys(const toml::table& table, const std::string& prefix, std::vector<std::string>& keys) {
  for (const auto& [key, node] : table) {
    // A quoted key with a dot in it ("a.b" = 1) is not the dotted key a.b, and no getter reads it.
    const std::string name(key.str());
    const std::string path =
        prefix + (name.find_first_of(".[") == std::string::npos ? name : "\"" + name + '"');
    if (const auto* inner = node.as_table(); inner && !inner->empty()) {
      collect_keys(*inner, path + ".", keys);
    } else if (inner) {
      keys.push_back(path + ".");  // an empty table
    } else {
      keys.push_back(path);
    }
  }
}

}  // namespace

void Config::finish() const {
  std::vector<std::string> present;
  collect_keys(state_->table, "", present);
  const std::vector<std::string> known(state_->asked.begin(), state_->asked.end());
  for (const auto& key : present) {
    const bool table = key.ends_with('.');
    const bool known_table = table && std::any_of(known.begin(), known.end(),
                                                  [&](const auto& one) { return one.starts_with(key); });
    if (state_->asked.contains(key) || known_table) continue;
    const std::string meant = nearest(key, known);
    throw input_error("{}: unknown key {}{}", state_->name, key,
                      meant.empty() ? "" : "; did you mean " + meant + "?");
  }
}

}  // namespace residuum
