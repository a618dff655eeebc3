// A data set as the bytes of a DICOM file (PS3.10) that say nothing but what they must: an empty preamble,
// and meta information that names this program and not DCMTK, no sender and nothing private.
#pragma once

#include <string>

class DcmDataset;

namespace residuum::imaging {

// In the transfer syntax named, which the data set must be in already where that one compresses pixels.
// Errors: failure, when DCMTK cannot write it.
std::string dicom_bytes(DcmDataset& data, const std::string& sop_class_uid, const std::string& instance_uid,
                        const std::string& transfer_syntax_uid);

}  // namespace residuum::imaging
