#include "segmentation/frame.h"

#include <torch/torch.h>

#include <algorithm>
#include <cmath>

#include "imaging/body_box.h"

namespace residuum::segmentation {
namespace {

constexpr double margin_mm = 5;

std::int64_t at(std::size_t index) {
  return static_cast<std::int64_t>(index);
}

}  // namespace

Frame::Frame(const imaging::Volume& image, int size, bool whole)
    : width_(image.geometry.size[0]),
      height_(image.geometry.size[1]),
      box_(whole ? imaging::Rectangle{0, 0, image.geometry.size[0], image.geometry.size[1]}
                 : imaging::body_box(image, margin_mm)),
      size_(size) {
  const double width = static_cast<double>(box_.width()) * image.geometry.spacing[0];
  const double height = static_cast<double>(box_.height()) * image.geometry.spacing[1];
  const auto share = [&](double length) {
    return std::max<std::int64_t>(1, std::lround(size * length / std::max(width, height)));
  };
  columns_ = share(width);
  rows_ = share(height);
  left_ = (size_ - columns_) / 2;
  top_ = (size_ - rows_) / 2;
}

torch::Tensor Frame::into(std::span<const float> pixels) const {
  auto slice = imaging::crop(pixels, width_, height_, box_, static_cast<std::size_t>(columns_),
                             static_cast<std::size_t>(rows_));
  auto framed = torch::zeros({size_, size_}, torch::kFloat32);
  framed.narrow(0, top_, rows_)
      .narrow(1, left_, columns_)
      .copy_(torch::from_blob(slice.pixels.data(), {rows_, columns_}, torch::kFloat32));
  return framed;
}

torch::Tensor Frame::out_of(const torch::Tensor& map) const {
  namespace functional = torch::nn::functional;
  const auto window = map.narrow(0, top_, rows_).narrow(1, left_, columns_).unsqueeze(0).unsqueeze(0);
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

}  // namespace residuum::segmentation
