#include "study/scored_models.h"

#include <algorithm>
#include <numeric>

#include "core/error.h"

namespace residuum::study {
namespace {

void add(Scored& scored, const CandidatePrediction& row) {
  scored.patients.push_back(row.patient);
  scored.probabilities.push_back(row.probability_rt);
  scored.outcomes.push_back(row.outcome == cohort::Outcome::rt);
}

Scored by_patient(const Scored& scored) {
  std::vector<std::size_t> order(scored.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(
      order, [&](std::size_t a, std::size_t b) { return scored.patients[a] < scored.patients[b]; });
  Scored sorted;
  for (const auto i : order) {
    sorted.patients.push_back(scored.patients[i]);
    sorted.probabilities.push_back(scored.probabilities[i]);
    sorted.outcomes.push_back(scored.outcomes[i]);
  }
  return sorted;
}

}  // namespace

int Scored::positives() const {
  return std::accumulate(outcomes.begin(), outcomes.end(), 0);
}

std::vector<ScoredModel> scored_models(const std::vector<CandidatePrediction>& rows,
                                       const std::vector<std::string>& regimens) {
  std::vector<ScoredModel> models;
  for (const auto& row : rows) {
    if (std::ranges::find(regimens, row.regimen) == regimens.end())
      throw input_error("candidates: regimen {} is none of the study's", row.regimen);
    auto found = std::ranges::find_if(models, [&](const ScoredModel& model) {
      return model.regimen == row.regimen && model.network == row.network && model.unit == row.unit &&
             model.seed == row.seed;
    });
    if (found == models.end()) {
      models.push_back({row.regimen,
                        row.network,
                        row.unit,
                        row.seed,
                        row.chosen,
                        row.leak,
                        row.threshold,
                        row.threshold,
                        {},
                        {}});
      found = models.end() - 1;
    }
    (row.slice ? found->image_threshold : found->threshold) = row.threshold;
    add(row.slice ? found->images : found->patients, row);
  }
  for (auto& model : models) {
    model.patients = by_patient(model.patients);
    model.images = by_patient(model.images);
  }
  std::ranges::stable_sort(models, {}, [&](const ScoredModel& model) {
    return std::ranges::find(regimens, model.regimen) - regimens.begin();
  });
  return models;
}

std::vector<ScoredModel> candidates_of(const std::vector<ScoredModel>& models, const std::string& regimen) {
  std::vector<ScoredModel> found;
  for (const auto& model : models) {
    if (model.regimen == regimen && model.seed == 1) found.push_back(model);
  }
  return found;
}

std::string unit_words(const std::string& unit) {
  if (unit == "image") return "each slice";
  if (unit == "mean") return "mean of the slices";
  if (unit == "stack") return "stacked slices";
  if (unit == "attention") return "attention over the slices";
  throw input_error("unit \"{}\" is none of image, mean, stack, attention", unit);
}

}  // namespace residuum::study
