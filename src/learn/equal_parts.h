// What passes through a network at once, where all of it would keep too much for going back.
#pragma once

#include <torch/types.h>

#include <vector>

namespace residuum::learn {

// Rows (the first dimension) in as few equal parts of at most `most` rows as there can be, the last one
// smaller where they do not divide. A last row alone joins the part before it, for batch norm needs two.
std::vector<torch::Tensor> equal_parts(const torch::Tensor& rows, std::int64_t most);

}  // namespace residuum::learn
