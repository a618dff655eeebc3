#include <algorithm>
#include <cmath>

#include "phantom/tumour.h"

namespace residuum::phantom {
namespace {

constexpr float grid_mm = 2;
constexpr float blend_mm = 4;       // how softly neighbouring lobes join
constexpr float core_edge = 0.22F;  // width of the core's edge in units of its field, about 1 mm
constexpr float lowest = 0.45F, highest = 1.65F;  // relative intensity of enhancing tumour

float ellipsoid_distance(const Blob& blob, Position p) {
  const float dx = p.x - blob.centre.x, dy = p.y - blob.centre.y, dz = p.z - blob.centre.z;
  const float u = dx / blob.radius.x, v = dy / blob.radius.y, w = dz / blob.radius.z;
  const float k0 = std::sqrt(u * u + v * v + w * w);
  const float a = u / blob.radius.x, b = v / blob.radius.y, c = w / blob.radius.z;
  return k0 * (k0 - 1) / (std::sqrt(a * a + b * b + c * c) + 1e-6F);
}

// Vertebrae and the posterior fossa resist: tissue ends at a plane that recedes where the clivus gives way.
float barrier(Position p) {
  const float back = p.z < 4 ? 9.0F : std::min(9 + 0.9F * (p.z - 4), 20.0F) - std::max(0.0F, p.z - 22) * 0.8F;
  return p.y - back;
}

}  // namespace

Lesion::Lesion(std::shared_ptr<const Noise> noise, std::vector<Blob> blobs, float roughness)
    : noise_(std::move(noise)), blobs_(std::move(blobs)), roughness_(roughness) {
  low_ = {1e9F, 1e9F, 1e9F};
  high_ = {-1e9F, -1e9F, -1e9F};
  const float margin = 2.5F * roughness_ + 1;
  for (const Blob& blob : blobs_) {
    low_.x = std::min(low_.x, blob.centre.x - blob.radius.x - margin);
    low_.y = std::min(low_.y, blob.centre.y - blob.radius.y - margin);
    low_.z = std::min(low_.z, blob.centre.z - blob.radius.z - margin);
    high_.x = std::max(high_.x, blob.centre.x + blob.radius.x + margin);
    high_.y = std::max(high_.y, blob.centre.y + blob.radius.y + margin);
    high_.z = std::max(high_.z, blob.centre.z + blob.radius.z + margin);
  }
}

float Lesion::distance(Position p) const {
  float joined = 1e9F;
  for (const Blob& blob : blobs_) {
    const float d = ellipsoid_distance(blob, p);
    const float h = std::max(0.0F, blend_mm - std::abs(joined - d));
    joined = std::min(joined, d) - h * h / (4 * blend_mm);
  }
  if (joined > 4 * roughness_ + 2) return joined;
  joined += roughness_ * noise_->fractal(p.x / 8, p.y / 8, p.z / 9);
  return blobs_.size() > 1 ? std::max(joined, barrier(p)) : joined;
}

float Lesion::core_field(Position p, float distance) const {
  return std::min(-distance, 12.0F) / 5 + 1.15F * noise_->fractal(p.x / 8.5F + 11, p.y / 8.5F, p.z / 12);
}

float Lesion::texture(Position p) const {
  return noise_->fractal(p.x / 4.2F + 5, p.y / 4.2F + 17, p.z / 8);
}

Lesion::Look Lesion::look(Position p, float distance) const {
  Look look;
  look.necrosis = std::clamp(0.5F + (core_field(p, distance) - core_level_) / core_edge, 0.0F, 1.0F);
  look.intensity = std::clamp(1 + amplitude_ * texture(p), lowest, highest);
  return look;
}

template <class Visit>
void Lesion::for_each_inside(Visit visit) const {
  for (float z = low_.z; z <= high_.z; z += grid_mm) {
    for (float y = low_.y; y <= high_.y; y += grid_mm) {
      for (float x = low_.x; x <= high_.x; x += grid_mm) {
        const Position p{x, y, z};
        const float d = distance(p);
        if (d < 0) visit(p, d);
      }
    }
  }
}

double Lesion::volume_ml() const {
  std::size_t count = 0;
  for_each_inside([&](Position, float) { ++count; });
  return static_cast<double>(count) * grid_mm * grid_mm * grid_mm / 1000;
}

Lesion::Measure Lesion::adjust(double necrotic_fraction, double heterogeneity) {
  std::vector<float> field, texture_values;
  for_each_inside([&](Position p, float d) {
    field.push_back(core_field(p, d));
    texture_values.push_back(texture(p));
  });
  const auto count = static_cast<double>(field.size());
  if (field.empty()) return {};
  std::vector<float> sorted = field;
  std::sort(sorted.begin(), sorted.end());
  const auto living = static_cast<std::size_t>(std::lround((1 - necrotic_fraction) * count));
  core_level_ = living < sorted.size() ? sorted[living] : 1e9F;

  const auto spread = [&](double amplitude) {  // mean and standard deviation over the enhancing voxels
    double n = 0, sum = 0, squares = 0;
    for (std::size_t i = 0; i < field.size(); ++i) {
      if (field[i] >= core_level_) continue;
      const double value = std::clamp(1 + static_cast<float>(amplitude) * texture_values[i], lowest, highest);
      n += 1;
      sum += value;
      squares += value * value;
    }
    const double mean = sum / std::max(1.0, n);
    return std::sqrt(std::max(0.0, squares / std::max(1.0, n) - mean * mean)) / std::max(1e-6, mean);
  };
  double amplitude = heterogeneity;
  for (int step = 0; step < 4; ++step) amplitude *= heterogeneity / std::max(1e-6, spread(amplitude));
  amplitude_ = static_cast<float>(std::min(amplitude, 1.0));

  Measure measure;
  measure.volume_ml = count * grid_mm * grid_mm * grid_mm / 1000;
  measure.necrotic_fraction = static_cast<double>(std::count_if(field.begin(), field.end(),
                                                                [&](float f) { return f >= core_level_; })) /
                              count;
  measure.heterogeneity = spread(amplitude_);
  return measure;
}

Lesion Lesion::scaled(float factor, Position pivot) const {
  std::vector<Blob> blobs = blobs_;
  for (Blob& blob : blobs) {
    blob.centre = {pivot.x + factor * (blob.centre.x - pivot.x), pivot.y + factor * (blob.centre.y - pivot.y),
                   pivot.z + factor * (blob.centre.z - pivot.z)};
    blob.radius = {factor * blob.radius.x, factor * blob.radius.y, factor * blob.radius.z};
  }
  return {noise_, std::move(blobs), roughness_};
}

}  // namespace residuum::phantom
