#include "segmentation/slices.h"

#include <torch/torch.h>

#include <algorithm>

#include "core/interrupt.h"
#include "core/parallel.h"
#include "core/progress.h"
#include "segmentation/frame.h"

namespace residuum::segmentation {
namespace {

struct PatientSlices {
  torch::Tensor images, masks;
};

PatientSlices frame_patient(const LabelledVolume& labelled, int image_size) {
  const auto& geometry = labelled.image.geometry;
  const Frame frame(labelled.image, image_size);
  std::vector<torch::Tensor> images, masks;
  std::vector<float> tumour(geometry.slice_voxels());
  for (std::size_t k = 0; k < geometry.size[2]; ++k) {
    images.push_back(frame.into(labelled.image.slice(k)).to(torch::kFloat16));
    const auto labels = labelled.mask.slice(k);
    std::transform(labels.begin(), labels.end(), tumour.begin(),
                   [](auto label) { return label == imaging::background ? 0.0F : 1.0F; });
    masks.push_back(frame.into(tumour).ge(0.5).to(torch::kUInt8));
  }
  return {torch::stack(images), torch::stack(masks)};
}

std::string bytes_hash(const torch::Tensor& tensor) {
  return sha256({static_cast<const char*>(tensor.data_ptr()), tensor.nbytes()});
}

}  // namespace

std::string SliceSet::hash() const {
  std::string counts;
  for (const auto patient : patients) counts += std::to_string(patient) + " ";
  return sha256(bytes_hash(images) + bytes_hash(masks) + counts);
}

SliceSet load_slices(const cohort::TrainingCohort& cohort, const Loader& load, int image_size, int threads) {
  const auto& patients = cohort.patients();
  std::vector<PatientSlices> loaded(patients.size());
  Progress progress("outlined images", patients.size());
  parallel_for(patients.size(), threads, [&](std::size_t i) {
    stop_if_interrupted();
    loaded[i] = frame_patient(load(patients[i]), image_size);
    progress.tick();
  });
  SliceSet set;
  std::vector<torch::Tensor> images, masks;
  for (std::size_t i = 0; i < loaded.size(); ++i) {
    images.push_back(loaded[i].images);
    masks.push_back(loaded[i].masks);
    const auto any = loaded[i].masks.flatten(1).any(1);
    for (std::int64_t k = 0; k < any.size(0); ++k) {
      set.patients.push_back(static_cast<std::int64_t>(i));
      set.tumour.push_back(any[k].item<bool>());
    }
  }
  set.images = torch::cat(images);
  set.masks = torch::cat(masks);
  return set;
}

}  // namespace residuum::segmentation
