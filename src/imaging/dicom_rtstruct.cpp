// Radiotherapy structure sets to labels on an image's voxels.
#include <dcmtk/dcmdata/dctk.h>

#include <cmath>
#include <map>

#include "core/error.h"
#include "core/number.h"
#include "core/text.h"
#include "imaging/annotation_object.h"
#include "imaging/contour_fill.h"
#include "imaging/dicom_items.h"
#include "imaging/plausible.h"

namespace residuum::imaging {
namespace {

long whole(const fs::path& path, DcmItem& item, const DcmTagKey& tag, const char* name) {
  const double value = integer_of(item, tag);
  if (!(std::abs(value) <= 1e9)) {
    throw input_error("{}: {} is missing or no whole number; export the structure set again", path.string(),
                      name);
  }
  return static_cast<long>(value);
}

// ContourData: x\y\z of each point, mm, LPS. Read as text, for DCMTK finds a value by counting from the
// first.
std::vector<Vec3> points_of(const fs::path& path, DcmItem& contour, const std::string& what) {
  const std::string text = text_of(contour, DCM_ContourData);
  std::vector<double> values;
  for (std::size_t from = 0; from < text.size();) {
    const std::size_t to = std::min(text.find('\\', from), text.size());
    auto number = trim(std::string_view(text).substr(from, to - from));
    if (number.starts_with('+')) number.remove_prefix(1);
    const auto value = parse_number(number);
    if (!value)
      throw input_error(
          "{}: ContourData of {} holds \"{}\", which is no number; export the structure set again",
          path.string(), what, number);
    values.push_back(*value);
    from = to + 1;
  }
  if (values.size() % 3 != 0 || values.empty()) {
    throw input_error(
        "{}: ContourData of {} has {} values, not x, y and z of each point; export the structure set again",
        path.string(), what, values.size());
  }
  const double stated = integer_of(contour, DCM_NumberOfContourPoints);
  if (std::isfinite(stated) && stated != static_cast<double>(values.size() / 3)) {
    throw input_error(
        "{}: {} has {} points where NumberOfContourPoints says {}: it is cut off, export the structure set again",
        path.string(), what, values.size() / 3, stated);
  }
  std::vector<Vec3> points;
  for (std::size_t i = 0; i < values.size(); i += 3)
    points.push_back({values[i], values[i + 1], values[i + 2]});
  return points;
}

struct Placed {
  std::map<std::size_t, std::vector<Contour>> slices;  // contours by slice
  std::size_t others = 0;                              // points and lines that enclose nothing
};

// `room`: how many points the file may still have.
Placed place_contours(const fs::path& path, DcmItem& roi, const std::string& name, const Geometry& image,
                      std::size_t& room) {
  Placed placed;
  std::size_t number = 0;
  for (auto* item : items_of(roi, DCM_ContourSequence)) {
    const std::string what = fmt::format("contour {} of ROI \"{}\"", ++number, name);
    const auto type = text_of(*item, DCM_ContourGeometricType);
    if (type != "CLOSED_PLANAR" && type != "CLOSEDPLANAR_XOR") {
      ++placed.others;
      continue;
    }
    Contour contour;
    std::size_t slice = 0;
    const auto points = points_of(path, *item, what);
    if (points.size() > room) {
      throw input_error(
          "{}: more than {} points in its contours; export the structure set with the tumour alone",
          path.string(), limits::contour_points);
    }
    room -= points.size();
    for (const auto& point : points) {
      const auto index = image.world_to_voxel(point);
      const auto of_point = slice_at(path, image, index[2], what);
      require_inside(path, image, index, what);
      if (!contour.empty() && of_point != slice)
        throw input_error(
            "{}: {} runs over several slices of the image; draw it slice by slice over the series that is read",
            path.string(), what);
      slice = of_point;
      contour.push_back({index[0], index[1]});
    }
    placed.slices[slice].push_back(std::move(contour));
  }
  return placed;
}

std::vector<NamedSegment> read_rois(const fs::path& path, DcmDataset& data, const AnnotatedImage& image) {
  std::vector<NamedSegment> rois;
  for (auto* item : items_of(data, DCM_StructureSetROISequence)) {
    rois.push_back({whole(path, *item, DCM_ROINumber, "ROINumber"), text_of(*item, DCM_ROIName)});
    require_same_place(path, image, text_of(*item, DCM_ReferencedFrameOfReferenceUID));
  }
  return rois;
}

std::vector<std::string> referenced_series(DcmDataset& data) {
  std::vector<std::string> found;
  for (auto* frame : items_of(data, DCM_ReferencedFrameOfReferenceSequence)) {
    for (auto* study : items_of(*frame, DCM_RTReferencedStudySequence)) {
      for (auto* series : items_of(*study, DCM_RTReferencedSeriesSequence)) {
        const auto uid = text_of(*series, DCM_SeriesInstanceUID);
        if (!uid.empty()) found.push_back(uid);
      }
    }
  }
  return found;
}

}  // namespace

Annotation read_rtstruct(const fs::path& path, DcmDataset& data, const AnnotatedImage& image,
                         const AnnotationNames& names) {
  require_same_series(path, image, referenced_series(data));
  Annotation annotation;
  annotation.kind = AnnotationKind::rtstruct;
  const auto& geometry = image.geometry;
  annotation.mask = {geometry, std::vector<std::uint8_t>(geometry.voxels())};
  const auto rois = read_rois(path, data, image);
  const auto labels = labels_of(path, rois, names, annotation);
  std::map<long, std::size_t> roi_numbered;
  for (std::size_t i = 0; i < rois.size(); ++i) {
    if (!roi_numbered.emplace(rois[i].number, i).second) {
      throw input_error("{}: ROINumber {} stands twice; export the structure set again", path.string(),
                        rois[i].number);
    }
  }
  std::size_t others = 0, room = limits::contour_points;
  for (auto* item : items_of(data, DCM_ROIContourSequence)) {
    const auto found = roi_numbered.find(whole(path, *item, DCM_ReferencedROINumber, "ReferencedROINumber"));
    if (found == roi_numbered.end()) {
      throw input_error(
          "{}: ROIContourSequence has contours of ROI {}, which StructureSetROISequence lacks; export the structure set again",
          path.string(), integer_of(*item, DCM_ReferencedROINumber));
    }
    const Label label = labels[found->second];
    if (label == background) continue;
    const auto placed = place_contours(path, *item, rois[found->second].name, geometry, room);
    others += placed.others;
    for (const auto& [k, contours] : placed.slices) {
      fill_contours(contours, geometry.size[0], geometry.size[1],
                    [&, slice = k](std::size_t x, std::size_t y) {
                      mark(annotation.mask, (slice * geometry.size[1] + y) * geometry.size[0] + x, label);
                    });
    }
  }
  if (others > 0) {
    annotation.warnings.push_back(
        fmt::format("{} contours that are not closed (points, lines) were ignored", others));
  }
  return annotation;
}

}  // namespace residuum::imaging
