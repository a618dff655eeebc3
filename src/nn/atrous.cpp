#include "nn/atrous.h"

#include <torch/torch.h>

namespace residuum::nn {
namespace {

// Along one axis of length `size`, the tap at `shift` reads [from, from + length) and writes [to, to +
// length).
struct Overlap {
  std::int64_t from, to, length;
  Overlap(std::int64_t size, std::int64_t shift)
      : from(std::max<std::int64_t>(0, shift)),
        to(std::max<std::int64_t>(0, -shift)),
        length(size - std::abs(shift)) {}
};

}  // namespace

AtrousConv::AtrousConv(int inputs, int outputs, int dilation)
    : Conv2dImpl(
          torch::nn::Conv2dOptions(inputs, outputs, 3).padding(dilation).dilation(dilation).bias(false)),
      dilation_(dilation) {}

torch::Tensor AtrousConv::forward(const torch::Tensor& x) {
  const auto height = x.size(2), width = x.size(3);
  const bool most_taps_inside = 3 * dilation_ < std::min(height, width);
  // Forward alone, oneDNN's own convolution leaves those taps out, too.
  if (most_taps_inside || !torch::GradMode::is_enabled()) return Conv2dImpl::forward(x);

  const auto tap = [&](int row, int column) {
    return weight.slice(2, row, row + 1).slice(3, column, column + 1);
  };
  auto sum = torch::conv2d(x, tap(1, 1));
  for (int row = 0; row < 3; ++row) {
    for (int column = 0; column < 3; ++column) {
      const Overlap y(height, (row - 1) * dilation_), z(width, (column - 1) * dilation_);
      if ((row == 1 && column == 1) || y.length <= 0 || z.length <= 0) continue;
      const auto part =
          torch::conv2d(x.narrow(2, y.from, y.length).narrow(3, z.from, z.length), tap(row, column));
      sum =
          sum + torch::constant_pad_nd(part, {z.to, width - z.to - z.length, y.to, height - y.to - y.length});
    }
  }
  return sum;
}

}  // namespace residuum::nn
