#include "phantom/tumour.h"

#include <algorithm>
#include <cmath>

namespace residuum::phantom {
namespace {

// Lobes by stage, drawn on the left: the wall and its fossa, then what a stage adds (TNM, 8th edition).
std::vector<Blob> lobes(int t_stage, Random& random) {
  std::vector<Blob> blobs = {
      {{11, -7, 2}, {14, 11, 14}},  // fossa of Rosenmueller
      {{3, -5, 4}, {13, 8, 11}},    // posterior wall, across the midline
  };
  if (random.chance(0.5)) blobs.push_back({{7, -15, 3}, {8, 8, 9}});   // into the airway
  if (random.chance(0.3)) blobs.push_back({{9, -6, -12}, {7, 6, 9}});  // down to the oropharynx
  if (random.chance(0.35)) blobs.push_back({{-8, -6, 3}, {8, 6, 9}});  // the other side
  if (t_stage >= 2) blobs.push_back({{21, -9, -1}, {9, 8, 10}});       // parapharyngeal space
  if (t_stage >= 3) {
    blobs.push_back({{4, 8, 14}, {11, 8, 8}});                           // clivus
    if (random.chance(0.5)) blobs.push_back({{19, -21, 6}, {7, 8, 9}});  // pterygoid process
  }
  if (t_stage >= 4) {
    blobs.push_back({{13, -1, 22}, {8, 9, 8}});                          // base of skull, cavernous sinus
    if (random.chance(0.4)) blobs.push_back({{29, -16, 6}, {8, 8, 9}});  // masticator space
  }
  for (Blob& blob : blobs) {
    for (float* value : {&blob.centre.x, &blob.centre.y, &blob.centre.z}) {
      *value += static_cast<float>(random.uniform(-2, 2));
    }
    const auto size = static_cast<float>(random.uniform(0.85, 1.15));
    blob.radius = {blob.radius.x * size, blob.radius.y * size, blob.radius.z * size};
  }
  return blobs;
}

Position in_head(Position p, const Build& build, bool left) {
  return {(left ? p.x : -p.x) * build.width, p.y * build.depth, p.z * build.height};
}

}  // namespace

Tumour grow_tumour(const TumourPlan& plan, const Build& build, Random& random) {
  const auto noise = std::make_shared<const Noise>(static_cast<std::uint64_t>(random.integer(0, 1L << 62)));
  std::vector<Blob> blobs = lobes(plan.t_stage, random);
  for (Blob& blob : blobs) blob.centre = in_head(blob.centre, build, plan.left);
  const Position pivot = in_head({9, -4, 4}, build, plan.left);
  const auto roughness = static_cast<float>(random.uniform(1.0, 2.0));
  const Lesion draft(noise, blobs, roughness);
  const double factor = std::cbrt(plan.volume_ml / std::max(0.5, draft.volume_ml()));
  Tumour tumour{draft.scaled(static_cast<float>(std::clamp(factor, 0.6, 1.6)), pivot), {}, {}};
  tumour.measure = tumour.primary.adjust(plan.necrotic_fraction, plan.heterogeneity);

  for (const TumourPlan::Node& node : plan.nodes) {
    const float r = node.radius;
    const Position centre{node.centre.x * build.width, node.centre.y * build.depth,
                          node.centre.z * build.height};
    const Blob ovoid{
        centre,
        {r * static_cast<float>(random.uniform(0.8, 1.0)), r * static_cast<float>(random.uniform(0.9, 1.15)),
         r * static_cast<float>(random.uniform(1.1, 1.5))}};
    Lesion lesion(noise, {ovoid}, 0.6F);
    lesion.adjust(r >= 9 ? plan.necrotic_fraction : 0, plan.heterogeneity);
    tumour.nodes.push_back(std::move(lesion));
  }
  return tumour;
}

}  // namespace residuum::phantom
