// An image and a label map, each with its geometry. Voxels are stored column fastest, then row, then slice.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "imaging/geometry.h"

namespace residuum::imaging {

struct Volume {
  Geometry geometry;
  std::vector<float> voxels;  // rescaled intensity (slope and intercept applied), arbitrary units for MR

  std::span<const float> slice(std::size_t k) const {
    return std::span(voxels).subspan(k * geometry.slice_voxels(), geometry.slice_voxels());
  }
};

enum Label : std::uint8_t { background = 0, primary_tumour = 1, lymph_nodes = 2 };

struct Mask {
  Geometry geometry;
  std::vector<std::uint8_t> labels;  // values of Label

  std::span<const std::uint8_t> slice(std::size_t k) const {
    return std::span(labels).subspan(k * geometry.slice_voxels(), geometry.slice_voxels());
  }
};

}  // namespace residuum::imaging
