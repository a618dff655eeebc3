#include "learn/weight_update.h"

#include <ATen/Parallel.h>
#include <torch/torch.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace residuum::learn {
namespace {

using Index = std::int64_t;

constexpr Index piece_size = 1 << 15;  // values: fits a core's cache, enough pieces for every thread

struct Piece {
  std::size_t of = 0;
  Index begin = 0, count = 0;
};

std::vector<Piece> pieces_of(const std::vector<Moved>& moved) {
  std::vector<Piece> pieces;
  for (std::size_t i = 0; i < moved.size(); ++i) {
    const Index all = moved[i].weight.numel();
    for (Index begin = 0; begin < all; begin += piece_size)
      pieces.push_back({i, begin, std::min(piece_size, all - begin)});
  }
  return pieces;
}

template <class Work>
void for_each_piece(const std::vector<Piece>& pieces, const Work& work) {
  at::parallel_for(0, static_cast<Index>(pieces.size()), 1, [&](Index begin, Index end) {
    for (Index i = begin; i < end; ++i) work(static_cast<std::size_t>(i));
  });
}

Factors factors_of(const Move& move) {
  Factors by;
  by.scale = static_cast<float>(move.gradient_scale);
  by.limit = move.gradient_limit > 0 ? static_cast<float>(move.gradient_limit)
                                     : std::numeric_limits<float>::infinity();
  by.rate = static_cast<float>(move.rate);
  by.momentum = static_cast<float>(move.momentum);
  by.decay = static_cast<float>(move.decay);
  by.shrink = static_cast<float>(1 - move.rate * move.decay);
  const auto correction = [&](float keep) { return 1 - std::pow(static_cast<double>(keep), move.step); };
  by.step_size = static_cast<float>(move.rate / correction(first_keep));
  by.second_scale = static_cast<float>(1 / std::sqrt(correction(second_keep)));
  return by;
}

// Whose values lie without gaps, so that their order in memory does not matter.
bool plain(const torch::Tensor& tensor) {
  return tensor.device().is_cpu() && tensor.scalar_type() == torch::kFloat32 &&
         tensor.is_non_overlapping_and_dense();
}

torch::Tensor in_layout_of(const torch::Tensor& weight, const torch::Tensor& gradient) {
  if (plain(gradient) && gradient.strides() == weight.strides()) return gradient;
  return torch::empty_like(weight).copy_(gradient);
}

void by_rows(const std::vector<Moved>& moved, const Move& move) {
  const auto by = factors_of(move);
  std::vector<torch::Tensor> gradients;
  for (const auto& one : moved) gradients.push_back(in_layout_of(one.weight, one.gradient));
  const auto pieces = pieces_of(moved);
  for_each_piece(pieces, [&](std::size_t i) {
    const auto& piece = pieces[i];
    const auto& one = moved[piece.of];
    const Row row{one.weight.data_ptr<float>() + piece.begin,
                  gradients[piece.of].data_ptr<float>() + piece.begin,
                  one.first.data_ptr<float>() + piece.begin,
                  one.second.defined() ? one.second.data_ptr<float>() + piece.begin : nullptr, piece.count};
    move_row(move.rule, row, by);
  });
}

void by_operations(const Moved& one, const Move& move) {
  const auto by = factors_of(move);
  const auto cut = one.gradient.to(one.weight.dtype()).mul(by.scale).clamp(-by.limit, by.limit);
  if (move.rule == Rule::adamw) {
    one.first.mul_(first_keep).add_(cut, 1 - first_keep);
    one.second.mul_(second_keep).addcmul_(cut, cut, 1 - second_keep);
    one.weight.mul_(by.shrink).addcdiv_(one.first, one.second.sqrt().mul_(by.second_scale).add_(adamw_floor),
                                        -by.step_size);
    return;
  }
  const auto slope = cut.add(one.weight, by.decay);
  if (move.rule == Rule::sgd) {
    one.first.mul_(by.momentum).add_(slope);
  } else {
    one.second.mul_(square_keep).addcmul_(slope, slope, 1 - square_keep);
    one.first.mul_(by.momentum).addcdiv_(slope, one.second.sqrt().add_(rmsprop_floor));
  }
  one.weight.add_(one.first, -by.rate);
}

}  // namespace

void move_weights(const std::vector<Moved>& moved, const Move& move) {
  const torch::NoGradGuard no_gradients;
  std::vector<Moved> rows;
  for (const auto& one : moved) {
    if (plain(one.weight) && one.first.strides() == one.weight.strides()) {
      rows.push_back(one);
    } else {
      by_operations(one, move);
    }
  }
  by_rows(rows, move);
}

double gradient_norm(const std::vector<Moved>& moved) {
  const torch::NoGradGuard no_gradients;
  std::vector<Moved> rows;
  double sum = 0;
  for (const auto& one : moved) {
    if (plain(one.gradient)) {
      rows.push_back(one);
    } else {
      sum += one.gradient.to(torch::kFloat64).square().sum().item<double>();
    }
  }
  const auto pieces = pieces_of(rows);
  std::vector<double> sums(pieces.size());
  for_each_piece(pieces, [&](std::size_t i) {
    sums[i] =
        sum_of_squares(rows[pieces[i].of].gradient.data_ptr<float>() + pieces[i].begin, pieces[i].count);
  });
  for (const double one : sums) sum += one;
  return std::sqrt(sum);
}

}  // namespace residuum::learn
