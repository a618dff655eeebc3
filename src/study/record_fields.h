// A run's record read by name: what is not there is an error, not an empty phrase.
#pragma once

#include <string>
#include <vector>

#include "core/json.h"

namespace residuum::study {

class Fields {
 public:
  explicit Fields(const Json& value) : value_(value) {}

  template <class T>
  T get(const char* key) const {
    return json_field<T>(value_, key, "the run's record");
  }
  std::string text(const char* key) const { return get<std::string>(key); }
  double number(const char* key) const { return get<double>(key); }
  long whole(const char* key) const { return get<long>(key); }
  bool flag(const char* key) const { return get<bool>(key); }
  Fields at(const char* key) const { return Fields(get<Json>(key)); }
  const Json& json() const { return value_; }

 private:
  Json value_;
};

}  // namespace residuum::study
