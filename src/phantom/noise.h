// Smooth random fields in 3-D: value noise on a periodic lattice of 32 cells a side. Values have mean 0 and a
// standard deviation near 1 over space, and lie within about +-2.7. Reading is thread-safe.
#pragma once

#include <cstdint>
#include <vector>

namespace residuum::phantom {

class Noise {
 public:
  explicit Noise(std::uint64_t seed);

  // Position in lattice cells: divide mm by the wanted size of a feature.
  float at(float x, float y, float z) const;

  // Two octaves, the second at half the size and half the weight.
  float fractal(float x, float y, float z) const;

 private:
  std::vector<float> lattice_;
};

}  // namespace residuum::phantom
