#include "imaging/mask_file.h"

#include "core/error.h"
#include "core/text.h"
#include "imaging/grid.h"
#include "imaging/label_map.h"
#include "imaging/resample.h"

namespace residuum::imaging {
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
  return resample_labels({grid, file.read_labels()}, image);
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
