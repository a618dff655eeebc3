#include "imaging/overlap.h"
#include "segmentation/segmentation.h"

namespace residuum::segmentation {

double dice(const imaging::Mask& a, const imaging::Mask& b) {
  return imaging::overlap(a, b).dice();
}

}  // namespace residuum::segmentation
