#include "imaging/mask_file.h"

#include <algorithm>
#include <cmath>

#include "core/error.h"
#include "core/text.h"
#include "imaging/grid.h"
#include "imaging/label_map.h"

namespace residuum::imaging {
namespace {

std::size_t nearest(double index, std::size_t size) {
  return static_cast<std::size_t>(std::clamp(std::round(index), 0.0, static_cast<double>(size - 1)));
}

std::vector<std::uint8_t> on_grid(const Geometry& image, const Geometry& grid,
                                  const std::vector<std::uint8_t>& labels) {
  const IndexMap map(image, grid);
  std::vector<std::uint8_t> result;
  result.reserve(image.voxels());
  for (std::size_t k = 0; k < image.size[2]; ++k) {
    for (std::size_t j = 0; j < image.size[1]; ++j) {
      for (std::size_t i = 0; i < image.size[0]; ++i) {
        const Vec3 at = map(i, j, k);
        const auto x = nearest(at[0], grid.size[0]), y = nearest(at[1], grid.size[1]),
                   z = nearest(at[2], grid.size[2]);
        result.push_back(labels[(z * grid.size[1] + y) * grid.size[0] + x]);
      }
    }
  }
  return result;
}

}  // namespace

Mask read_mask(const fs::path& path, const Geometry& image, double tolerance_mm) {
  const LabelMapFile file(path);
  const auto& grid = file.geometry();
  const auto apart = difference(grid, image, tolerance_mm);
  if (!apart && grid.size == image.size) return {image, file.read_labels()};
  if (!same_box(grid, image, tolerance_mm)) {
    throw input_error(
        "{}: the mask does not lie on its image: {}; save it again over the series it was drawn on",
        path.string(), apart.value_or("another box in the patient"));
  }
  if (grid.voxels() / limits::mask_voxels_per_image_voxel > image.voxels()) {
    throw input_error("{}: {} voxels over an image of {}: save the mask on the image's own grid",
                      path.string(), grid.voxels(), image.voxels());
  }
  return {image, on_grid(image, grid, file.read_labels())};
}

void write_mask(const fs::path& path, const Mask& mask) {
  if (mask.labels.empty() || mask.labels.size() != mask.geometry.voxels()) {
    throw failure("{}: {} labels for {} voxels", path.string(), mask.labels.size(), mask.geometry.voxels());
  }
  if (to_lower(path.extension().string()) == ".mhd") {
    throw input_error(
        "{}: .mhd keeps its voxels in a second file, which cannot be replaced at once; use .mha",
        path.string());
  }
  write_file_with(path, [&](const fs::path& temporary) {
    write_label_map(temporary, mask.geometry, mask.labels);
    // Not every writer of ITK tells of a full disk.
    bool whole = false;
    try {
      whole = LabelMapFile(temporary).read_labels() == mask.labels;
    } catch (const Error&) {
    }
    if (!whole) throw failure("{}: cannot be written in full (is the disk full?)", path.string());
  });
}

}  // namespace residuum::imaging
