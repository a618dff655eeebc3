#include "imaging/distance_transform.h"

#include <limits>

namespace residuum::imaging {
namespace {

constexpr double infinite = std::numeric_limits<double>::infinity();

// One line of voxels: values become min over p of value[p] + (spacing * (q - p))^2.
class LineTransform {
 public:
  LineTransform(std::size_t length, double spacing)
      : spacing2_(spacing * spacing), values_(length), roots_(length), from_(length) {}

  void operator()(double* voxels, std::size_t stride) {
    const std::size_t length = values_.size();
    for (std::size_t q = 0; q < length; ++q) values_[q] = voxels[q * stride];
    if (!build_envelope()) return;  // no point on the line: all stay infinite
    std::size_t k = 0;
    for (std::size_t q = 0; q < length; ++q) {
      while (k + 1 < parabolas_ && from_[k + 1] <= static_cast<double>(q)) ++k;
      const double apart = static_cast<double>(q) - static_cast<double>(roots_[k]);
      voxels[q * stride] = values_[roots_[k]] + spacing2_ * apart * apart;
    }
  }

 private:
  // The parabolas of the lower envelope from left to right, and from where on each is the lowest.
  bool build_envelope() {
    parabolas_ = 0;
    for (std::size_t q = 0; q < values_.size(); ++q) {
      if (values_[q] == infinite) continue;
      double start = -infinite;
      while (parabolas_ > 0) {
        start = crossing(roots_[parabolas_ - 1], q);
        if (start > from_[parabolas_ - 1]) break;
        --parabolas_;
        start = -infinite;
      }
      roots_[parabolas_] = q;
      from_[parabolas_++] = start;
    }
    return parabolas_ > 0;
  }

  double crossing(std::size_t p, std::size_t q) const {
    const auto x = static_cast<double>(p), y = static_cast<double>(q);
    return ((values_[q] / spacing2_ + y * y) - (values_[p] / spacing2_ + x * x)) / (2 * (y - x));
  }

  double spacing2_;
  std::vector<double> values_;
  std::vector<std::size_t> roots_;
  std::vector<double> from_;
  std::size_t parabolas_ = 0;
};

}  // namespace

std::vector<double> squared_distances(const std::vector<std::uint8_t>& points,
                                      const std::array<std::size_t, 3>& size,
                                      const std::array<double, 3>& spacing_mm) {
  std::vector<double> distance(points.size());
  for (std::size_t i = 0; i < points.size(); ++i) distance[i] = points[i] != 0 ? 0 : infinite;
  const std::array<std::size_t, 3> stride{1, size[0], size[0] * size[1]};
  for (std::size_t axis = 0; axis < 3; ++axis) {
    if (size[axis] < 2) continue;
    LineTransform transform(size[axis], spacing_mm[axis]);
    for (std::size_t block = 0; block < points.size(); block += stride[axis] * size[axis]) {
      for (std::size_t first = 0; first < stride[axis]; ++first) {
        transform(distance.data() + block + first, stride[axis]);
      }
    }
  }
  return distance;
}

}  // namespace residuum::imaging
