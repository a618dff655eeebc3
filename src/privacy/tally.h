// What was done to which attribute, counted: never a value.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>

#include "core/csv.h"

namespace residuum::privacy {

struct Done {
  std::string tag;   // "(0008,0080)"; "(0019,xxxx)" of private ones
  std::string name;  // "InstitutionName", "private", or "" of an unknown one
  // the standard's letters: X removed, Z emptied, D replaced by a dummy, U given a new UID, C cleaned, K kept
  char action = 'X';
  auto operator<=>(const Done&) const = default;
};

class Tally {
 public:
  struct Count {
    std::uint64_t elements = 0, files = 0;
  };

  void add(const Done& done) { ++counts_[done].elements; }
  void add_file(const Tally& of_file);
  const std::map<Done, Count>& counts() const { return counts_; }
  std::uint64_t elements(char action) const;

  // tag,name,action,elements,files
  CsvTable table() const;

 private:
  std::map<Done, Count> counts_;
};

}  // namespace residuum::privacy
