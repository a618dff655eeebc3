// What reading a series needs of one file's header, whatever its kind: a classic single slice or an enhanced
// multi-frame object with functional groups (PS3.3 C.7.6.16). Read by DCMTK; pixels are not touched.
#pragma once

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

struct FileHeader {
  fs::path path;
  std::string series_uid;
  Acquisition acquisition;
  std::size_t columns = 0, rows = 0;
  double slice_spacing = 0;  // SpacingBetweenSlices, else SliceThickness, else 0
  std::vector<FrameHeader> frames;
};

// The identity of a file: series and acquisition; empty uid when the file is no DICOM image. Never throws for
// damaged files.
struct FileIdentity {
  std::string series_uid;
  Acquisition acquisition;
};
FileIdentity read_identity(const fs::path& path);

// Errors (input): not DICOM, cut short, not MR, no pixel data, more than one sample a pixel, no or unusable
// geometry, absurd size.
FileHeader read_header(const fs::path& path);

}  // namespace residuum::imaging
