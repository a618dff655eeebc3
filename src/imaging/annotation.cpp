#include "imaging/annotation.h"

#include <dcmtk/dcmdata/dctk.h>

#include <algorithm>
#include <cmath>

#include "core/error.h"
#include "imaging/annotation_object.h"
#include "imaging/dicom_file.h"
#include "imaging/dicom_items.h"

namespace residuum::imaging {
namespace {

std::string listed(const std::vector<NamedSegment>& segments) {
  std::string text;
  for (const auto& segment : segments)
    text += fmt::format("{}\"{}\"", text.empty() ? "" : ", ", segment.name);
  return text;
}

}  // namespace

std::string to_string(AnnotationKind kind) {
  switch (kind) {
    case AnnotationKind::dicom_seg:
      return "DICOM SEG";
    case AnnotationKind::rtstruct:
      return "RTSTRUCT";
    default:
      return "label map";
  }
}

Annotation read_annotation(const fs::path& path, const AnnotatedImage& image, const AnnotationNames& names) {
  if (!has_dicom_magic(path)) {
    Annotation annotation;
    annotation.mask = read_mask(path, image.geometry);
    return annotation;
  }
  return with_dicom(path, DicomExtent::whole, [&](DcmFileFormat& file, const OFCondition& status) {
    if (status.bad()) {
      throw input_error("{}: truncated or damaged ({}); export the annotation again", path.string(),
                        status.text());
    }
    auto& data = *file.getDataset();
    const auto kind = text_of(data, DCM_SOPClassUID);
    if (kind == seg_class) return read_seg(path, data, image, names);
    if (kind == rtstruct_class) return read_rtstruct(path, data, image, names);
    throw input_error(
        "{}: SOPClassUID \"{}\" is no annotation; the column mask names a label map, a DICOM SEG or an RTSTRUCT",
        path.string(), kind);
  });
}

void require_same_place(const fs::path& path, const AnnotatedImage& image, const std::string& frame_uid) {
  if (frame_uid.empty() || image.frame_of_reference_uid.empty() || frame_uid == image.frame_of_reference_uid)
    return;
  throw input_error(
      "{}: FrameOfReferenceUID is not the image's: it was drawn in another examination or before a "
      "registration; draw it on the series that cohort.csv names, or name the series that it was drawn on",
      path.string());
}

void require_same_series(const fs::path& path, const AnnotatedImage& image,
                         const std::vector<std::string>& series_uids) {
  if (series_uids.empty() || image.series_uid.empty()) return;
  if (std::find(series_uids.begin(), series_uids.end(), image.series_uid) != series_uids.end()) return;
  throw input_error(
      "{}: SeriesInstanceUID of the referenced series is not that of the image that was read; name the series it "
      "was drawn on in the column series, or draw it on this one",
      path.string());
}

std::vector<Label> labels_of(const fs::path& path, const std::vector<NamedSegment>& segments,
                             const AnnotationNames& names, Annotation& annotation) {
  std::vector<Label> labels;
  for (const auto& segment : segments) {
    const auto label = label_named(segment.name, names);
    labels.push_back(label.value_or(background));
    auto& list = !label                     ? annotation.ignored
                 : *label == primary_tumour ? annotation.primary
                                            : annotation.nodes;
    list.push_back(segment.name);
  }
  if (segments.empty()) throw input_error("{}: it holds no segment; export it again", path.string());
  if (annotation.ignored.size() == segments.size()) {
    throw input_error(
        "{}: no segment's name says primary tumour or nodes: {}; say which by annotation.primary and "
        "annotation.nodes in study.toml, lists of names",
        path.string(), listed(segments));
  }
  if (!annotation.ignored.empty()) {
    annotation.warnings.push_back(fmt::format(
        "{} of {} segments of the annotation are neither primary tumour nor nodes by their names and "
        "were ignored",
        annotation.ignored.size(), segments.size()));
  }
  return labels;
}

void mark(Mask& mask, std::size_t voxel, Label label) {
  auto& there = mask.labels[voxel];
  if (there == background || label == primary_tumour) there = label;
}

std::size_t slice_at(const fs::path& path, const Geometry& image, double z, const std::string& what) {
  const double nearest = std::clamp(std::round(z), 0.0, static_cast<double>(image.size[2] - 1));
  const double apart = std::abs(z - nearest) * image.spacing[2];
  if (!(apart <= mask_tolerance_mm)) {
    throw input_error(
        "{}: {} lies {:.2f} mm from the nearest slice of the image (slices are {:.2f} mm apart); save it again over "
        "the series it was drawn on",
        path.string(), what, apart, image.spacing[2]);
  }
  return static_cast<std::size_t>(nearest);
}

void require_inside(const fs::path& path, const Geometry& image, const Vec3& index, const std::string& what) {
  for (std::size_t axis = 0; axis < 2; ++axis) {
    const double slack = 0.5 + mask_tolerance_mm / image.spacing[axis];
    if (index[axis] >= -slack && index[axis] <= static_cast<double>(image.size[axis] - 1) + slack) continue;
    const double beyond = std::max(-index[axis], index[axis] - static_cast<double>(image.size[axis] - 1));
    throw input_error(
        "{}: {} marks tumour {:.1f} mm outside the image; save it again over the series it was drawn on",
        path.string(), what, beyond * image.spacing[axis]);
  }
}

}  // namespace residuum::imaging
