#include "segmentation/slices.h"

#include <torch/torch.h>

#include <algorithm>
#include <optional>

#include "core/error.h"
#include "core/interrupt.h"
#include "core/parallel.h"
#include "core/progress.h"

namespace residuum::segmentation {
namespace {

void frame_patient(const LabelledVolume& labelled, const Options& options, const fs::path& fields,
                   const fs::path& path, const std::string& inputs) {
  const auto& geometry = labelled.image.geometry;
  const auto image = prepared(labelled.image, options.bias_correction, fields);
  const Frame frame(image, options.image_size, options.whole_image);
  std::vector<torch::Tensor> images, masks;
  std::vector<float> tumour(geometry.slice_voxels());
  for (std::size_t k = 0; k < geometry.size[2]; ++k) {
    images.push_back(frame.into(image.slice(k)).to(torch::kFloat16));
    const auto labels = labelled.mask.slice(k);
    std::transform(labels.begin(), labels.end(), tumour.begin(),
                   [](auto label) { return label == imaging::background ? 0.0F : 1.0F; });
    masks.push_back(frame.into(tumour).ge(0.5).to(torch::kUInt8));
  }
  SliceFile::write(path, inputs, torch::stack(images), torch::stack(masks));
}

std::int64_t beside(std::int64_t slice, int step, std::int64_t count) {
  return std::clamp<std::int64_t>(slice + step, 0, count - 1);
}

}  // namespace

SliceSet::SliceSet(const cohort::TrainingCohort& cohort, const Loader& load, const Options& options,
                   const SliceCache& cache, int threads) {
  const auto& patients = cohort.patients();
  std::vector<std::optional<SliceFile>> files(patients.size());
  Progress progress("outlined images", patients.size());
  parallel_for(patients.size(), threads, [&](std::size_t i) {
    stop_if_interrupted();
    const auto inputs = fmt::format("{} {} {} {} {}", cache.key, patients[i].id, options.image_size,
                                    options.whole_image, options.bias_correction);
    const auto path = cache.folder / (patients[i].id + ".slices");
    files[i] = SliceFile::open(path, inputs);
    if (!files[i]) {
      frame_patient(load(patients[i]), options, cache.bias_fields, path, inputs);
      files[i] = SliceFile::open(path, inputs);
    }
    if (!files[i]) throw failure("{}: cannot be read back; is the disk full?", path.string());
    progress.tick();
  });
  std::vector<Extent> extents;
  for (const auto& file : files) extents.push_back({file->images().size(1), file->images().size(2)});
  extent_ = common_extent(extents, options.image_size);
  for (std::size_t i = 0; i < files.size(); ++i) {
    const auto any = files[i]->masks().flatten(1).any(1);
    for (std::int64_t k = 0; k < any.size(0); ++k) {
      patient_.push_back(i);
      place_.push_back(k);
      tumour_.push_back(any[k].item<bool>());
    }
    if (options.intensity == "zscore")
      standards_.push_back(standard_of(centred(files[i]->images(), extent_)));
    files_.push_back(std::move(*files[i]));
  }
}

torch::Tensor SliceSet::images(const std::vector<std::int64_t>& slices, int neighbours) const {
  std::vector<torch::Tensor> chosen;
  for (const auto index : slices) {
    const auto slice = static_cast<std::size_t>(index);
    const auto& file = files_[patient_[slice]];
    for (int step = -neighbours; step <= neighbours; ++step)
      chosen.push_back(centred(file.images()[beside(place_[slice], step, file.count())], extent_));
  }
  return torch::stack(chosen)
      .to(torch::kFloat32)
      .view({static_cast<std::int64_t>(slices.size()), 2 * neighbours + 1, extent_.height, extent_.width});
}

torch::Tensor SliceSet::masks(const std::vector<std::int64_t>& slices) const {
  std::vector<torch::Tensor> chosen;
  for (const auto index : slices) {
    const auto slice = static_cast<std::size_t>(index);
    chosen.push_back(centred(files_[patient_[slice]].masks()[place_[slice]], extent_));
  }
  return torch::stack(chosen).to(torch::kFloat32);
}

torch::Tensor SliceSet::standardised(const torch::Tensor& images,
                                     const std::vector<std::int64_t>& slices) const {
  if (standards_.empty()) return images;
  std::vector<torch::Tensor> scores;
  for (std::size_t i = 0; i < slices.size(); ++i) {
    const auto& standard = standards_[patient(static_cast<std::size_t>(slices[i]))];
    scores.push_back(z_scores(images[static_cast<std::int64_t>(i)], standard));
  }
  return torch::stack(scores);
}

std::string SliceSet::hash() const {
  std::string text;
  for (const auto& file : files_) text += fmt::format("{} {} ", file.count(), file.digest());
  return sha256(text);
}

torch::Tensor with_neighbours(const torch::Tensor& slices, int neighbours) {
  const auto count = slices.size(0);
  std::vector<torch::Tensor> channels;
  for (int step = -neighbours; step <= neighbours; ++step) {
    std::vector<std::int64_t> from;
    for (std::int64_t k = 0; k < count; ++k) from.push_back(beside(k, step, count));
    channels.push_back(slices.index_select(0, torch::tensor(from)));
  }
  return torch::stack(channels, 1);
}

}  // namespace residuum::segmentation
