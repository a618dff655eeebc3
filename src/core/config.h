// A TOML settings file that refuses: every getter checks type and range, and `finish()` makes any key that no
// getter asked for an error with the nearest known key. Keys are dotted ("segmentation.epochs").
#pragma once

#include <limits>
#include <memory>
#include <string>
#include <vector>

#include "core/file.h"

namespace residuum {

class Config {
 public:
  // Errors: input, naming the file, line and column.
  static Config read(const fs::path& path);
  static Config parse(std::string_view text, const std::string& name);
  ~Config();
  Config(Config&&) noexcept;
  Config& operator=(Config&&) noexcept;

  bool has(const std::string& key) const;

  // The value, or `fallback` where the key is absent. Errors: input, naming file, key, value and what is
  // allowed.
  std::string text(const std::string& key, const std::string& fallback) const;
  std::string choice(const std::string& key, const std::string& fallback,
                     const std::vector<std::string>& allowed) const;
  long integer(const std::string& key, long fallback, long lowest, long highest) const;
  double number(const std::string& key, double fallback, double lowest, double highest) const;
  bool flag(const std::string& key, bool fallback) const;
  std::vector<std::string> texts(const std::string& key, const std::vector<std::string>& fallback) const;

  // A list of `count` whole numbers, none smaller than the one before.
  std::vector<long> rising(const std::string& key, const std::vector<long>& fallback, std::size_t count,
                           long lowest, long highest) const;

  // Like text(), but the key must be there.
  std::string required_text(const std::string& key) const;

  // Errors: input for the first key that nobody asked for.
  void finish() const;

 private:
  struct State;
  explicit Config(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace residuum
