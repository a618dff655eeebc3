#include "nn/image_classifier.h"

#include <gtest/gtest.h>
#include <torch/torch.h>

#include "expect_error.h"

namespace residuum::nn {
namespace {

class ImageClassifiers : public testing::TestWithParam<std::string> {
 protected:
  std::shared_ptr<ImageClassifier> make(std::uint64_t seed) const {
    torch::manual_seed(seed);
    auto network = make_classifier(GetParam(), 1);
    network->eval();
    return network;
  }
  torch::Tensor images_ = [] {
    torch::manual_seed(3);
    return torch::rand({2, 3, 80, 80});
  }();
};

TEST_P(ImageClassifiers, ComesApartIntoWhatItIs) {
  const torch::NoGradGuard no_gradients;
  const auto network = make(1);
  const auto activation = network->activation(images_);
  const auto features = network->features(activation);
  ASSERT_EQ(activation.dim(), 4);
  EXPECT_EQ(features.sizes(), (std::vector<std::int64_t>{2, activation.size(1)}));
  EXPECT_TRUE(torch::equal(network->logits(features), network->forward(images_)));
}

TEST_P(ImageClassifiers, PartsNameEveryParameterOnce) {
  const auto network = make(1), other = make(2);
  const auto alike = [&] {
    int count = 0;
    for (const auto& item : network->named_parameters())
      count += torch::equal(item.value(), other->named_parameters()[item.key()]);
    return count;
  };
  for (const auto& part : network->parts()) {
    const int before = alike();
    copy_part(*network, *other, part);
    EXPECT_GT(alike(), before) << part;
  }
  for (const auto& item : network->named_parameters())
    EXPECT_TRUE(torch::equal(item.value(), other->named_parameters()[item.key()])) << item.key();
  test::expect_error([&] { copy_part(*network, *other, "nonsense"); }, {"nonsense"});
}

INSTANTIATE_TEST_SUITE_P(Networks, ImageClassifiers, testing::ValuesIn(network_names(NetworkTask::classify)),
                         [](const auto& chosen) { return chosen.param; });

}  // namespace
}  // namespace residuum::nn
