// Slices of labelled volumes as networks see them, in mapped files (slice_file.h).
#pragma once

#include <torch/types.h>

#include <string>
#include <vector>

#include "segmentation/frame.h"
#include "segmentation/prepare.h"
#include "segmentation/segmentation.h"
#include "segmentation/slice_file.h"

namespace residuum::segmentation {

class SliceSet {
 public:
  // All slices of all patients, framed on `threads` threads where the cache has not got them.
  SliceSet(const cohort::TrainingCohort& cohort, const Loader& load, const Options& options,
           const SliceCache& cache, int threads);

  std::size_t size() const { return patient_.size(); }
  std::size_t patients() const { return files_.size(); }
  std::size_t patient(std::size_t slice) const { return patient_[slice]; }  // an index into the cohort's
  bool tumour(std::size_t slice) const { return tumour_[slice]; }           // whether it has some

  // Of all slices, each patient's in the middle.
  Extent extent() const { return extent_; }

  // Of the given slices: N x C x H x W float32, C the slice and `neighbours` on either side (the patient's
  // outermost slices repeated), and N x H x W float32, 1 where tumour.
  torch::Tensor images(const std::vector<std::int64_t>& slices, int neighbours) const;
  torch::Tensor masks(const std::vector<std::int64_t>& slices) const;
  // Images of the given slices as z-scores of their patients' bodies, where the options ask for it; otherwise
  // as they are.
  torch::Tensor standardised(const torch::Tensor& images, const std::vector<std::int64_t>& slices) const;

  // Of everything that training depends on.
  std::string hash() const;

 private:
  std::vector<SliceFile> files_;  // one a patient, as large as his body's box is
  Extent extent_;
  std::vector<Standard> standards_;   // one a patient, or none
  std::vector<std::size_t> patient_;  // of each slice, ascending
  std::vector<std::int64_t> place_;   // of each slice within its patient
  std::vector<bool> tumour_;
};

// K x H x W slices of one patient as K x (2 neighbours + 1) x H x W; without neighbours K x 1 x H x W.
torch::Tensor with_neighbours(const torch::Tensor& slices, int neighbours);

}  // namespace residuum::segmentation
