// A folder of DICOM files without what tells who the patients are: DICOM PS3.15 Annex E, Basic Application
// Level Confidentiality Profile, and an allow-list for everything that its table does not name.
// docs/privacy.md says what is done and what is not promised.
#pragma once

#include <string>
#include <vector>

#include "core/file.h"
#include "privacy/dataset_editor.h"

namespace residuum::privacy {

struct Request {
  fs::path in, out;        // a folder or file; a folder that is not there or empty
  fs::path key, ids, map;  // empty: a key of this call alone; ids by order; no map
  Retained retained;
  bool allow_burnt_in = false;  // take images that may show a name in their pixels
  bool skip_refused = false;    // leave out what is refused, instead of failing
  int threads = 1;
};

struct Outcome {
  std::size_t files = 0, patients = 0, series = 0;
  std::size_t not_dicom = 0, directories = 0, links = 0, twice = 0;  // passed over
  std::vector<std::string> refused;                                  // left out: where it lies, and why
  Tally tally;
};

// Writes OUT/ID/series-N/000001.dcm ..., series in order of date and number, files by InstanceNumber. All or
// nothing: the folder gets its name when every file is written. Pixels, geometry and transfer syntax stay (a
// deflated one is written plain). Errors: input, naming files by their place alone: nothing to do, a file
// that is damaged or refused, two different files of one instance, OUT that is not empty or within IN, a map
// that exists or lies within OUT; failure, when the disk is full.
Outcome deidentify_folder(const Request& request);

}  // namespace residuum::privacy
