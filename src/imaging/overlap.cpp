#include "imaging/overlap.h"

#include <algorithm>
#include <cmath>

#include "core/error.h"
#include "imaging/components.h"

namespace residuum::imaging {
namespace {

void require_one_grid(const Mask& a, const Mask& b) {
  if (a.geometry.size != b.geometry.size || a.labels.size() != b.labels.size()) {
    throw failure("masks of {} and {} voxels cannot be compared", a.labels.size(), b.labels.size());
  }
}

Overlap count(std::span<const std::uint8_t> predicted, std::span<const std::uint8_t> reference) {
  Overlap found;
  for (std::size_t i = 0; i < predicted.size(); ++i) {
    const bool in_predicted = predicted[i] != background, in_reference = reference[i] != background;
    found.predicted += in_predicted;
    found.reference += in_reference;
    found.both += in_predicted && in_reference;
  }
  return found;
}

double share(std::size_t part, std::size_t whole) {
  return static_cast<double>(part) / static_cast<double>(whole);
}

// How many components have a voxel in `other`.
std::size_t touched(const Components& components, const Mask& other) {
  std::vector<bool> seen(components.voxels.size() + 1);
  for (std::size_t i = 0; i < other.labels.size(); ++i) {
    if (other.labels[i] != background) seen[components.number[i]] = true;
  }
  return static_cast<std::size_t>(std::count(seen.begin() + 1, seen.end(), true));
}

}  // namespace

double Overlap::dice() const {
  return empty() ? 1 : share(2 * both, predicted + reference);
}

double Overlap::iou() const {
  return empty() ? 1 : share(both, predicted + reference - both);
}

Overlap overlap(const Mask& predicted, const Mask& reference) {
  require_one_grid(predicted, reference);
  return count(predicted.labels, reference.labels);
}

Overlap overlap_of_slice(const Mask& predicted, const Mask& reference, std::size_t k) {
  require_one_grid(predicted, reference);
  return count(predicted.slice(k), reference.slice(k));
}

double VolumeError::absolute_ml() const {
  return std::abs(predicted_ml - reference_ml);
}

std::optional<double> VolumeError::relative() const {
  if (reference_ml <= 0) return std::nullopt;
  return (predicted_ml - reference_ml) / reference_ml;
}

VolumeError volume_error(const Mask& predicted, const Mask& reference) {
  const auto found = overlap(predicted, reference);
  const double voxel_ml = reference.geometry.voxel_volume() / 1000;
  return {static_cast<double>(found.predicted) * voxel_ml, static_cast<double>(found.reference) * voxel_ml};
}

std::optional<double> LesionDetection::sensitivity() const {
  return reference == 0 ? std::nullopt : std::optional(share(found, reference));
}

std::optional<double> LesionDetection::precision() const {
  return predicted == 0 ? std::nullopt : std::optional(share(right, predicted));
}

LesionDetection detect_lesions(const Mask& predicted, const Mask& reference) {
  require_one_grid(predicted, reference);
  const auto of_reference = find_components(reference), of_predicted = find_components(predicted);
  return {of_reference.voxels.size(), touched(of_reference, predicted), of_predicted.voxels.size(),
          touched(of_predicted, reference)};
}

}  // namespace residuum::imaging
