#include "imaging/dicom_header.h"

#include <dcmtk/dcmdata/dctk.h>
#include <charconv>
#include <cmath>
#include <limits>

#include "core/error.h"
#include "imaging/dicom_file.h"
#include "imaging/dicom_items.h"
#include "imaging/plausible.h"

namespace residuum::imaging {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

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
  // `groups`: null in a classic image.
  FrameSource(const fs::path& path, DcmDataset& data, const FunctionalGroups* groups, std::size_t frame)
      : path_(path), data_(data), groups_(groups), frame_(frame) {}

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
    if (groups_ == nullptr) return number_of(data_, tag, position);
    DcmItem* item = groups_->item(group, frame_);
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
    if (!is_spacing(header.row_spacing) || !is_spacing(header.column_spacing)) {
      throw input_error(
          "{}: PixelSpacing is missing or not positive (or beyond {} to {} mm){}; export the series again with its "
          "geometry",
          path_.string(), limits::least_spacing_mm, limits::spacing_mm, where());
    }
    if (!is_position(header.position)) {
      throw input_error(
          "{}: ImagePositionPatient lies more than {} mm from the origin{}; export the series again with its "
          "geometry",
          path_.string(), limits::position_mm, where());
    }
    double dot = 0;
    for (std::size_t i = 0; i < 3; ++i) dot += header.along_row[i] * header.along_column[i];
    if (std::abs(length(header.along_row) - 1) > 1e-2 || std::abs(length(header.along_column) - 1) > 1e-2 ||
        std::abs(dot) > 1e-2) {
      throw input_error(
          "{}: ImageOrientationPatient is not two perpendicular unit vectors{}; export the series again "
          "with its geometry",
          path_.string(), where());
    }
    if (!all_finite({header.slope, header.intercept}) || header.slope == 0) {
      throw input_error("{}: RescaleSlope or RescaleIntercept is not usable{}; export the series again",
                        path_.string(), where());
    }
  }

  std::string where() const { return groups_ ? fmt::format(" (frame {})", frame_ + 1) : ""; }

  const fs::path& path_;
  DcmDataset& data_;
  const FunctionalGroups* groups_;
  std::size_t frame_;
};

long frame_count(const fs::path& path, DcmDataset& data) {
  const std::string text = text_of(data, DCM_NumberOfFrames);
  if (text.empty()) return 1;
  long count = 0;
  const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), count);
  if (code != std::errc{} || end != text.data() + text.size() || count < 1 || count > 1000000) {
    throw input_error("{}: NumberOfFrames \"{}\" is not usable; export the file again", path.string(), text);
  }
  return count;
}

Error damaged(const fs::path& path, const OFCondition& status) {
  return input_error("{}: truncated or damaged ({}); copy or export the file again", path.string(),
                     status.text());
}

// What the pixel data must be like, and that there are as many bytes of them as the header says.
StoredPixels stored_pixels(const fs::path& path, DcmDataset& data) {
  Uint16 rows = 0, columns = 0, samples = 1, allocated = 0, stored = 0, high = 0, representation = 0;
  data.findAndGetUint16(DCM_Rows, rows);
  data.findAndGetUint16(DCM_Columns, columns);
  data.findAndGetUint16(DCM_SamplesPerPixel, samples);
  data.findAndGetUint16(DCM_BitsAllocated, allocated);
  data.findAndGetUint16(DCM_BitsStored, stored);
  data.findAndGetUint16(DCM_HighBit, high);
  data.findAndGetUint16(DCM_PixelRepresentation, representation);
  if (rows == 0 || columns == 0)
    throw input_error("{}: Rows or Columns is missing or zero; export the file again", path.string());
  if (samples != 1) {
    throw input_error("{}: {} samples a pixel; name the MR series, which is grey, not a picture in colour",
                      path.string(), samples);
  }
  const auto photometric = text_of(data, DCM_PhotometricInterpretation);
  if (photometric != "MONOCHROME2") {
    throw input_error("{}: PhotometricInterpretation is \"{}\"; MONOCHROME2 is read, as MR scanners write it",
                      path.string(), photometric);
  }
  if ((allocated != 8 && allocated != 16) || stored < 1 || stored > allocated || high != stored - 1 ||
      representation > 1) {
    throw input_error(
        "{}: BitsAllocated {}, BitsStored {}, HighBit {}, PixelRepresentation {} is no layout that is read: 8 "
        "or 16 bits, the stored ones lowest, signed or not; export the series again",
        path.string(), allocated, stored, high, representation);
  }
  return {rows, columns, allocated, stored, representation == 1};
}

void require_pixels(const fs::path& path, DcmDataset& data, const StoredPixels& pixels,
                    std::uint64_t frames) {
  if (std::uint64_t{pixels.rows} * pixels.columns > limits::frame_pixels) {
    throw input_error(
        "{}: Rows {} x Columns {} are more than the {} pixels of a slice that are read; the header "
        "is damaged, export the file again",
        path.string(), pixels.rows, pixels.columns, limits::frame_pixels);
  }
  if (frames * pixels.rows * pixels.columns > limits::series_voxels) {
    throw input_error("{}: {} x {} x {} voxels, more than the {} that are read; name a smaller series",
                      path.string(), pixels.columns, pixels.rows, frames, limits::series_voxels);
  }
  DcmElement* element = nullptr;
  if (data.findAndGetElement(DCM_PixelData, element).bad() || !element) {
    throw input_error("{}: no PixelData; name the images, not a report or directory", path.string());
  }
  const std::uint64_t needed = frames * pixels.rows * pixels.columns * (pixels.bits_allocated / 8u);
  if (!DcmXfer(data.getOriginalXfer()).isEncapsulated() && element->getLengthField() < needed) {
    throw input_error(
        "{}: truncated pixel data: {} bytes where {} x {} x {} pixels of {} bits take {}; export the file again",
        path.string(), element->getLengthField(), pixels.columns, pixels.rows, frames, pixels.bits_allocated,
        needed);
  }
}

FileIdentity identity_of(const fs::path& path, DcmFileFormat& file, const OFCondition& status) {
  if (status.bad()) {
    if (has_dicom_magic(path)) throw damaged(path, status);
    return {};
  }
  auto& data = *file.getDataset();
  if (!data.tagExists(DCM_Rows)) {
    // Cut between two elements, a file is well formed; what it was meant to be stands in its meta
    // information.
    const auto meant = text_of(*file.getMetaInfo(), DCM_MediaStorageSOPClassUID);
    if (dcmIsImageStorageSOPClassUID(meant.c_str())) {
      throw input_error("{}: truncated or damaged (an image without Rows); copy or export the file again",
                        path.string());
    }
    return {};
  }
  return {text_of(data, DCM_SeriesInstanceUID), acquisition_of(data)};
}

FileHeader header_of(const fs::path& path, DcmFileFormat& file, const OFCondition& status) {
  auto& data = *file.getDataset();
  if (status.bad()) {
    if (has_dicom_magic(path) || (data.card() > 0 && !text_of(data, DCM_SOPClassUID).empty()))
      throw damaged(path, status);
    throw input_error("{}: not a DICOM file ({})", path.string(), status.text());
  }
  FileHeader header;
  header.path = path;
  header.series_uid = text_of(data, DCM_SeriesInstanceUID);
  header.frame_of_reference_uid = text_of(data, DCM_FrameOfReferenceUID);
  header.sop_class_uid = text_of(data, DCM_SOPClassUID);
  header.sop_instance_uid = text_of(data, DCM_SOPInstanceUID);
  header.acquisition = acquisition_of(data);
  if (header.acquisition.modality != "MR") {
    throw input_error("{}: Modality is \"{}\", not MR; name an MR series", path.string(),
                      header.acquisition.modality);
  }
  if (!data.tagExists(DCM_PixelData)) {
    throw input_error("{}: no PixelData; name the images, not a report or directory", path.string());
  }
  header.pixels = stored_pixels(path, data);
  const long frames = frame_count(path, data);
  require_pixels(path, data, header.pixels, static_cast<std::uint64_t>(frames));
  const bool enhanced = data.tagExists(DCM_PerFrameFunctionalGroupsSequence);
  if (frames > 1 && !enhanced) {
    throw input_error(
        "{}: {} frames without a position for each (PerFrameFunctionalGroupsSequence); export them as single slices",
        path.string(), frames);
  }
  header.between_slices = number_of(data, DCM_SpacingBetweenSlices);
  const FunctionalGroups groups(data);
  if (DcmItem* measures = groups.item(DCM_PixelMeasuresSequence, 0);
      measures && !std::isfinite(header.between_slices)) {
    header.between_slices = number_of(*measures, DCM_SpacingBetweenSlices);
  }
  for (std::size_t frame = 0; frame < static_cast<std::size_t>(frames); ++frame)
    header.frames.push_back(FrameSource(path, data, enhanced ? &groups : nullptr, frame).read());
  return header;
}

}  // namespace

FileIdentity read_identity(const fs::path& path) {
  return with_dicom(path, DicomExtent::until_pixels,
                    [&](auto& file, const auto& status) { return identity_of(path, file, status); });
}

FileHeader read_header(const fs::path& path) {
  return with_dicom(path, DicomExtent::whole,
                    [&](auto& file, const auto& status) { return header_of(path, file, status); });
}

}  // namespace residuum::imaging
