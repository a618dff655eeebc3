// How far a patient lies from those whom a model learnt from: the distance of his embedding (length 1) to
// that of the k-th nearest training patient (Sun et al. 2022, "Out-of-distribution detection with deep
// nearest neighbors", ICML, arXiv 2204.06507). The bound is a quantile of the training patients' own
// distances, each to the others (R: quantile(distances, 1 - tail, type = 1)); fitted on training patients
// alone.
#pragma once

#include "outcome/embedding.h"

namespace residuum::outcome {

struct NoveltyOptions {
  int neighbours = 5;   // k, at most the training patients less one
  double tail = 0.025;  // of the training patients beyond the bound
};

class Novelty {
 public:
  // Errors: input, for fewer than three patients, embeddings of different lengths, or a tail outside 0..1.
  static Novelty fit(const cohort::TrainingCohort& training,
                     const std::function<Embedding(const cohort::Patient&)>& embed,
                     const NoveltyOptions& options);

  // Errors: input, for an embedding of another length.
  double distance(const Embedding& embedding) const;
  bool unlike(const Embedding& embedding) const { return distance(embedding) > bound_; }

  double bound() const { return bound_; }
  double share_within() const { return share_within_; }  // of the training patients, each left out
  std::size_t patients() const { return embeddings_.size(); }

  // .safetensors: the embeddings without anybody's name. `model` is the SHA-256 of the model that they are
  // of.
  void write(const fs::path& path, const std::string& model) const;
  // Errors: input, for another kind of file, a damaged one, or one of another model.
  static Novelty read(const fs::path& path, const std::string& model);

 private:
  std::vector<Embedding> embeddings_;
  int neighbours_ = 1;
  double bound_ = 0, share_within_ = 1;
};

}  // namespace residuum::outcome
