#include "outcome/novelty.h"

#include <torch/torch.h>

#include <algorithm>
#include <cmath>

#include "core/error.h"
#include "nn/metadata.h"

namespace residuum::outcome {
namespace {

constexpr const char* kind = "novelty";
constexpr std::size_t nobody = static_cast<std::size_t>(-1);

double distance_between(const Embedding& a, const Embedding& b) {
  double sum = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    const double d = static_cast<double>(a[i]) - b[i];
    sum += d * d;
  }
  return std::sqrt(sum);
}

// To the k-th nearest of the others.
double to_neighbour(const std::vector<Embedding>& all, const Embedding& one, int k, std::size_t left_out) {
  std::vector<double> distances;
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (i != left_out) distances.push_back(distance_between(all[i], one));
  }
  const auto kth = distances.begin() + (k - 1);
  std::nth_element(distances.begin(), kth, distances.end());
  return *kth;
}

}  // namespace

Novelty Novelty::fit(const cohort::TrainingCohort& training,
                     const std::function<Embedding(const cohort::Patient&)>& embed,
                     const NoveltyOptions& options) {
  const auto& patients = training.patients();
  if (patients.size() < 3)
    throw input_error("distances to training patients need three of them; there are {}", patients.size());
  if (!(options.tail > 0 && options.tail < 1))
    throw input_error("a tail of {} lies outside 0..1", options.tail);
  Novelty novelty;
  for (const auto& patient : patients) {
    novelty.embeddings_.push_back(with_context("patient " + patient.id, [&] { return embed(patient); }));
    if (novelty.embeddings_.back().size() != novelty.embeddings_.front().size())
      throw input_error("patient {}: an embedding of another length", patient.id);
  }
  const auto count = patients.size();
  novelty.neighbours_ = std::clamp(options.neighbours, 1, static_cast<int>(count) - 1);
  std::vector<double> distances;
  for (std::size_t i = 0; i < count; ++i)
    distances.push_back(to_neighbour(novelty.embeddings_, novelty.embeddings_[i], novelty.neighbours_, i));
  std::sort(distances.begin(), distances.end());
  // A hair less, for (1 - 0.05) * 100 is a little more than 95.
  const auto within =
      static_cast<std::size_t>(std::ceil((1 - options.tail) * static_cast<double>(count) - 1e-9));
  novelty.bound_ = distances[std::clamp<std::size_t>(within, 1, count) - 1];
  novelty.share_within_ =
      static_cast<double>(std::upper_bound(distances.begin(), distances.end(), novelty.bound_) -
                          distances.begin()) /
      static_cast<double>(count);
  return novelty;
}

double Novelty::distance(const Embedding& embedding) const {
  if (embedding.size() != embeddings_.front().size()) {
    throw input_error("an embedding of {} numbers; the training patients' have {}", embedding.size(),
                      embeddings_.front().size());
  }
  return to_neighbour(embeddings_, embedding, neighbours_, nobody);
}

void Novelty::write(const fs::path& path, const std::string& model) const {
  const auto rows = static_cast<std::int64_t>(embeddings_.size()),
             columns = static_cast<std::int64_t>(embeddings_.front().size());
  const auto matrix = torch::empty({rows, columns}, torch::kFloat32);
  for (std::int64_t i = 0; i < rows; ++i) {
    const auto& one = embeddings_[static_cast<std::size_t>(i)];
    std::copy(one.begin(), one.end(), matrix.data_ptr<float>() + i * columns);
  }
  nn::write_safetensors(path, {{{"embeddings", matrix}},
                               {{"kind", kind},
                                {"model_sha256", model},
                                {"neighbours", std::to_string(neighbours_)},
                                {"bound", nn::exact_text(bound_)},
                                {"share_within", nn::exact_text(share_within_)}}});
}

Novelty Novelty::read(const fs::path& path, const std::string& model) {
  const auto file = nn::read_safetensors(path);
  const std::string where = path.string();
  nn::require_kind(file, kind, where);
  if (nn::metadata_text(file, "model_sha256", where) != model)
    throw input_error("{}: of another outcome model than the run's; run `residuum run` on the study again",
                      where);
  const auto found = std::find_if(file.tensors.begin(), file.tensors.end(),
                                  [](const auto& entry) { return entry.first == "embeddings"; });
  if (found == file.tensors.end() || found->second.dim() != 2 || found->second.size(0) < 3 ||
      found->second.scalar_type() != torch::kFloat32)
    throw input_error("{}: holds no embeddings", where);
  Novelty novelty;
  const auto columns = found->second.size(1);
  const auto* const values = found->second.data_ptr<float>();
  for (std::int64_t i = 0; i < found->second.size(0); ++i)
    novelty.embeddings_.emplace_back(values + i * columns, values + (i + 1) * columns);
  novelty.neighbours_ =
      nn::metadata_integer(file, "neighbours", 1, static_cast<int>(novelty.embeddings_.size()) - 1, where);
  novelty.bound_ = nn::metadata_number(file, "bound", 0, 2, where);
  novelty.share_within_ = nn::metadata_number(file, "share_within", 0, 1, where);
  return novelty;
}

}  // namespace residuum::outcome
