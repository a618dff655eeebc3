// Gated attention against the article's formulas by hand.
#include "outcome/attention.h"

#include <gtest/gtest.h>
#include <torch/torch.h>

namespace residuum::outcome {
namespace {

TEST(GatedAttention, IsTheArticlesFormula) {
  torch::manual_seed(1);
  GatedAttention attention(4, 3);
  const auto features = torch::randn({5, 4});
  const auto patient = torch::tensor(std::vector<std::int64_t>{0, 1, 0, 1, 1});
  const auto values = attention.named_parameters();
  const auto linear = [&](const std::string& name, const torch::Tensor& x) {
    return x.matmul(values[name + ".weight"].t()) + values[name + ".bias"];
  };
  const auto scores =
      linear("w", torch::tanh(linear("v", features)) * torch::sigmoid(linear("u", features))).squeeze(1);
  const auto weights = attention.weights(features, patient, 2);
  const auto pooled = attention.pool(features, patient, 2);
  for (std::int64_t who = 0; who < 2; ++who) {
    const auto own = patient.eq(who).nonzero().squeeze(1);
    const auto by_hand = scores.index_select(0, own).softmax(0);
    EXPECT_TRUE(weights.index_select(0, own).allclose(by_hand, 1e-5, 1e-6));
    EXPECT_TRUE(
        pooled[who].allclose((features.index_select(0, own) * by_hand.unsqueeze(1)).sum(0), 1e-5, 1e-6));
  }
}

TEST(GatedAttention, HidesOtherPatientsSlices) {
  torch::manual_seed(2);
  GatedAttention attention(4);
  const auto patient = torch::tensor(std::vector<std::int64_t>{0, 0, 1});
  auto features = torch::randn({3, 4});
  const auto before = attention.pool(features, patient, 2)[0].clone();
  features[2] += 100;
  EXPECT_TRUE(attention.pool(features, patient, 2)[0].equal(before));
}

}  // namespace
}  // namespace residuum::outcome
