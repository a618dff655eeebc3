#include "phantom/noise.h"

#include "core/random.h"

namespace residuum::phantom {
namespace {

constexpr int cells = 32;
constexpr int mask = cells - 1;

// The standard deviation of uniform(-1, 1) after smooth trilinear interpolation, averaged over a cell.
constexpr float lattice_sd = 0.37F;

// std::floor is a call on plain x86-64; positions here are far inside an int's range.
int floor_of(float x) {
  const int whole = static_cast<int>(x);
  return whole - (x < static_cast<float>(whole) ? 1 : 0);
}

float fade(float t) {
  return t * t * (3 - 2 * t);
}

}  // namespace

Noise::Noise(std::uint64_t seed) : lattice_(cells * cells * cells) {
  Random random(seed);
  for (float& value : lattice_) value = static_cast<float>(random.uniform(-1, 1)) / lattice_sd;
}

float Noise::at(float x, float y, float z) const {
  const int ix = floor_of(x), iy = floor_of(y), iz = floor_of(z);
  const float u = fade(x - static_cast<float>(ix)), v = fade(y - static_cast<float>(iy));
  const float w = fade(z - static_cast<float>(iz));
  const int x0 = ix & mask, x1 = (ix + 1) & mask;
  const auto along_x = [&](int j, int k) {
    const float* line = lattice_.data() + ((k & mask) * cells + (j & mask)) * cells;
    return line[x0] + u * (line[x1] - line[x0]);
  };
  const float a = along_x(iy, iz), b = along_x(iy + 1, iz);
  const float c = along_x(iy, iz + 1), d = along_x(iy + 1, iz + 1);
  const float low = a + v * (b - a), high = c + v * (d - c);
  return low + w * (high - low);
}

float Noise::fractal(float x, float y, float z) const {
  // The second octave is turned and shifted so that its lattice lines do not fall on the first's; 0.894
  // brings the sum back to a standard deviation of 1.
  const float detail = at(1.6F * x - 1.2F * y + 7.3F, 1.2F * x + 1.6F * y + 3.1F, 2 * z + 5.7F);
  return 0.894F * (at(x, y, z) + 0.5F * detail);
}

}  // namespace residuum::phantom
