// DICOM segmentation objects to labels on an image's voxels.
#include <dcmtk/dcmdata/dcrledrg.h>
#include <dcmtk/dcmdata/dctk.h>

#include <cmath>
#include <map>

#include "core/error.h"
#include "imaging/annotation_object.h"
#include "imaging/dicom_items.h"
#include "imaging/grid.h"
#include "imaging/plausible.h"

namespace residuum::imaging {
namespace {

struct SegFrames {
  std::size_t rows = 0, columns = 0, count = 0;
  bool binary = true;
  double needed = 1;  // the least value of a fractional pixel that is tumour
  const Uint8* bytes = nullptr;

  bool tumour(std::size_t frame, std::size_t pixel) const {
    const std::size_t at = frame * rows * columns + pixel;
    return binary ? (bytes[at / 8] >> (at % 8) & 1) != 0 : bytes[at] >= needed;
  }
};

std::size_t whole(const fs::path& path, DcmItem& item, const DcmTagKey& tag, const char* name,
                  std::size_t most) {
  const double value = integer_of(item, tag);
  if (!(value >= 1 && value <= static_cast<double>(most))) {
    throw input_error("{}: {} is missing or not a whole number from 1 to {}; export the segmentation again",
                      path.string(), name, most);
  }
  return static_cast<std::size_t>(value);
}

// Bytes as they are stored, decompressed where RLE or deflation did it.
const Uint8* pixel_bytes(const fs::path& path, DcmDataset& data, std::size_t needed) {
  static const bool registered = (DcmRLEDecoderRegistration::registerCodecs(), true);
  (void)registered;
  if (data.chooseRepresentation(EXS_LittleEndianExplicit, nullptr).bad()) {
    throw input_error(
        "{}: PixelData are compressed by {}, which is not read in a segmentation; export it uncompressed",
        path.string(), DcmXfer(data.getOriginalXfer()).getXferName());
  }
  DcmElement* element = nullptr;
  if (data.findAndGetElement(DCM_PixelData, element).bad() || element == nullptr) {
    throw input_error("{}: no PixelData; export the segmentation again", path.string());
  }
  Uint8* bytes = nullptr;
  if (element->getUint8Array(bytes).bad() || bytes == nullptr || element->getLength() < needed) {
    throw input_error("{}: truncated PixelData: {} bytes where {} are needed; export the segmentation again",
                      path.string(), element->getLength(), needed);
  }
  return bytes;
}

SegFrames read_frames(const fs::path& path, DcmDataset& data) {
  SegFrames frames;
  frames.rows = whole(path, data, DCM_Rows, "Rows", 65535);
  frames.columns = whole(path, data, DCM_Columns, "Columns", 65535);
  frames.count = whole(path, data, DCM_NumberOfFrames, "NumberOfFrames", 1000000);
  const auto type = text_of(data, DCM_SegmentationType);
  if (type != "BINARY" && type != "FRACTIONAL") {
    throw input_error(
        "{}: SegmentationType is \"{}\"; BINARY and FRACTIONAL are read: export it as one of them",
        path.string(), type);
  }
  frames.binary = type == "BINARY";
  const auto bits = whole(path, data, DCM_BitsAllocated, "BitsAllocated", 16);
  if (bits != (frames.binary ? 1u : 8u)) {
    throw input_error("{}: BitsAllocated is {}; a {} segmentation has {}: export it again", path.string(),
                      bits, type, frames.binary ? 1 : 8);
  }
  if (!frames.binary) {
    frames.needed =
        static_cast<double>(whole(path, data, DCM_MaximumFractionalValue, "MaximumFractionalValue", 255)) / 2;
  }
  const std::size_t pixels = frames.count * frames.rows * frames.columns;
  if (frames.rows * frames.columns > limits::frame_pixels || pixels > limits::series_voxels) {
    throw input_error(
        "{}: NumberOfFrames {} of Rows {} x Columns {} are more than the {} pixels, {} a frame, that are read; "
        "the header is damaged, export the segmentation again",
        path.string(), frames.count, frames.rows, frames.columns, limits::series_voxels,
        limits::frame_pixels);
  }
  frames.bytes = pixel_bytes(path, data, frames.binary ? (pixels + 7) / 8 : pixels);
  return frames;
}

// SegmentLabel, else SegmentDescription, else what kind of thing it is.
std::string name_of(DcmItem& item, const AnnotationNames& names) {
  std::vector<std::string> found{text_of(item, DCM_SegmentLabel), text_of(item, DCM_SegmentDescription)};
  DcmItem* type = nullptr;
  if (item.findAndGetSequenceItem(DCM_SegmentedPropertyTypeCodeSequence, type, 0).good() && type)
    found.push_back(text_of(*type, DCM_CodeMeaning));
  for (const auto& name : found) {
    if (label_named(name, names)) return name;
  }
  for (const auto& name : found) {
    if (!name.empty()) return name;
  }
  return "";
}

std::vector<NamedSegment> read_segments(const fs::path& path, DcmDataset& data,
                                        const AnnotationNames& names) {
  std::vector<NamedSegment> segments;
  DcmSequenceOfItems* sequence = nullptr;
  if (data.findAndGetSequence(DCM_SegmentSequence, sequence).bad() || sequence == nullptr) {
    throw input_error("{}: SegmentSequence is missing; export the segmentation again", path.string());
  }
  for (auto* item : items_of(*sequence)) {
    segments.push_back({static_cast<long>(whole(path, *item, DCM_SegmentNumber, "SegmentNumber", 65535)),
                        name_of(*item, names)});
  }
  return segments;
}

Vec3 vector_of(const fs::path& path, const FunctionalGroups& groups, std::size_t frame,
               const DcmTagKey& group, const DcmTagKey& tag, unsigned long first, unsigned long count,
               const char* name) {
  Vec3 value{};
  DcmItem* item = groups.item(group, frame);
  for (unsigned long i = 0; i < count; ++i) {
    value[i] = item ? number_of(*item, tag, first + i) : NAN;
    if (!std::isfinite(value[i])) {
      throw input_error("{}: {} of frame {} is missing or not a number; export the segmentation again",
                        path.string(), name, frame + 1);
    }
  }
  return value;
}

Geometry frame_geometry(const fs::path& path, const FunctionalGroups& groups, const SegFrames& frames,
                        std::size_t frame, double slice_mm) {
  const auto vector = [&](const DcmTagKey& group, const DcmTagKey& tag, unsigned long first,
                          unsigned long count, const char* name) {
    return vector_of(path, groups, frame, group, tag, first, count, name);
  };
  const Vec3 row =
      vector(DCM_PlaneOrientationSequence, DCM_ImageOrientationPatient, 0, 3, "ImageOrientationPatient");
  const Vec3 column =
      vector(DCM_PlaneOrientationSequence, DCM_ImageOrientationPatient, 3, 3, "ImageOrientationPatient");
  const Vec3 spacing = vector(DCM_PixelMeasuresSequence, DCM_PixelSpacing, 0, 2, "PixelSpacing");
  if (!is_spacing(spacing[0]) || !is_spacing(spacing[1])) {
    throw input_error(
        "{}: PixelSpacing of frame {} is not positive (or beyond {} to {} mm); export the segmentation again",
        path.string(), frame + 1, limits::least_spacing_mm, limits::spacing_mm);
  }
  Geometry geometry;
  geometry.size = {frames.columns, frames.rows, 1};
  geometry.spacing = {spacing[1], spacing[0], slice_mm};
  geometry.origin = vector(DCM_PlanePositionSequence, DCM_ImagePositionPatient, 0, 3, "ImagePositionPatient");
  if (!is_position(geometry.origin)) {
    throw input_error(
        "{}: ImagePositionPatient of frame {} lies more than {} mm from the origin; export the segmentation again",
        path.string(), frame + 1, limits::position_mm);
  }
  double across = 0, row2 = 0, column2 = 0;
  for (std::size_t i = 0; i < 3; ++i) {
    across += row[i] * column[i];
    row2 += row[i] * row[i];
    column2 += column[i] * column[i];
    const std::size_t j = (i + 1) % 3, k = (i + 2) % 3;
    geometry.direction[i] = {row[i], column[i], row[j] * column[k] - row[k] * column[j]};
  }
  if (std::abs(across) > 1e-2 || std::abs(row2 - 1) > 1e-2 || std::abs(column2 - 1) > 1e-2) {
    throw input_error(
        "{}: ImageOrientationPatient of frame {} is not two perpendicular unit vectors; export the segmentation again",
        path.string(), frame + 1);
  }
  return geometry;
}

long segment_of(const fs::path& path, const FunctionalGroups& groups, std::size_t frame) {
  DcmItem* item = groups.item(DCM_SegmentIdentificationSequence, frame);
  if (item == nullptr) {
    throw input_error("{}: ReferencedSegmentNumber of frame {} is missing; export the segmentation again",
                      path.string(), frame + 1);
  }
  return static_cast<long>(whole(path, *item, DCM_ReferencedSegmentNumber, "ReferencedSegmentNumber", 65535));
}

// The frame's tumour on the image's slice that it lies on; its grid may be another in the plane.
void paint(const fs::path& path, const SegFrames& frames, std::size_t frame, const Geometry& grid,
           Label label, Mask& mask) {
  const auto& image = mask.geometry;
  const std::string what = fmt::format("frame {}", frame + 1);
  const IndexMap to_image(grid, image);
  bool any = false;
  for (std::size_t pixel = 0; pixel < frames.rows * frames.columns; ++pixel) {
    if (!frames.tumour(frame, pixel)) continue;
    const auto at = to_image(pixel % frames.columns, pixel / frames.columns, 0);
    slice_at(path, image, at[2], what);
    require_inside(path, image, at, what);
    any = true;
  }
  if (!any) return;
  const auto k = slice_at(path, image, to_image(0, 0, 0)[2], what);
  const IndexMap from_image(image, grid);
  for (std::size_t j = 0; j < image.size[1]; ++j) {
    for (std::size_t i = 0; i < image.size[0]; ++i) {
      const auto at = from_image(i, j, k);
      const double x = std::round(at[0]), y = std::round(at[1]);
      if (x < 0 || y < 0 || x >= static_cast<double>(frames.columns) || y >= static_cast<double>(frames.rows))
        continue;
      if (frames.tumour(frame, static_cast<std::size_t>(y) * frames.columns + static_cast<std::size_t>(x)))
        mark(mask, (k * image.size[1] + j) * image.size[0] + i, label);
    }
  }
}

std::vector<std::string> referenced_series(DcmDataset& data) {
  std::vector<std::string> found;
  for (auto* series : items_of(data, DCM_ReferencedSeriesSequence)) {
    const auto uid = text_of(*series, DCM_SeriesInstanceUID);
    if (!uid.empty()) found.push_back(uid);
  }
  return found;
}

}  // namespace

Annotation read_seg(const fs::path& path, DcmDataset& data, const AnnotatedImage& image,
                    const AnnotationNames& names) {
  require_same_place(path, image, text_of(data, DCM_FrameOfReferenceUID));
  require_same_series(path, image, referenced_series(data));
  Annotation annotation;
  annotation.kind = AnnotationKind::dicom_seg;
  const auto& geometry = image.geometry;
  annotation.mask = {geometry, std::vector<std::uint8_t>(geometry.voxels())};
  const auto segments = read_segments(path, data, names);
  const auto labels = labels_of(path, segments, names, annotation);
  std::map<long, Label> label_of;
  for (std::size_t i = 0; i < segments.size(); ++i) {
    if (!label_of.emplace(segments[i].number, labels[i]).second) {
      throw input_error("{}: SegmentNumber {} stands twice; export the segmentation again", path.string(),
                        segments[i].number);
    }
  }
  const auto frames = read_frames(path, data);
  const FunctionalGroups groups(data);
  for (std::size_t frame = 0; frame < frames.count; ++frame) {
    const long number = segment_of(path, groups, frame);
    const auto found = label_of.find(number);
    if (found == label_of.end()) {
      throw input_error(
          "{}: frame {} is of segment {}, which SegmentSequence lacks; export the segmentation again",
          path.string(), frame + 1, number);
    }
    if (found->second == background) continue;
    paint(path, frames, frame, frame_geometry(path, groups, frames, frame, geometry.spacing[2]),
          found->second, annotation.mask);
  }
  return annotation;
}

}  // namespace residuum::imaging
