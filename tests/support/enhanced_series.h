// For the tests: the fixture's volume as one enhanced multi-frame file.
#pragma once

#include <fmt/core.h>

#include <string>
#include <vector>

#include "dicom_series.h"

namespace residuum::imaging::fixture {

inline DcmItem& item(DcmItem& parent, const DcmTagKey& sequence, long number = 0) {
  DcmItem* made = nullptr;
  parent.findOrCreateSequenceItem(sequence, made, number);
  return *made;
}

// The fixture's volume as one file, its frames in the order given; the first frame has a slope of its own.
inline void write_enhanced(const fs::path& path, const std::vector<std::size_t>& order) {
  const auto made = volume(order.size());
  const auto& geometry = made.geometry;
  DcmFileFormat file;
  DcmDataset& data = *file.getDataset();
  set(data, DCM_SOPClassUID, UID_EnhancedMRImageStorage);
  set(data, DCM_SOPInstanceUID, make_uid("enhanced"));
  set(data, DCM_SeriesInstanceUID, make_uid("series"));
  set(data, DCM_Modality, "MR");
  set(data, DCM_SeriesDescription, "Ax T1 +C");
  set(data, DCM_NumberOfFrames, std::to_string(order.size()));
  data.putAndInsertUint16(DCM_Rows, 5);
  data.putAndInsertUint16(DCM_Columns, 6);
  data.putAndInsertUint16(DCM_SamplesPerPixel, 1);
  set(data, DCM_PhotometricInterpretation, "MONOCHROME2");
  data.putAndInsertUint16(DCM_BitsAllocated, 16);
  data.putAndInsertUint16(DCM_BitsStored, 12);
  data.putAndInsertUint16(DCM_HighBit, 11);
  data.putAndInsertUint16(DCM_PixelRepresentation, 0);
  set(item(data, DCM_ContrastBolusAgentSequence), DCM_CodeMeaning, "Gadolinium");

  DcmItem& shared = item(data, DCM_SharedFunctionalGroupsSequence);
  set(item(shared, DCM_PixelMeasuresSequence), DCM_PixelSpacing, "0.75\\0.5");
  set(item(shared, DCM_PixelMeasuresSequence), DCM_SliceThickness, "4");
  const auto& d = geometry.direction;
  set(item(shared, DCM_PlaneOrientationSequence), DCM_ImageOrientationPatient,
      fmt::format("{:.8f}\\{:.8f}\\{:.8f}\\{:.8f}\\{:.8f}\\{:.8f}", d[0][0], d[1][0], d[2][0], d[0][1],
                  d[1][1], d[2][1]));
  DcmItem& timing = item(shared, DCM_MRTimingAndRelatedParametersSequence);
  set(timing, DCM_RepetitionTime, "610");
  item(shared, DCM_MREchoSequence).putAndInsertFloat64(DCM_EffectiveEchoTime, 12.5);

  std::vector<Uint16> pixels;
  for (std::size_t f = 0; f < order.size(); ++f) {
    DcmItem& frame = item(data, DCM_PerFrameFunctionalGroupsSequence, static_cast<long>(f));
    const auto position = geometry.voxel_to_world({0, 0, static_cast<double>(order[f])});
    set(item(frame, DCM_PlanePositionSequence), DCM_ImagePositionPatient,
        fmt::format("{:.6f}\\{:.6f}\\{:.6f}", position[0], position[1], position[2]));
    DcmItem& transformation = item(frame, DCM_PixelValueTransformationSequence);
    set(transformation, DCM_RescaleSlope, order[f] == 0 ? "2" : "1");
    set(transformation, DCM_RescaleIntercept, "0");
    for (const float value : made.slice(order[f])) pixels.push_back(static_cast<Uint16>(value));
  }
  data.putAndInsertUint16Array(DCM_PixelData, pixels.data(), pixels.size());
  file.saveFile(path.c_str(), EXS_LittleEndianExplicit);
}

}  // namespace residuum::imaging::fixture
