#include "phantom/pattern.h"

#include <algorithm>
#include <cmath>

namespace residuum::phantom {
namespace {

float step(float low, float high, float x) {
  const float t = std::clamp((x - low) / (high - low), 0.0F, 1.0F);
  return t * t * (3 - 2 * t);
}

}  // namespace

float cerebrum_pattern(const Noise& noise, float x, float y, float z, float depth, const Palette& palette) {
  // Sulci run where a smooth field is zero; its size over its slope is about the distance to them, in mm.
  const float bend = 2.5F * noise.at(x / 9 + 3, y / 9, z / 14);
  const float fold = std::abs(noise.at((x + bend) / 7.5F, (y - bend) / 7.5F, z / 18 + 9)) * 4.2F;
  const float from_sulcus = fold + 14 * step(12, 24, depth);
  const float from_surface = std::min(depth, from_sulcus);
  const float grey = palette.mean(Tissue::grey_matter), white = palette.mean(Tissue::white_matter);
  const float parenchyma = grey + (white - grey) * step(2.0F, 3.6F, from_surface);
  const float fluid = palette.mean(Tissue::fluid);
  return fluid + (parenchyma - fluid) * step(-0.3F, 1.0F, from_sulcus);
}

float cerebellum_pattern(const Noise& noise, float x, float y, float z, float depth, const Palette& palette) {
  // Leaves lie roughly across, bent upward at the sides; strongly and irregularly displaced.
  const float phase = 1.9F * (y - 0.012F * x * x) + 0.7F * depth + 3.2F * noise.at(x / 13, y / 13, z / 12);
  const float leaf = std::sin(phase);
  const float grey = palette.mean(Tissue::cerebellum), white = palette.mean(Tissue::white_matter);
  const float fluid = palette.mean(Tissue::fluid);
  const float furrow = step(0.5F, 1.0F, -leaf) * step(-0.4F, 0.8F, noise.at(x / 9, y / 9 + 6, z / 9));
  const float cortex = grey * (1 + 0.02F * leaf) - (grey - fluid) * 0.22F * furrow;
  const float inside = step(11, 17, depth + 2 * noise.at(x / 7, y / 7, z / 9));
  return cortex + (white - cortex) * inside;
}

float air_cell_pattern(const Noise& noise, float x, float y, float z, const Palette& palette) {
  const float wall = std::abs(noise.at(x / 3.4F, y / 3.4F, z / 5));
  return 0.04F + 0.55F * palette.mean(Tissue::mucosa) * (1 - step(0.10F, 0.42F, wall));
}

float tongue_pattern(const Noise& noise, float x, float y, float z, const Palette& palette) {
  // Fibres fan out from the chin; fat lies between them and along the midline.
  const float angle = std::atan2(x, y + 82), reach = std::hypot(x, y + 82);
  const float fibre = std::abs(noise.at(angle * 22, reach / 14, z / 9));
  const float streak = 1 - step(0.05F, 0.55F, fibre);
  const float midline = std::exp(-x * x / 1.2F);
  const float flesh = palette.mean(Tissue::tongue), fat = palette.mean(Tissue::fat);
  return flesh + (fat - flesh) * std::min(0.55F, 0.30F * streak + 0.38F * midline);
}

}  // namespace residuum::phantom
