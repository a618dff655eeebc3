// One series to a volume.
#include <algorithm>
#include <cmath>

#include "core/error.h"
#include "imaging/dicom_pixels.h"
#include "imaging/plausible.h"

namespace residuum::imaging {
namespace {

constexpr double same_direction = 1e-3;  // of a unit vector's components
constexpr double same_spacing_mm = 1e-3;
constexpr double same_position_mm = 0.01;
constexpr double max_sideways_mm = 1.0;  // of a slice off the line through the first along the normal

struct PlacedFrame {
  std::size_t file = 0, frame = 0;
  double along_normal = 0;  // mm
};

Vec3 cross(const Vec3& a, const Vec3& b) {
  return {a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]};
}

double dot(const Vec3& a, const Vec3& b) {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

Vec3 unit(Vec3 v) {
  const double size = std::sqrt(dot(v, v));
  for (double& x : v) x /= size;
  return v;
}

bool close(const Vec3& a, const Vec3& b, double tolerance) {
  for (std::size_t i = 0; i < 3; ++i) {
    if (std::abs(a[i] - b[i]) > tolerance) return false;
  }
  return true;
}

void require_alike(const std::vector<FileHeader>& files) {
  const auto& first = files.front();
  const auto& plane = first.frames.front();
  for (const auto& file : files) {
    if (file.pixels.rows != first.pixels.rows || file.pixels.columns != first.pixels.columns) {
      throw input_error("{}: {} x {} pixels where {} has {} x {}; mixed sizes are not one volume",
                        file.path.string(), file.pixels.columns, file.pixels.rows,
                        first.path.filename().string(), first.pixels.columns, first.pixels.rows);
    }
    for (const auto& frame : file.frames) {
      if (!close(frame.along_row, plane.along_row, same_direction) ||
          !close(frame.along_column, plane.along_column, same_direction)) {
        throw input_error(
            "{}: ImageOrientationPatient differs from {}'s; mixed orientations (a localiser?) are not one "
            "volume",
            file.path.string(), first.path.filename().string());
      }
      if (std::abs(frame.row_spacing - plane.row_spacing) > same_spacing_mm ||
          std::abs(frame.column_spacing - plane.column_spacing) > same_spacing_mm) {
        throw input_error("{}: PixelSpacing differs from {}'s; mixed spacings are not one volume",
                          file.path.string(), first.path.filename().string());
      }
    }
  }
}

Geometry in_plane_geometry(const FileHeader& file) {
  const auto& plane = file.frames.front();
  Geometry geometry;
  const Vec3 row = unit(plane.along_row);
  const Vec3 normal = unit(cross(row, plane.along_column));
  const Vec3 column = cross(normal, row);  // exactly perpendicular, whatever the tag's rounding
  for (std::size_t i = 0; i < 3; ++i) geometry.direction[i] = {row[i], column[i], normal[i]};
  geometry.spacing = {plane.column_spacing, plane.row_spacing, 0};
  geometry.size = {file.pixels.columns, file.pixels.rows, 0};
  return geometry;
}

Vec3 normal_of(const Geometry& geometry) {
  return {geometry.direction[0][2], geometry.direction[1][2], geometry.direction[2][2]};
}

std::vector<PlacedFrame> place(const std::vector<FileHeader>& files, const Vec3& normal) {
  std::vector<PlacedFrame> frames;
  for (std::size_t file = 0; file < files.size(); ++file) {
    for (std::size_t frame = 0; frame < files[file].frames.size(); ++frame) {
      frames.push_back({file, frame, dot(files[file].frames[frame].position, normal)});
    }
  }
  std::stable_sort(frames.begin(), frames.end(), [](const PlacedFrame& a, const PlacedFrame& b) {
    return a.along_normal < b.along_normal;
  });
  return frames;
}

// The lower one of an even number: with one slice missing of few, the usual gap must not be the wide one.
double median(std::vector<double> values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>((values.size() - 1) / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

// The distance between slices; every gap must be it.
double slice_spacing(const std::vector<PlacedFrame>& frames, const std::string& where,
                     const ReadOptions& options, std::vector<std::string>& warnings) {
  std::vector<double> gaps;
  std::size_t positions = 1;
  for (std::size_t i = 1; i < frames.size(); ++i) {
    gaps.push_back(frames[i].along_normal - frames[i - 1].along_normal);
    positions += gaps.back() > same_position_mm;
  }
  if (positions < frames.size()) {
    throw input_error(
        "{}: {} images at {} positions: repeated positions (several time points, echoes or two series in one) "
        "are not one volume; choose one image for each position",
        where, frames.size(), positions);
  }
  const double usual = median(gaps);
  double largest_deviation = 0;
  for (std::size_t i = 0; i < gaps.size(); ++i) {
    const double deviation = std::abs(gaps[i] - usual) / usual;
    largest_deviation = std::max(largest_deviation, deviation);
    if (gaps[i] > 1.5 * usual) {
      throw input_error(
          "{}: a slice is missing between {:.2f} and {:.2f} mm along the normal (gap {:.2f} mm, otherwise "
          "{:.2f}); export the whole series",
          where, frames[i].along_normal, frames[i + 1].along_normal, gaps[i], usual);
    }
    if (deviation > options.max_spacing_deviation) {
      throw input_error(
          "{}: uneven spacing: {:.3f} mm between slices {} and {}, otherwise {:.3f} (at most {:.0f}% deviation "
          "is read)",
          where, gaps[i], i + 1, i + 2, usual, 100 * options.max_spacing_deviation);
    }
  }
  if (largest_deviation > 0.01) {
    warnings.push_back(fmt::format(
        "slice spacing varies by up to {:.1f}%; read as {:.3f} mm", 100 * largest_deviation,
        (frames.back().along_normal - frames.front().along_normal) / static_cast<double>(gaps.size())));
  }
  const double mean =
      (frames.back().along_normal - frames.front().along_normal) / static_cast<double>(gaps.size());
  if (!is_spacing(mean)) {
    throw input_error("{}: slices {} mm apart are not one volume; export the series again with its geometry",
                      where, mean);
  }
  return mean;
}

// Every second slice absent leaves even gaps. Only a word: some scanners write the gap between slices' edges
// here.
void compare_with_header(double spacing, const FileHeader& file, std::vector<std::string>& warnings) {
  if (!(file.between_slices > 0) || spacing <= 1.5 * file.between_slices) return;
  warnings.push_back(
      fmt::format("slices are {:.2f} mm apart, SpacingBetweenSlices says {:.2f}: are slices missing?",
                  spacing, file.between_slices));
}

// The extent of a slice that is alone: SpacingBetweenSlices, else SliceThickness.
double lone_slice_spacing(const FileHeader& file) {
  const double thickness = file.acquisition.slice_thickness_mm;
  const double spacing = file.between_slices > 0 ? file.between_slices : thickness;
  if (is_spacing(spacing)) return spacing;
  throw input_error(
      "{}: one slice without a usable SpacingBetweenSlices or SliceThickness has no known extent; name the whole series",
      file.path.string());
}

void require_straight(const std::vector<PlacedFrame>& frames, const std::vector<FileHeader>& files,
                      const Geometry& geometry, const std::string& where) {
  for (std::size_t k = 0; k < frames.size(); ++k) {
    const auto& position = files[frames[k].file].frames[frames[k].frame].position;
    const Vec3 index = geometry.world_to_voxel(position);
    const double sideways = std::hypot(index[0] * geometry.spacing[0], index[1] * geometry.spacing[1]);
    if (sideways > max_sideways_mm) {
      throw input_error(
          "{}: slice {} lies {:.1f} mm beside the line of the others; a sheared stack is not read", where,
          k + 1, sideways);
    }
  }
}

std::vector<FileHeader> read_headers(const Series& series) {
  if (series.files.empty()) throw input_error("a series without files cannot be read");
  std::vector<FileHeader> files;
  std::uint64_t voxels = 0;
  for (const auto& path : series.files) {
    files.push_back(read_header(path));
    const auto& file = files.back();
    voxels += file.frames.size() * file.pixels.rows * file.pixels.columns;
    if (voxels > limits::series_voxels) {
      throw input_error("{}: with it the series has {} voxels, more than the {} that are read", path.string(),
                        voxels, limits::series_voxels);
    }
  }
  require_alike(files);
  return files;
}

std::vector<float> stack(const std::vector<FileHeader>& files, const std::vector<PlacedFrame>& frames,
                         const Geometry& geometry) {
  std::vector<float> voxels(geometry.voxels());
  std::vector<std::vector<std::pair<std::size_t, std::size_t>>> slices_of(files.size());  // (frame, slice)
  for (std::size_t k = 0; k < frames.size(); ++k) slices_of[frames[k].file].push_back({frames[k].frame, k});
  for (std::size_t file = 0; file < files.size(); ++file) {
    const auto pixels = read_pixels(files[file]);
    for (const auto& [frame, slice] : slices_of[file]) {
      std::copy_n(pixels.begin() + static_cast<std::ptrdiff_t>(frame * geometry.slice_voxels()),
                  geometry.slice_voxels(),
                  voxels.begin() + static_cast<std::ptrdiff_t>(slice * geometry.slice_voxels()));
    }
  }
  return voxels;
}

}  // namespace

SeriesVolume read_series(const Series& series, const ReadOptions& options) try {
  const auto files = read_headers(series);
  const std::string where = series.files.front().parent_path().string();
  SeriesVolume result;
  result.acquisition = files.front().acquisition;
  result.series_uid = series.uid;
  result.frame_of_reference_uid = files.front().frame_of_reference_uid;
  Geometry& geometry = result.volume.geometry;
  geometry = in_plane_geometry(files.front());
  if (const double angle = angle_from_axial(geometry);
      options.require_axial && angle > options.max_angle_from_axial_deg) {
    throw input_error("{}: not axial: the slices are tilted by {:.0f} degrees, at most {:.0f} are read",
                      where, angle, options.max_angle_from_axial_deg);
  }
  const auto frames = place(files, normal_of(geometry));
  geometry.size[2] = frames.size();
  geometry.origin = files[frames.front().file].frames[frames.front().frame].position;
  if (frames.size() > 1) {
    geometry.spacing[2] = slice_spacing(frames, where, options, result.warnings);
    compare_with_header(geometry.spacing[2], files.front(), result.warnings);
  } else {
    geometry.spacing[2] = lone_slice_spacing(files.front());
  }
  require_straight(frames, files, geometry, where);
  for (const auto& [file, frame, along] : frames) {
    const auto& header = files[file];
    result.sources.push_back(
        {header.path, frame, header.frames.size(), header.sop_class_uid, header.sop_instance_uid});
  }
  result.volume.voxels = stack(files, frames, geometry);
  return result;
} catch (const std::bad_alloc&) {
  throw failure("{}: not enough memory to read the series", series.files.front().parent_path().string());
}

}  // namespace residuum::imaging
