// For the tests: radiotherapy structure sets over a series of fixture::identity.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "dicom_series.h"
#include "imaging/dicom_items.h"

namespace residuum::imaging::fixture {

// A square of two by two pixels about (x, y) of slice k, in the patient, as ContourData.
inline std::string square_contour(const Geometry& image, double x, double y, double k) {
  std::string text;
  for (const auto& [u, v] : {std::pair{-1.0, -1.0}, {1.0, -1.0}, {1.0, 1.0}, {-1.0, 1.0}}) {
    const auto at = image.voxel_to_world({x + u, y + v, k});
    for (const double value : at) text += (text.empty() ? "" : "\\") + decimal_string(value);
  }
  return text;
}

struct Roi {
  std::string name;
  std::vector<std::string> contours;  // ContourData of each
};

inline void write_rtstruct(const fs::path& path, const std::vector<Roi>& rois,
                           const std::string& frame_uid = make_uid("frame"),
                           E_TransferSyntax syntax = EXS_LittleEndianExplicit) {
  DcmFileFormat file;
  auto& data = *file.getDataset();
  set(data, DCM_SOPClassUID, UID_RTStructureSetStorage);
  set(data, DCM_SOPInstanceUID, make_uid("structures"));
  for (std::size_t i = 0; i < rois.size(); ++i) {
    const auto number = std::to_string(i + 7);
    DcmItem *roi = nullptr, *contours = nullptr;
    data.findOrCreateSequenceItem(DCM_StructureSetROISequence, roi, -2);
    set(*roi, DCM_ROINumber, number);
    set(*roi, DCM_ROIName, rois[i].name);
    set(*roi, DCM_ReferencedFrameOfReferenceUID, frame_uid);
    data.findOrCreateSequenceItem(DCM_ROIContourSequence, contours, -2);
    set(*contours, DCM_ReferencedROINumber, number);
    for (const auto& points : rois[i].contours) {
      DcmItem* contour = nullptr;
      contours->findOrCreateSequenceItem(DCM_ContourSequence, contour, -2);
      set(*contour, DCM_ContourGeometricType, "CLOSED_PLANAR");
      set(*contour, DCM_ContourData, points);
    }
  }
  file.saveFile(path.c_str(), syntax);
}

}  // namespace residuum::imaging::fixture
