// De-identifies one data set in memory, sequences included, by the profile.
#pragma once

#include <string>

#include "privacy/identifiers.h"
#include "privacy/key.h"
#include "privacy/profile.h"
#include "privacy/tally.h"

class DcmDataset;

namespace residuum::privacy {

struct Retained {
  bool characteristics = false;  // sex, weight, age up to 90: option 113108
  bool shifted_dates = false;    // 113107
  bool descriptions = false;     // of known words alone: 113105
};

struct Subject {
  std::string id;     // in place of PatientID and PatientName
  int days_back = 0;  // of the patient's dates, where they are kept
};

struct Means {
  const Profile& profile;
  const Key& key;
  Retained retained;
};

// Afterwards the data set holds what the profile keeps, text in ASCII alone, and says what was done
// (PatientIdentityRemoved, DeidentificationMethod and its codes). `identifiers` are the data set's own,
// before.
Tally deidentify(DcmDataset& data, const Means& means, const Subject& subject,
                 const Identifiers& identifiers);

}  // namespace residuum::privacy
