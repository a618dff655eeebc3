#include "study/cascade.h"

#include "core/interrupt.h"
#include "core/progress.h"
#include "core/random.h"
#include "imaging/similarity.h"
#include "stats/bootstrap.h"
#include "stats/rank_correlation.h"
#include "study/heat_picture.h"

namespace residuum::study {
namespace {

using Maps = std::vector<imaging::Slice>;  // of 0..1, one a patient

Maps maps_of(const outcome::Explainer& explainer, const std::vector<CascadeSlice>& slices,
             const outcome::CamOptions& options) {
  Maps maps;
  for (const auto& [rectangle, of] : slices) {
    stop_if_interrupted();
    maps.push_back(scaled_to_one(explainer.explain({rectangle}, of, options).front().map));
  }
  return maps;
}

stats::BootstrapInterval mean_of(const std::vector<double>& values, std::uint64_t seed) {
  stats::BootstrapOptions options;
  options.seed = seed;
  options.threads = 1;
  const auto mean = [&](const std::vector<std::size_t>& rows) {
    double sum = 0;
    for (const auto row : rows) sum += values[row];
    return sum / static_cast<double>(rows.size());
  };
  return stats::bootstrap_interval(stats::ResamplingPlan::plain(values.size()), mean, options);
}

CascadeStep compare(const std::string& regimen, const std::string& part, const Maps& own, const Maps& other,
                    std::uint64_t seed) {
  std::vector<double> ranks, similarities;
  for (std::size_t i = 0; i < own.size(); ++i) {
    ranks.push_back(stats::rank_correlation({own[i].pixels.begin(), own[i].pixels.end()},
                                            {other[i].pixels.begin(), other[i].pixels.end()}));
    similarities.push_back(imaging::structural_similarity(own[i], other[i]));
  }
  const auto rank = mean_of(ranks, seed), ssim = mean_of(similarities, seed);
  return {regimen,  part,     static_cast<int>(own.size()), rank.estimate, rank.low, rank.high, ssim.estimate,
          ssim.low, ssim.high};
}

}  // namespace

std::vector<CascadeStep> randomise_in_cascade(const fs::path& model, const std::vector<CascadeSlice>& slices,
                                              const outcome::CamOptions& options, std::uint64_t seed) {
  std::vector<CascadeStep> steps;
  if (slices.empty()) return steps;
  outcome::Explainer explainer(model);
  const auto own = maps_of(explainer, slices, options);
  const auto parts = explainer.parts();
  Progress progress("forgetting, " + explainer.regimen(), parts.size());
  for (const auto& part : parts) {
    explainer.randomise(part, derive_seed(seed, part));
    steps.push_back(compare(explainer.regimen(), part, own, maps_of(explainer, slices, options), seed));
    progress.tick();
  }
  if (own.size() > 1) {
    Maps next(own.begin() + 1, own.end());
    next.push_back(own.front());
    steps.push_back(compare(explainer.regimen(), other_patient, own, next, seed));
  }
  return steps;
}

}  // namespace residuum::study
