#include "segmentation/segmentation.h"

namespace residuum::segmentation {

Options network_of(const Options& options, const std::string& network) {
  auto one = options;
  one.network = network;
  one.networks = {network};
  if (const auto start = options.pretrained_of.find(network); start != options.pretrained_of.end())
    one.pretrained = start->second;
  one.pretrained_of.clear();
  return one;
}

}  // namespace residuum::segmentation
