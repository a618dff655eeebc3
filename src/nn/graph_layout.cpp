#include "nn/graph_layout.h"

#include <algorithm>

namespace residuum::nn {
namespace {

std::size_t at(int i) {
  return static_cast<std::size_t>(i);
}

class Layout {
 public:
  Layout(const Graph& graph, std::int64_t batch, Precision precision)
      : graph_(graph), batch_(batch), last_use_(graph.nodes.size(), 0), uses_(graph.nodes.size(), 0) {
    places_.resize(graph.nodes.size());
    choose_types(precision);
    for (int i = 0; i < count(); ++i) {
      for (const int input : node(i).inputs) {
        last_use_[at(input)] = i;
        ++uses_[at(input)];
      }
    }
    last_use_[at(graph.output)] = count();
    ++uses_[at(graph.output)];
  }

  GraphLayout made(bool (*movable)(Operation)) {
    for (int i = 0; i < count(); ++i) {
      if (node(i).operation == Operation::concatenate) concatenate(i, movable);
    }
    for (int i = 0; i < count(); ++i) {
      auto& place = places_[at(i)];
      if (place.buffer < 0) {
        const int term = node(i).sums ? node(i).inputs.back() : -1;
        if (term >= 0 && replaces(i, term)) {
          put(i, places_[at(term)].buffer, 0, node(i).channels);
          holds_[at(place.buffer)] = i;
        } else {
          put(i, new_buffer(i), 0, node(i).channels);
        }
      }
      auto& life = buffers_[at(place.buffer)];
      life.first = std::min(life.first, i);
      life.last = std::max(life.last, last_use_[at(i)]);
    }
    return {std::move(places_), std::move(buffers_)};
  }

 private:
  const Node& node(int i) const { return graph_.nodes[at(i)]; }
  int count() const { return static_cast<int>(graph_.nodes.size()); }
  void put(int i, int buffer, std::int64_t first_channel, std::int64_t stride) {
    places_[at(i)] = {buffer, first_channel, stride, places_[at(i)].bf16};
  }

  void choose_types(Precision precision) {
    if (precision == Precision::fp32) return;
    for (auto& place : places_) place.bf16 = true;
    int i = graph_.output;
    while (node(i).operation == Operation::enlarge) i = node(i).inputs[0];
    if (node(i).operation != Operation::convolution || node(i).sums) return;
    for (int j = graph_.output; j != i; j = node(j).inputs[0]) places_[at(j)].bf16 = false;
    places_[at(i)].bf16 = false;
  }

  // Convolutions write whole images only, so that parts that they make are copied.
  void concatenate(int i, bool (*movable)(Operation)) {
    const int buffer = new_buffer(i);
    put(i, buffer, 0, node(i).channels);
    std::int64_t first = 0;
    for (const int input : node(i).inputs) {
      if (movable(node(input).operation) && uses_[at(input)] == 1)
        put(input, buffer, first, node(i).channels);
      first += node(input).channels;
    }
  }

  // Whether the sum `i` may be made on top of its other term: nobody needs that later, its buffer is no part
  // of another image and of the right type.
  bool replaces(int i, int term) const {
    const auto& place = places_[at(term)];
    return last_use_[at(term)] == i && place.stride == node(i).channels &&
           place.bf16 == places_[at(i)].bf16 && holds_[at(place.buffer)] == term &&
           std::ranges::count(node(i).inputs, term) == 1;
  }

  int new_buffer(int i) {
    const auto values = batch_ * node(i).channels * node(i).size.height * node(i).size.width;
    buffers_.push_back(
        {static_cast<std::size_t>(values) * (places_[at(i)].bf16 ? 2 : 4), i, last_use_[at(i)]});
    holds_.push_back(i);
    return static_cast<int>(buffers_.size()) - 1;
  }

  const Graph& graph_;
  std::int64_t batch_;
  std::vector<int> last_use_, uses_;
  std::vector<Place> places_;
  std::vector<Lifetime> buffers_;
  std::vector<int> holds_;  // by buffer: the node whose image it holds last
};

}  // namespace

GraphLayout lay_out(const Graph& graph, std::int64_t batch, Precision precision, bool (*movable)(Operation)) {
  return Layout(graph, batch, precision).made(movable);
}

}  // namespace residuum::nn
