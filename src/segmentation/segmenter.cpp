#include <torch/torch.h>

#include "core/error.h"
#include "core/log.h"
#include "imaging/components.h"
#include "nn/placement.h"
#include "segmentation/frame.h"
#include "segmentation/maps.h"
#include "segmentation/model_file.h"
#include "segmentation/prepare.h"
#include "segmentation/segmentation.h"
#include "segmentation/slices.h"

namespace residuum::segmentation {
namespace {

constexpr std::int64_t batch = 8;

}  // namespace

struct Segmenter::State {
  Model model;
  std::vector<learn::Predictor> predictors;
  fs::path path, bias_fields;
  nn::Compute compute;
};

CleanUp clean_up_of(const Options& options) {
  return {options.min_component_mm3, options.keep_largest};
}

Segmenter::Segmenter(const fs::path& model, const nn::Compute& compute, std::optional<CleanUp> other,
                     const fs::path& bias_fields)
    : state_(std::make_unique<State>(
          State{read_model(model, nn::Reading::mapped), {}, model, bias_fields, compute})) {
  if (other) state_->model.clean_up = *other;
  const auto& of = state_->model;
  for (const auto& network : of.networks) {
    network->to(nn::device_of(compute));
    network->eval();
    state_->predictors.emplace_back(*network, compute, nn::NetworkWeights::are_released);
    // Now, so that the engine has the weights of one network before the next one's are looked at.
    with_context(model.string(), [&] {
      state_->predictors.back().prepare(
          {batch, input_channels(of.neighbours), of.frame.height, of.frame.width});
    });
  }
}
Segmenter::~Segmenter() = default;
Segmenter::Segmenter(Segmenter&&) noexcept = default;

// The engine has released its networks' weights, so the model is read anew; this is rare.
imaging::Mask Segmenter::predicted_in_float32(const imaging::Volume& image) const {
  auto compute = state_->compute;
  if (compute.precision == nn::Precision::fp32) throw diverged();
  log_warning("segmentation: values that are not finite in {}; the volume is predicted in float32",
              nn::to_string(compute.precision));
  compute.precision = nn::Precision::fp32;
  return Segmenter(state_->path, compute, state_->model.clean_up, state_->bias_fields).predict(image);
}

imaging::Mask Segmenter::predict(const imaging::Volume& image) const {
  const auto& geometry = image.geometry;
  const auto& model = state_->model;
  const auto seen = prepared(image, model.bias_correction, state_->bias_fields);
  const Frame frame(seen, model.image_size, model.frame, model.whole_image);
  std::vector<torch::Tensor> slices;
  for (std::size_t k = 0; k < geometry.size[2]; ++k) {
    slices.push_back(frame.into(seen.slice(k)));
  }
  auto stack = torch::stack(slices);
  if (model.z_scores) stack = z_scores(stack, standard_of(stack));
  const auto maps = probability_maps(state_->predictors, with_neighbours(stack, model.neighbours),
                                     model.unit_input || model.z_scores, model.test_flips, batch);
  if (!maps) return predicted_in_float32(image);
  imaging::Mask mask{geometry, std::vector<std::uint8_t>(geometry.voxels(), imaging::background)};
  for (std::size_t k = 0; k < geometry.size[2]; ++k) {
    const auto tumour =
        frame.out_of((*maps)[static_cast<std::int64_t>(k)]).ge(model.threshold).to(torch::kUInt8);
    const auto* labels = tumour.data_ptr<std::uint8_t>();
    std::copy(labels, labels + geometry.slice_voxels(),
              mask.labels.begin() + static_cast<std::ptrdiff_t>(k * geometry.slice_voxels()));
  }
  static_assert(imaging::primary_tumour == 1, "a pixel of tumour is written as the truth of a comparison");
  imaging::remove_small_components(mask, model.clean_up.min_component_mm3,
                                   static_cast<std::size_t>(model.clean_up.keep_largest));
  return mask;
}

}  // namespace residuum::segmentation
