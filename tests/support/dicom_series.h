// For the tests: a small MR series on disk whose files can be spoiled one by one.
#pragma once

#include <dcmtk/dcmdata/dctk.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <string>
#include <vector>

#include "imaging/dicom_writer.h"
#include "temporary_folder.h"

namespace residuum::imaging::fixture {

inline Acquisition acquisition(const std::string& description = "Ax T1 FSE +C") {
  constexpr double absent = std::numeric_limits<double>::quiet_NaN();
  Acquisition a{};
  a.manufacturer = "Residuum";
  a.model = "Test";
  a.series_description = description;
  a.scanning_sequence = "SE";
  a.sequence_name = "fse";
  a.contrast_agent = "Gd";
  a.field_strength_t = 3;
  a.repetition_time_ms = 600;
  a.echo_time_ms = 11;
  a.inversion_time_ms = a.flip_angle_deg = absent;
  a.slice_thickness_mm = 5;
  return a;
}

// 6 columns, 5 rows and `slices` slices of 5 mm, turned by 10 degrees about the left-right axis; all voxels
// differ.
inline Volume volume(std::size_t slices = 8) {
  const double c = std::cos(0.17453292519943295), s = std::sin(0.17453292519943295);
  Volume v{{{6, 5, slices}, {0.5, 0.75, 5}, {-20, 12.5, -30}, {{{1, 0, 0}, {0, c, -s}, {0, s, c}}}}, {}};
  for (std::size_t i = 0; i < v.geometry.voxels(); ++i) v.voxels.push_back(static_cast<float>(i * 3 + 1));
  return v;
}

// The same place in the patient, of 48 x 40 pixels: GDCM's JPEG 2000 encoder writes beyond its buffer where
// an image is smaller than what its own headers take.
inline Volume larger_volume(std::size_t slices) {
  Volume v = volume(slices);
  v.geometry.size = {48, 40, slices};
  v.voxels.clear();
  for (std::size_t i = 0; i < v.geometry.voxels(); ++i) v.voxels.push_back(static_cast<float>(i * 7 % 4096));
  return v;
}

inline DicomIdentity identity(const std::string& series) {
  return {"TEST^NOBODY",
          "T1",
          "19700101",
          "F",
          "20200102",
          "101530",
          "Nowhere",
          make_uid("study"),
          make_uid(series),
          make_uid("frame"),
          "Neck"};
}

using test::files_in;

inline void edit(const fs::path& path, const std::function<void(DcmDataset&)>& change,
                 E_TransferSyntax syntax = EXS_LittleEndianExplicit) {
  DcmFileFormat file;
  file.loadFile(path.c_str());
  file.loadAllDataIntoMemory();
  change(*file.getDataset());
  file.saveFile(path.c_str(), syntax);
}

inline void set(DcmItem& item, const DcmTagKey& tag, const std::string& value) {
  item.putAndInsertString(tag, value.c_str());
}

// A series in a folder of its own; file names in order of position, slice k in file k.
class SeriesOnDisk {
 public:
  explicit SeriesOnDisk(const Volume& written = volume(), const Acquisition& how = acquisition()) {
    write_mr_series(path() / "series", written, how, identity("series"));
  }
  const fs::path& path() const { return folder_.path(); }
  fs::path file(std::size_t k) const { return files_in(path() / "series").at(k); }
  void edit_file(std::size_t k, const std::function<void(DcmDataset&)>& change) { edit(file(k), change); }
  void edit_all(const std::function<void(DcmDataset&)>& change) {
    for (const auto& one : files_in(path() / "series")) edit(one, change);
  }

 private:
  test::TemporaryFolder folder_;
};

}  // namespace residuum::imaging::fixture
