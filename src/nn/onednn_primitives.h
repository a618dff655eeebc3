// The oneDNN primitive of one node: the only file that knows oneDNN 2.x's way of describing them (3.x has
// another).
#pragma once

#include <dnnl.hpp>
#include <functional>
#include <memory>
#include <string>

#include "nn/graph.h"

namespace residuum::nn::onednn {

const dnnl::engine& processor();

struct Primitive {
  std::function<dnnl::primitive()> make;
  dnnl::memory::desc weights, scratchpad;  // as it wants them
  std::string implementation;              // oneDNN's name of it
};

// Images are channels last. `from_size` is the input's. Errors: dnnl::error, where oneDNN has none.
Primitive convolution(const Node& node, Pair from_size, const dnnl::memory::desc& from,
                      const dnnl::memory::desc& to);
Primitive pool(const Node& node, Pair from_size, const dnnl::memory::desc& from,
               const dnnl::memory::desc& to);

struct Weights {
  std::shared_ptr<dnnl::memory> weights, bias;  // bias may be empty
};
Weights pack_weights(const Node& node, const dnnl::memory::desc& wanted);
// The same, or the very ones where they are as wanted already.
Weights packed_again(const Weights& weights, const dnnl::memory::desc& wanted);

}  // namespace residuum::nn::onednn
