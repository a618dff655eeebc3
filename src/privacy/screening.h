// What a file is before it is edited: to be taken, to be passed over, or to be refused, and why.
#pragma once

#include <optional>
#include <string>

#include "core/file.h"

namespace residuum::privacy {

struct ScreenedFile {
  fs::path path;
  enum class Kind { object, directory, not_dicom } kind = Kind::object;
  std::string patient_id, study_uid, series_uid, instance_uid, date;
  long series_number = 0, instance_number = 0;
  std::string refusal;   // empty: can be taken
  std::string burnt_in;  // empty: nothing says that the pixels show who it is
};

// Pixels are not read. A data set without a file's header counts as DICOM where it names its class of
// objects. Errors: input, naming the file alone, when it is DICOM and cut or damaged before its pixels, or
// lacks the UIDs that it must have.
ScreenedFile screen(const fs::path& path);

}  // namespace residuum::privacy
