// What reading a series needs of one file's header, whatever its kind: a classic single slice or an enhanced
// multi-frame object with functional groups (PS3.3 C.7.6.16). Read by DCMTK; pixels are not touched.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/file.h"
#include "imaging/series.h"

namespace residuum::imaging {

struct FrameHeader {
  Vec3 position{};                             // mm, LPS, centre of the first pixel
  Vec3 along_row{}, along_column{};            // unit steps: to the next column, to the next row
  double column_spacing = 0, row_spacing = 0;  // mm between columns, between rows
  double slope = 1, intercept = 0;
};

// MONOCHROME2, one sample a pixel, 8 or 16 bits of which the lowest are used.
struct StoredPixels {
  std::size_t rows = 0, columns = 0;
  unsigned bits_allocated = 16, bits_stored = 12;
  bool is_signed = false;
};

struct FileHeader {
  fs::path path;
  std::string series_uid, frame_of_reference_uid, sop_class_uid, sop_instance_uid;
  Acquisition acquisition;
  StoredPixels pixels;
  double between_slices = 0;  // SpacingBetweenSlices in mm, NaN where absent
  std::vector<FrameHeader> frames;
};

// The identity of a file: series and acquisition; empty uid when the file is no DICOM image. Errors: input,
// when it is DICOM and cut or damaged before its pixels.
struct FileIdentity {
  std::string series_uid;
  Acquisition acquisition;
};
FileIdentity read_identity(const fs::path& path);

// Errors (input): not DICOM, cut short, not MR, no pixel data or too few, another pixel layout than above, no
// or unusable geometry, absurd size.
FileHeader read_header(const fs::path& path);

}  // namespace residuum::imaging
