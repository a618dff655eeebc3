#include "phantom/anatomy.h"

#include <algorithm>

namespace residuum::phantom {
namespace {

std::vector<Structure> assemble() {
  std::vector<Structure> all;
  for (auto table : {body_outline, neck_muscles, face_tissues, spine, skull, jaws, brain, airways, vessels}) {
    auto part = table();
    std::move(part.begin(), part.end(), std::back_inserter(all));
  }
  return all;
}

}  // namespace

const std::vector<Structure>& standard_anatomy() {
  static const std::vector<Structure> anatomy = assemble();
  return anatomy;
}

std::vector<Instance> vary_anatomy(Random& random, const Build& build) {
  std::vector<Instance> instances;
  const auto normal = [&](double sd) {
    return static_cast<float>(sd * std::clamp(random.normal(), -2.0, 2.0));
  };
  for (const Structure& structure : standard_anatomy()) {
    for (const bool mirrored : {false, true}) {
      if (mirrored && !structure.paired) continue;
      // Drawn for every structure, so that one marked steady does not shift the numbers of the others.
      Instance instance{&structure, mirrored, structure.layers, normal(0.6), normal(0.8), 1 + normal(0.06)};
      if (structure.steady) instance = {&structure, mirrored, structure.layers};
      if (!structure.paired) instance.dx *= 0.5F;
      instances.push_back(instance);
    }
  }
  // The first structure is the body: its skin and the fat beneath move outward, the layer under them stays.
  for (std::size_t i : {0, 1}) instances.front().layers[i].outset += build.fat_mm;
  return instances;
}

Build vary_build(Random& random) {
  const auto around = [&](double mean, double sd) {
    return static_cast<float>(mean + sd * std::clamp(random.normal(), -2.0, 2.0));
  };
  const float size = around(1, 0.025);
  return {size * around(1, 0.025), size * around(1, 0.02), size * around(1, 0.02), around(0, 1.2)};
}

}  // namespace residuum::phantom
