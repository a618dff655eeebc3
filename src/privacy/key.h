// The secret under which identifiers get their replacements: HMAC-SHA-256 (RFC 2104). The same key gives the
// same replacements, in another call as well; without it nobody can tell from what they were made.
#pragma once

#include <string>
#include <string_view>

#include "core/file.h"

namespace residuum::privacy {

class Key {
 public:
  // The file's bytes, 16 to 4096 of them. Errors: input.
  static Key read(const fs::path& path);
  // From the system's source of randomness. Errors: failure.
  static Key random();

  // "2.25.NUMBER" (a UUID as a UID, ITU-T X.667).
  std::string new_uid(std::string_view uid) const;

  // By how many days a patient's dates go back: 1 to 3650.
  int days_back(std::string_view patient_id) const;

 private:
  explicit Key(std::string bytes) : bytes_(std::move(bytes)) {}
  std::string code(std::string_view purpose, std::string_view text) const;  // lower-case hex

  std::string bytes_;
};

}  // namespace residuum::privacy
