#include "segmentation/segmentation.h"

namespace residuum::segmentation {

double dice(const imaging::Mask& a, const imaging::Mask& b) {
  std::size_t of_a = 0, of_b = 0, of_both = 0;
  for (std::size_t i = 0; i < a.labels.size(); ++i) {
    const bool in_a = a.labels[i] != imaging::background, in_b = b.labels[i] != imaging::background;
    of_a += in_a;
    of_b += in_b;
    of_both += in_a && in_b;
  }
  return of_a + of_b == 0 ? 1 : 2 * static_cast<double>(of_both) / static_cast<double>(of_a + of_b);
}

}  // namespace residuum::segmentation
