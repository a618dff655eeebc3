// Writes a volume as an MR Image Storage series (one file a slice, explicit VR little endian) by DCMTK, with
// the attributes of the MR image module, type 1 and 2 complete. Same arguments, same bytes.
#pragma once

#include <string>

#include "core/file.h"
#include "imaging/series.h"

namespace residuum::imaging {

struct DicomIdentity {
  std::string patient_name, patient_id, birth_date, sex;      // planted, synthetic
  std::string study_date, study_time, institution;            // YYYYMMDD, HHMMSS
  std::string study_uid, series_uid, frame_of_reference_uid;  // dotted, at most 64 characters
  std::string study_description;
};

// A valid UID under the 2.25 (UUID-derived, ITU-T X.667) root, the same for the same text.
std::string make_uid(const std::string& text);

// `volume` holds whole numbers 0..4095; files are folder/IM00001.dcm ... SOP instance UIDs derive from the
// series'. Numbers that are NaN and texts that are empty are left out where the standard allows it. Errors:
// input, for a voxel that 12 bits cannot hold, a value that its attribute cannot hold (named), a UID that is
// none.
void write_mr_series(const fs::path& folder, const Volume& volume, const Acquisition& acquisition,
                     const DicomIdentity& identity);

}  // namespace residuum::imaging
