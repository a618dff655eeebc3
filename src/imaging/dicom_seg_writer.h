// A mask as a DICOM segmentation object (binary, PS3.3 A.51) that a PACS shows over the series it belongs to.
#pragma once

#include <string>

#include "imaging/series.h"

namespace residuum::imaging {

// Who made the mask, for the object's segments: they say AUTOMATIC and by what, or MANUAL (PS3.3 C.8.20.2).
struct SegAuthor {
  std::string algorithm;    // as in "deeplabv3_resnet50"; empty where a person drew it
  std::string description;  // of the series and the content: at most 64 characters
};

SegAuthor drawn_by_network(const std::string& network);
SegAuthor drawn_by_radiologist();

// Label 1 becomes the segment "Primary tumour", label 2 "Lymph nodes"; one frame for each slice that has it
// (one empty frame where nothing is labelled, for an object has one at least). The patient's and the study's
// attributes are taken over from the source, as a PACS files by them: whoever writes this file hands on the
// source's identifiers. UIDs derive from the source's and the mask; the date is the source's study date: same
// arguments, same bytes. Atomic. Errors: failure, where DCMTK cannot make it of the source (named) or the
// mask is not on the source's grid.
void write_seg(const fs::path& path, const Mask& mask, const SeriesVolume& source, const SegAuthor& author);

}  // namespace residuum::imaging
