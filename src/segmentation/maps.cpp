#include "segmentation/maps.h"

#include <torch/torch.h>

#include "core/error.h"
#include "nn/finite.h"

namespace residuum::segmentation {

int input_channels(int neighbours) {
  return neighbours == 0 ? 3 : 2 * neighbours + 1;
}

torch::Tensor for_network(const torch::Tensor& images, bool unit_input,
                          const nn::Normalisation& normalisation) {
  if (!unit_input) return images.size(1) == 1 ? images.squeeze(1) : images;
  const auto channels = images.size(1) == 1 ? images.expand({-1, 3, -1, -1}) : images;
  const auto [mean, deviation] = nn::per_channel(normalisation, channels.size(1));
  return channels * deviation + mean;
}

std::optional<torch::Tensor> probability_maps(std::vector<learn::Predictor>& predictors,
                                              const torch::Tensor& images, bool unit_input, bool flips,
                                              std::int64_t batch) {
  torch::Tensor sum;
  const auto add = [&](const torch::Tensor& map) { sum = sum.defined() ? sum + map : map; };
  for (auto& predict : predictors) {
    const auto input = for_network(images, unit_input, predict.normalisation());
    add(predict(input, batch));
    if (flips) add(predict(input.flip(-1), batch).flip(-1));
  }
  // A NaN is no tumour wherever a probability is compared with a threshold.
  if (!nn::all_finite(sum)) return {};
  return sum / static_cast<double>(predictors.size() * (flips ? 2 : 1));
}

Error diverged() {
  return failure(
      "the segmentation network gives values that are not finite, in float32 as well: its weights have diverged; "
      "train it anew with a lower segmentation.learning_rate");
}

}  // namespace residuum::segmentation
