// What a data set says of who and where, gathered before it is edited, so that the same words can be found
// where they do not belong: a name typed into a coil's name, a hospital number in a sequence's.
#pragma once

#include <set>
#include <string>
#include <string_view>

class DcmItem;

namespace residuum::privacy {

class Identifiers {
 public:
  // Names of persons, numbers of the patient and the examination, institutions and stations, UIDs; in
  // sequences, too.
  static Identifiers of(DcmItem& item);

  // Whether a word of four letters or more of one of them is in the text, in capitals or not.
  bool are_in(std::string_view text) const;

  // Whether an original UID, a name or a number stands whole in the bytes of a file; `allowed` is the new
  // name, which may happen to be the old one.
  bool stand_in(std::string_view bytes, std::string_view allowed) const;

 private:
  void gather(DcmItem& item);
  void add(const std::string& value, bool whole);

  std::set<std::string> words_;   // in lower case
  std::set<std::string> values_;  // whole, as they stand
};

}  // namespace residuum::privacy
