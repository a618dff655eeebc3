// The one way by which a DICOM file is opened. DCMTK 3.6.7 calls itself once for every item within an item,
// so that a file of 4 MB can overflow the stack, and takes in whatever a deflated stream holds. Both are
// bounded here (core/limits.h) before DCMTK sees the file.
#pragma once

#include <functional>
#include <optional>
#include <type_traits>

#include "core/file.h"

class DcmFileFormat;
class OFCondition;

namespace residuum::imaging {

// Whether it says of itself, 128 bytes in, that it is a DICOM file (PS3.10, 7.1).
bool has_dicom_magic(const fs::path& path);

enum class DicomExtent { until_pixels, whole };

// Hands the file to `use`, with DCMTK's verdict on it: a file that DCMTK cannot read is no error here. Where
// the file holds many items, `use` runs in a thread whose stack has room for all of them within each other;
// the file is gone when this returns, whatever `use` keeps of it must be a copy. Errors: input, naming the
// file and the bound, for too many items or attributes or too large a deflated stream; failure, where there
// is no memory for the stack; and whatever `use` throws.
void open_dicom(const fs::path& path, DicomExtent extent,
                const std::function<void(DcmFileFormat&, const OFCondition&)>& use);

// The same, for a `use` that answers.
template <class Use>
auto with_dicom(const fs::path& path, DicomExtent extent, Use&& use) {
  std::optional<std::invoke_result_t<Use, DcmFileFormat&, const OFCondition&>> answer;
  open_dicom(path, extent,
             [&](DcmFileFormat& file, const OFCondition& status) { answer.emplace(use(file, status)); });
  return *std::move(answer);
}

}  // namespace residuum::imaging
