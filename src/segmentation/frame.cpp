#include "segmentation/frame.h"

#include <torch/torch.h>

#include <algorithm>
#include <cmath>

#include "imaging/body_box.h"
#include "segmentation/segmentation.h"

namespace residuum::segmentation {
namespace {

std::int64_t at(std::size_t index) {
  return static_cast<std::int64_t>(index);
}

torch::Tensor middle(const torch::Tensor& maps, Extent extent) {
  return maps.narrow(-2, (maps.size(-2) - extent.height) / 2, extent.height)
      .narrow(-1, (maps.size(-1) - extent.width) / 2, extent.width);
}

}  // namespace

Frame::Frame(const imaging::Volume& image, int side, bool whole)
    : width_(image.geometry.size[0]),
      height_(image.geometry.size[1]),
      box_(whole ? imaging::Rectangle{0, 0, image.geometry.size[0], image.geometry.size[1]}
                 : imaging::body_box(image, body_margin_mm)) {
  const double width = static_cast<double>(box_.width()) * image.geometry.spacing[0];
  const double height = static_cast<double>(box_.height()) * image.geometry.spacing[1];
  const auto share = [&](double length) {
    return std::max<std::int64_t>(1, std::lround(side * length / std::max(width, height)));
  };
  filled_ = extent_ = {share(height), share(width)};
}

Frame::Frame(const imaging::Volume& image, int side, Extent extent, bool whole) : Frame(image, side, whole) {
  extent_ = extent;
  const double room = std::min(static_cast<double>(extent.height) / static_cast<double>(filled_.height),
                               static_cast<double>(extent.width) / static_cast<double>(filled_.width));
  if (room >= 1) return;
  const auto less = [&](std::int64_t length, std::int64_t most) {
    return std::clamp<std::int64_t>(std::lround(room * static_cast<double>(length)), 1, most);
  };
  filled_ = {less(filled_.height, extent.height), less(filled_.width, extent.width)};
}

torch::Tensor Frame::into(std::span<const float> pixels) const {
  auto slice = imaging::crop(pixels, width_, height_, box_, static_cast<std::size_t>(filled_.width),
                             static_cast<std::size_t>(filled_.height));
  return centred(
      torch::from_blob(slice.pixels.data(), {filled_.height, filled_.width}, torch::kFloat32).clone(),
      extent_);
}

torch::Tensor Frame::out_of(const torch::Tensor& map) const {
  namespace functional = torch::nn::functional;
  const auto window = middle(map, filled_).unsqueeze(0).unsqueeze(0);
  const auto options = functional::InterpolateFuncOptions()
                           .size(std::vector<std::int64_t>{at(box_.height()), at(box_.width())})
                           .mode(torch::kBilinear)
                           .align_corners(false);
  auto slice = torch::zeros({at(height_), at(width_)}, torch::kFloat32);
  slice.narrow(0, at(box_.top), at(box_.height()))
      .narrow(1, at(box_.left), at(box_.width()))
      .copy_(functional::interpolate(window, options).squeeze(0).squeeze(0));
  return slice;
}

Extent common_extent(const std::vector<Extent>& extents, int side) {
  Extent most;
  for (const auto& one : extents) most = {std::max(most.height, one.height), std::max(most.width, one.width)};
  constexpr std::int64_t multiple = 16, least = 32;  // the networks' smallest image: nn/network.cpp
  const auto rounded = [&](std::int64_t length) {
    return std::min<std::int64_t>(std::max((length + multiple - 1) / multiple * multiple, least), side);
  };
  return {rounded(most.height), rounded(most.width)};
}

torch::Tensor centred(const torch::Tensor& maps, Extent extent) {
  const Extent own{maps.size(-2), maps.size(-1)};
  if (own == extent) return maps;
  auto shape = maps.sizes().vec();
  shape[shape.size() - 2] = extent.height;
  shape[shape.size() - 1] = extent.width;
  auto all = torch::zeros(shape, maps.options());
  middle(all, own).copy_(maps);
  return all;
}

}  // namespace residuum::segmentation
