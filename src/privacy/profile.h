// What is done to which DICOM attribute: data/privacy/profile.csv. Its column `standard` is the action of the
// Basic Application Level Confidentiality Profile (DICOM PS3.15, Table E.1-1, edition 2024b), empty where the
// table is silent; `action` is what is done here to the objects that are taken. An attribute without a row is
// removed: what imaging needs is named, not what identifies.
#pragma once

#include <cstdint>
#include <map>
#include <string>

namespace residuum::privacy {

// As the standard calls them. A pair depends on the object: the first for a classic one, the second for a
// multi-frame one, where the attribute must have a value.
enum class Action { remove, empty, dummy, new_uid, keep, remove_or_empty, remove_or_dummy, empty_or_dummy };

// The option under which something is kept, cleaned, in place of the action.
enum class Option { none, dates, characteristics, descriptions };

struct Rule {
  Action action = Action::remove;
  Option option = Option::none;
  std::string standard, name;
};

class Profile {
 public:
  static Profile read();  // the embedded table

  // REQUIRES: an even group; odd ones are private and always removed.
  const Rule& rule(std::uint16_t group, std::uint16_t element) const;
  const std::map<std::uint32_t, Rule>& rules() const { return rules_; }

 private:
  std::map<std::uint32_t, Rule> rules_;  // by group and element
  Rule unknown_;
};

}  // namespace residuum::privacy
