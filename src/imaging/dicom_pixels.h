// The pixels of one DICOM file: native ones as DCMTK reads them, compressed ones decoded by GDCM from any
// transfer syntax it knows.
#pragma once

#include "imaging/dicom_header.h"

namespace residuum::imaging {

// Frame after frame, slope and intercept of each frame applied: header.frames x rows x columns values.
// Errors: input, when the pixel data cannot be decoded or do not fit the header.
std::vector<float> read_pixels(const FileHeader& header);

}  // namespace residuum::imaging
