#include "imaging/dicom_writer.h"

#include <dcmtk/dcmdata/dctk.h>

#include <algorithm>
#include <cmath>
#include <cstdint>

#include "core/error.h"
#include "imaging/dicom_save.h"
#include "imaging/percentile.h"

namespace residuum::imaging {
namespace {

constexpr double largest_stored_value = 4095;  // 12 bits
constexpr std::size_t decimal_string_length = 16;

// The shortest digits that fit a DS value and lose least.
std::string decimal_string(double value) {
  if (value == 0) return "0";  // never "-0"
  if (!std::isfinite(value)) throw input_error("geometry value {}: DICOM needs finite numbers", value);
  for (int digits = 15; digits > 0; --digits) {
    const auto text = fmt::format("{:.{}g}", value, digits);
    if (text.size() <= decimal_string_length) return text;
  }
  throw failure("{} does not fit a DICOM decimal string", value);  // one digit always fits
}

std::string decimal_strings(std::initializer_list<double> values) {
  std::string text;
  for (const double value : values) {
    if (!text.empty()) text += '\\';
    text += decimal_string(value);
  }
  return text;
}

// Puts attributes into a data set; a value that its VR does not allow is an error that names the attribute.
class Attributes {
 public:
  explicit Attributes(DcmItem& item) : item_(item) {}

  // An empty text leaves an empty element: how a type 2 attribute says "not known".
  void text(const DcmTagKey& key, const std::string& value, const char* multiplicity = "1") {
    check(key, item_.putAndInsertString(key, value.c_str()));
    DcmElement* element = nullptr;
    check(key, item_.findAndGetElement(key, element));
    check(key, element->checkValue(multiplicity));
  }
  // Type 3: nothing at all when not known.
  void optional_text(const DcmTagKey& key, const std::string& value) {
    if (!value.empty()) text(key, value);
  }
  void number(const DcmTagKey& key, double value) {
    text(key, std::isfinite(value) ? decimal_string(value) : std::string());
  }
  void optional_number(const DcmTagKey& key, double value) {
    if (std::isfinite(value)) number(key, value);
  }
  void whole(const DcmTagKey& key, std::size_t value) {
    check(key, item_.putAndInsertUint16(key, static_cast<Uint16>(value)));
  }
  void pixels(const std::vector<Uint16>& values) {
    check(DCM_PixelData, item_.putAndInsertUint16Array(DCM_PixelData, values.data(), values.size()));
  }

 private:
  static void check(const DcmTagKey& key, const OFCondition& condition) {
    if (condition.good()) return;
    throw input_error("DICOM attribute {} {}: {}", key.toString().c_str(), DcmTag(key).getTagName(),
                      condition.text());
  }

  DcmItem& item_;
};

struct Window {
  double centre, width;
};

// One window for the series, so that its slices do not flicker.
Window display_window(const Volume& volume) {
  const double low = std::round(percentile(volume.voxels, 0.01));
  const double high = std::round(percentile(volume.voxels, 0.995));
  const double width = std::max(high - low, 1.0);
  return {low + width / 2, width};
}

void check_volume(const Volume& volume) {
  const auto& geometry = volume.geometry;
  if (geometry.voxels() == 0 || volume.voxels.size() != geometry.voxels()) {
    throw input_error("a volume of {} voxels against {} x {} x {}: it cannot be written as DICOM",
                      volume.voxels.size(), geometry.size[0], geometry.size[1], geometry.size[2]);
  }
  if (std::max(geometry.size[0], geometry.size[1]) > 65535) {
    throw input_error("slices of {} x {} pixels: DICOM holds at most 65535 x 65535", geometry.size[0],
                      geometry.size[1]);
  }
  for (const float value : volume.voxels) {
    if (!(value >= 0 && value <= largest_stored_value && value == std::floor(value))) {
      throw input_error("voxel value {}: 12-bit DICOM holds whole numbers 0 to 4095", value);
    }
  }
}

void check_uid(const char* field, const std::string& uid) {
  const bool digits_and_dots =
      std::all_of(uid.begin(), uid.end(), [](char c) { return (c >= '0' && c <= '9') || c == '.'; });
  if (uid.empty() || uid.size() > 64 || !digits_and_dots) {
    throw input_error("{} '{}': a DICOM UID is at most 64 digits and dots", field, uid);
  }
}

void put_patient_and_study(Attributes& to, const DicomIdentity& identity) {
  to.text(DCM_PatientName, identity.patient_name);
  to.text(DCM_PatientID, identity.patient_id);
  to.text(DCM_PatientBirthDate, identity.birth_date);
  to.text(DCM_PatientSex, identity.sex);
  to.text(DCM_StudyInstanceUID, identity.study_uid);
  to.text(DCM_StudyDate, identity.study_date);
  to.text(DCM_StudyTime, identity.study_time);
  to.text(DCM_ReferringPhysicianName, "");
  to.text(DCM_StudyID, "1");
  to.text(DCM_AccessionNumber, "");
  to.optional_text(DCM_StudyDescription, identity.study_description);
}

void put_series_and_equipment(Attributes& to, const Acquisition& acquisition, const DicomIdentity& identity) {
  to.text(DCM_Modality, "MR");
  to.text(DCM_SeriesInstanceUID, identity.series_uid);
  to.text(DCM_SeriesNumber, "1");
  to.text(DCM_PatientPosition, "HFS");
  to.text(DCM_BodyPartExamined, "HEADNECK");
  to.optional_text(DCM_SeriesDescription, acquisition.series_description);
  to.text(DCM_FrameOfReferenceUID, identity.frame_of_reference_uid);
  to.text(DCM_PositionReferenceIndicator, "");
  to.text(DCM_Manufacturer, acquisition.manufacturer);
  to.optional_text(DCM_ManufacturerModelName, acquisition.model);
  to.optional_text(DCM_InstitutionName, identity.institution);
}

void put_mr(Attributes& to, const Acquisition& acquisition) {
  to.text(DCM_ImageType, "ORIGINAL\\PRIMARY\\OTHER", "2-n");
  // "Research mode" is what the standard offers where the technique is not told.
  const std::string technique = acquisition.scanning_sequence.empty() ? "RM" : acquisition.scanning_sequence;
  to.text(DCM_ScanningSequence, technique, "1-n");
  to.text(DCM_SequenceVariant, "NONE");
  to.text(DCM_ScanOptions, "");
  to.text(DCM_MRAcquisitionType, "2D");
  to.optional_text(DCM_SequenceName, acquisition.sequence_name);
  to.number(DCM_RepetitionTime, acquisition.repetition_time_ms);
  to.number(DCM_EchoTime, acquisition.echo_time_ms);
  to.text(DCM_EchoTrainLength, "");
  if (technique.find("IR") != std::string::npos) to.number(DCM_InversionTime, acquisition.inversion_time_ms);
  to.optional_number(DCM_MagneticFieldStrength, acquisition.field_strength_t);
  to.optional_number(DCM_FlipAngle, acquisition.flip_angle_deg);
  if (!acquisition.contrast_agent.empty()) to.text(DCM_ContrastBolusAgent, acquisition.contrast_agent);
}

void put_plane(Attributes& to, const Geometry& geometry, double slice_thickness, std::size_t k) {
  const auto& d = geometry.direction;
  const Vec3 position = geometry.voxel_to_world({0, 0, static_cast<double>(k)});
  const double along_normal = position[0] * d[0][2] + position[1] * d[1][2] + position[2] * d[2][2];
  to.text(DCM_PixelSpacing, decimal_strings({geometry.spacing[1], geometry.spacing[0]}), "2");
  to.text(DCM_ImageOrientationPatient,
          decimal_strings({d[0][0], d[1][0], d[2][0], d[0][1], d[1][1], d[2][1]}), "6");
  to.text(DCM_ImagePositionPatient, decimal_strings({position[0], position[1], position[2]}), "3");
  to.number(DCM_SliceThickness, slice_thickness);
  to.number(DCM_SpacingBetweenSlices, geometry.spacing[2]);
  to.number(DCM_SliceLocation, along_normal);
}

void put_pixels(Attributes& to, const Volume& volume, const Window& window, std::size_t k) {
  to.whole(DCM_SamplesPerPixel, 1);
  to.text(DCM_PhotometricInterpretation, "MONOCHROME2");
  to.whole(DCM_Rows, volume.geometry.size[1]);
  to.whole(DCM_Columns, volume.geometry.size[0]);
  to.whole(DCM_BitsAllocated, 16);
  to.whole(DCM_BitsStored, 12);
  to.whole(DCM_HighBit, 11);
  to.whole(DCM_PixelRepresentation, 0);
  to.number(DCM_WindowCenter, window.centre);
  to.number(DCM_WindowWidth, window.width);
  const auto slice = volume.slice(k);
  to.pixels({slice.begin(), slice.end()});
}

}  // namespace

std::string make_uid(const std::string& text) {
  const std::string digest = sha256(text);
  unsigned __int128 number = 0;
  for (std::size_t i = 0; i < 32; ++i) {
    const char c = digest[i];
    number = number << 4 | static_cast<unsigned>(c <= '9' ? c - '0' : c - 'a' + 10);
  }
  // RFC 9562: version 8 (a hash of one's own choice) in bits 76..79, variant binary 10 in bits 62..63.
  const auto at = [](unsigned value, int bit) { return static_cast<unsigned __int128>(value) << bit; };
  number = (number & ~at(0xF, 76)) | at(0x8, 76);
  number = (number & ~at(0x3, 62)) | at(0x2, 62);
  return fmt::format("2.25.{}", number);
}

void write_mr_series(const fs::path& folder, const Volume& volume, const Acquisition& acquisition,
                     const DicomIdentity& identity) {
  check_volume(volume);
  check_uid("study UID", identity.study_uid);
  check_uid("series UID", identity.series_uid);
  check_uid("frame of reference UID", identity.frame_of_reference_uid);
  const Window window = display_window(volume);
  for (std::size_t k = 0; k < volume.geometry.size[2]; ++k) {
    const auto number = k + 1;
    const auto instance_uid = make_uid(fmt::format("{}/{}", identity.series_uid, number));
    DcmDataset data;
    Attributes to(data);
    to.text(DCM_SpecificCharacterSet, "ISO_IR 192");
    to.text(DCM_SOPClassUID, UID_MRImageStorage);
    to.text(DCM_SOPInstanceUID, instance_uid);
    to.text(DCM_InstanceNumber, fmt::format("{}", number));
    put_patient_and_study(to, identity);
    put_series_and_equipment(to, acquisition, identity);
    put_mr(to, acquisition);
    put_plane(to, volume.geometry, acquisition.slice_thickness_mm, k);
    put_pixels(to, volume, window, k);
    write_file(folder / fmt::format("IM{:05}.dcm", number),
               dicom_bytes(data, UID_MRImageStorage, instance_uid, UID_LittleEndianExplicitTransferSyntax));
  }
}

}  // namespace residuum::imaging
