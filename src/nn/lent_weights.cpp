#include "nn/lent_weights.h"

#include <torch/torch.h>

#include "nn/blank_weights.h"
#include "nn/network.h"

namespace residuum::nn {

LentWeights::LentWeights(Network& network) {
  for (auto& parameter : network.parameters()) {
    if (parameter.dim() < 2) continue;  // of norms, which folding computes with
    const auto weights = parameter.detach();
    parameter.set_data(blank(weights.sizes()));
    loans_[parameter.storage().data()] = {parameter, weights};
  }
}

LentWeights::~LentWeights() {
  for (auto& [place, loan] : loans_) loan.parameter.set_data(loan.weights);
}

void LentWeights::move_to(Graph& graph) {
  std::vector<const void*> taken;
  for (auto& node : graph.nodes) {
    if (!node.weight.defined()) continue;
    const auto loan = loans_.find(node.weight.storage().data());
    if (loan == loans_.end()) continue;
    taken.push_back(loan->first);
    node.weight = loan->second.weights.view(node.weight.sizes());
  }
  for (const auto* const place : taken) loans_.erase(place);
}

}  // namespace residuum::nn
