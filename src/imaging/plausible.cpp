#include "imaging/plausible.h"

#include <algorithm>
#include <cmath>

#include "core/limits.h"

namespace residuum::imaging {

bool is_spacing(double mm) {
  return mm >= limits::least_spacing_mm && mm <= limits::spacing_mm;
}

bool is_position(const Vec3& mm) {
  return std::all_of(mm.begin(), mm.end(), [](double x) { return std::abs(x) <= limits::position_mm; });
}

}  // namespace residuum::imaging
