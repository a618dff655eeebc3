#include "segmentation/maps.h"

#include <torch/torch.h>

#include "learn/predict.h"

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

torch::Tensor probability_maps(const std::vector<std::shared_ptr<nn::Network>>& networks,
                               const torch::Tensor& images, bool unit_input, bool flips,
                               const nn::Compute& compute, std::int64_t batch) {
  torch::Tensor sum;
  const auto add = [&](const torch::Tensor& map) { sum = sum.defined() ? sum + map : map; };
  for (const auto& network : networks) {
    const auto input = for_network(images, unit_input, network->traits().normalisation);
    add(learn::probabilities(*network, input, compute, batch));
    if (flips) add(learn::probabilities(*network, input.flip(-1), compute, batch).flip(-1));
  }
  return sum / static_cast<double>(networks.size() * (flips ? 2 : 1));
}

}  // namespace residuum::segmentation
