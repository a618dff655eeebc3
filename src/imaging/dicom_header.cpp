#include "imaging/dicom_header.h"

#include <dcmtk/dcmdata/dctk.h>

#include <charconv>
#include <cmath>
#include <limits>
#include <optional>

#include "core/error.h"
#include "core/text.h"

namespace residuum::imaging {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr std::uint64_t max_voxels = std::uint64_t{1} << 31;

std::string text_of(DcmItem& item, const DcmTagKey& tag) {
  OFString value;
  if (item.findAndGetOFStringArray(tag, value).bad()) return "";
  return std::string(trim(std::string_view(value.c_str(), value.size())));
}

double number_of(DcmItem& item, const DcmTagKey& tag, unsigned long position = 0) {
  double value = nan;
  if (item.findAndGetFloat64(tag, value, position).good()) return value;
  return nan;
}

// The item of `group` in a functional group macro of a frame: its own, else the shared one; null in classic
// images.
DcmItem* functional_item(DcmDataset& data, const DcmTagKey& group, long frame) {
  for (const auto& [sequence, number] : {std::pair{DCM_PerFrameFunctionalGroupsSequence, frame},
                                         std::pair{DCM_SharedFunctionalGroupsSequence, 0L}}) {
    DcmItem* functional_group = nullptr;
    DcmItem* item = nullptr;
    if (data.findAndGetSequenceItem(sequence, functional_group, number).good() && functional_group &&
        functional_group->findAndGetSequenceItem(group, item, 0).good() && item) {
      return item;
    }
  }
  return nullptr;
}

// Where enhanced images keep what classic ones have in the data set itself (PS3.3 C.8.13, first frame).
void complete_from_functional_groups(DcmDataset& data, Acquisition& acquisition) {
  const auto complete = [&](double& value, const DcmTagKey& group, const DcmTagKey& tag) {
    if (std::isfinite(value)) return;
    if (DcmItem* item = functional_item(data, group, 0)) value = number_of(*item, tag);
  };
  complete(acquisition.repetition_time_ms, DCM_MRTimingAndRelatedParametersSequence, DCM_RepetitionTime);
  complete(acquisition.flip_angle_deg, DCM_MRTimingAndRelatedParametersSequence, DCM_FlipAngle);
  complete(acquisition.echo_time_ms, DCM_MREchoSequence, DCM_EffectiveEchoTime);
  complete(acquisition.inversion_time_ms, DCM_MRModifierSequence, DCM_InversionTimes);
  complete(acquisition.slice_thickness_mm, DCM_PixelMeasuresSequence, DCM_SliceThickness);
  DcmItem* agent = nullptr;
  if (acquisition.contrast_agent.empty() &&
      data.findAndGetSequenceItem(DCM_ContrastBolusAgentSequence, agent, 0).good() && agent) {
    acquisition.contrast_agent = text_of(*agent, DCM_CodeMeaning);
  }
}

Acquisition acquisition_of(DcmDataset& data) {
  Acquisition acquisition;
  acquisition.modality = text_of(data, DCM_Modality);
  acquisition.manufacturer = text_of(data, DCM_Manufacturer);
  acquisition.model = text_of(data, DCM_ManufacturerModelName);
  acquisition.series_description = text_of(data, DCM_SeriesDescription);
  acquisition.sequence_name = text_of(data, DCM_SequenceName);
  acquisition.scanning_sequence = text_of(data, DCM_ScanningSequence);
  acquisition.contrast_agent = text_of(data, DCM_ContrastBolusAgent);
  acquisition.field_strength_t = number_of(data, DCM_MagneticFieldStrength);
  if (acquisition.field_strength_t > 100) acquisition.field_strength_t /= 10000;  // some scanners write gauss
  acquisition.repetition_time_ms = number_of(data, DCM_RepetitionTime);
  acquisition.echo_time_ms = number_of(data, DCM_EchoTime);
  acquisition.inversion_time_ms = number_of(data, DCM_InversionTime);
  acquisition.flip_angle_deg = number_of(data, DCM_FlipAngle);
  acquisition.slice_thickness_mm = number_of(data, DCM_SliceThickness);
  complete_from_functional_groups(data, acquisition);
  return acquisition;
}

double length(const Vec3& v) {
  return std::hypot(v[0], v[1], v[2]);
}

bool all_finite(std::initializer_list<double> values) {
  for (const double value : values) {
    if (!std::isfinite(value)) return false;
  }
  return true;
}

// Attributes of one frame: in a functional group where the image is enhanced, else in the data set itself.
class FrameSource {
 public:
  FrameSource(const fs::path& path, DcmDataset& data, long frame, bool enhanced)
      : path_(path), data_(data), frame_(frame), enhanced_(enhanced) {}

  FrameHeader read() const {
    FrameHeader header;
    header.position = vector(DCM_PlanePositionSequence, DCM_ImagePositionPatient, 0, "ImagePositionPatient");
    header.along_row =
        vector(DCM_PlaneOrientationSequence, DCM_ImageOrientationPatient, 0, "ImageOrientationPatient");
    header.along_column =
        vector(DCM_PlaneOrientationSequence, DCM_ImageOrientationPatient, 3, "ImageOrientationPatient");
    header.row_spacing = number(DCM_PixelMeasuresSequence, DCM_PixelSpacing, 0);
    header.column_spacing = number(DCM_PixelMeasuresSequence, DCM_PixelSpacing, 1);
    const double slope = number(DCM_PixelValueTransformationSequence, DCM_RescaleSlope, 0);
    const double intercept = number(DCM_PixelValueTransformationSequence, DCM_RescaleIntercept, 0);
    if (std::isfinite(slope)) header.slope = slope;
    if (std::isfinite(intercept)) header.intercept = intercept;
    check(header);
    return header;
  }

 private:
  double number(const DcmTagKey& group, const DcmTagKey& tag, unsigned long position) const {
    if (!enhanced_) return number_of(data_, tag, position);
    DcmItem* item = functional_item(data_, group, frame_);
    return item ? number_of(*item, tag, position) : nan;
  }

  Vec3 vector(const DcmTagKey& group, const DcmTagKey& tag, unsigned long first, const char* name) const {
    Vec3 value{};
    for (unsigned long i = 0; i < 3; ++i) value[i] = number(group, tag, first + i);
    if (!all_finite({value[0], value[1], value[2]})) {
      throw input_error("{}: {} is missing or not a number{}; export the series again with its geometry",
                        path_.string(), name, where());
    }
    return value;
  }

  void check(const FrameHeader& header) const {
    if (!(header.row_spacing > 0 && header.column_spacing > 0) || header.row_spacing > 1000 ||
        header.column_spacing > 1000) {
      throw input_error(
          "{}: PixelSpacing is missing or not positive{}; export the series again with its geometry",
          path_.string(), where());
    }
    double dot = 0;
    for (std::size_t i = 0; i < 3; ++i) dot += header.along_row[i] * header.along_column[i];
    if (std::abs(length(header.along_row) - 1) > 1e-2 || std::abs(length(header.along_column) - 1) > 1e-2 ||
        std::abs(dot) > 1e-2) {
      throw input_error("{}: ImageOrientationPatient is not two perpendicular unit vectors{}", path_.string(),
                        where());
    }
    if (!all_finite({header.slope, header.intercept}) || header.slope == 0) {
      throw input_error("{}: RescaleSlope or RescaleIntercept is not usable{}", path_.string(), where());
    }
  }

  std::string where() const { return enhanced_ ? fmt::format(" (frame {})", frame_ + 1) : ""; }

  const fs::path& path_;
  DcmDataset& data_;
  long frame_;
  bool enhanced_;
};

long frame_count(const fs::path& path, DcmDataset& data) {
  const std::string text = text_of(data, DCM_NumberOfFrames);
  if (text.empty()) return 1;
  long count = 0;
  const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), count);
  if (code != std::errc{} || end != text.data() + text.size() || count < 1 || count > 1000000) {
    throw input_error("{}: NumberOfFrames \"{}\" is not usable", path.string(), text);
  }
  return count;
}

}  // namespace

FileIdentity read_identity(const fs::path& path) {
  DcmFileFormat file;
  const auto status = file.loadFileUntilTag(path.c_str(), EXS_Unknown, EGL_noChange, DCM_MaxReadLength,
                                            ERM_autoDetect, DCM_PixelData);
  if (status.bad()) return {};
  auto& data = *file.getDataset();
  return {text_of(data, DCM_SeriesInstanceUID), acquisition_of(data)};
}

FileHeader read_header(const fs::path& path) {
  DcmFileFormat file;
  const auto status = file.loadFile(path.c_str());
  auto& data = *file.getDataset();
  if (status.bad()) {
    if (data.card() > 0 && !text_of(data, DCM_SOPClassUID).empty()) {
      throw input_error("{}: truncated or damaged ({}); copy or export the file again", path.string(),
                        status.text());
    }
    throw input_error("{}: not a DICOM file ({})", path.string(), status.text());
  }
  FileHeader header;
  header.path = path;
  header.series_uid = text_of(data, DCM_SeriesInstanceUID);
  header.acquisition = acquisition_of(data);
  if (header.acquisition.modality != "MR") {
    throw input_error("{}: Modality is \"{}\", not MR; name an MR series", path.string(),
                      header.acquisition.modality);
  }
  if (!data.tagExists(DCM_PixelData)) {
    throw input_error("{}: no PixelData; name the images, not a report or directory", path.string());
  }
  Uint16 rows = 0, columns = 0, samples = 1;
  data.findAndGetUint16(DCM_Rows, rows);
  data.findAndGetUint16(DCM_Columns, columns);
  data.findAndGetUint16(DCM_SamplesPerPixel, samples);
  if (rows == 0 || columns == 0) throw input_error("{}: Rows or Columns is missing or zero", path.string());
  if (samples != 1) {
    throw input_error("{}: {} samples a pixel; a grey image is needed, not a colour one", path.string(),
                      samples);
  }
  header.rows = rows;
  header.columns = columns;
  const long frames = frame_count(path, data);
  if (static_cast<std::uint64_t>(frames) * rows * columns > max_voxels) {
    throw input_error("{}: {} x {} x {} voxels, more than can be read", path.string(), columns, rows, frames);
  }
  const bool enhanced = data.tagExists(DCM_PerFrameFunctionalGroupsSequence);
  if (frames > 1 && !enhanced) {
    throw input_error("{}: {} frames without a position for each (PerFrameFunctionalGroupsSequence)",
                      path.string(), frames);
  }
  double between = number_of(data, DCM_SpacingBetweenSlices);
  if (DcmItem* measures = functional_item(data, DCM_PixelMeasuresSequence, 0);
      measures && !std::isfinite(between)) {
    between = number_of(*measures, DCM_SpacingBetweenSlices);
  }
  header.slice_spacing = between > 0 ? between : header.acquisition.slice_thickness_mm;
  if (!(header.slice_spacing > 0)) header.slice_spacing = 0;
  for (long frame = 0; frame < frames; ++frame)
    header.frames.push_back(FrameSource(path, data, frame, enhanced).read());
  return header;
}

}  // namespace residuum::imaging
