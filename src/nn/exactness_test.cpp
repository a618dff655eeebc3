// Our networks against torchvision's, or, where Debian has none, against a reference of functional calls
// (tests/oracles/reference_networks.py): names, shapes, numbers, gradients, batch norm's statistics. Needs
// python3 with torch and torchvision (Debian: python3-torchvision); without them the test says so and is
// skipped, under CI it fails.
#include <fmt/core.h>
#include <gtest/gtest.h>
#include <torch/torch.h>

#include <cstdlib>
#include <map>

#include "nn/efficientnet.h"
#include "nn/image_segmenter.h"
#include "nn/pretrained.h"
#include "nn/published_names.h"
#include "nn/torch_file.h"
#include "temporary_folder.h"

namespace residuum::nn {
namespace {

constexpr const char* python = "/usr/bin/python3";

bool have_torchvision() {
  return std::system(fmt::format("{} -c 'import torchvision' >/dev/null 2>&1", python).c_str()) == 0;
}

struct ExactCase {
  const char* network;
  int classes, height, width;  // no multiples of 32: rounding must agree, too
  bool side_heads = false;     // torchvision's aux_loss
};

// With side heads all outputs, one behind the other as channels.
torch::Tensor answer(Network& network, const ExactCase& one, const torch::Tensor& images) {
  if (!one.side_heads) return network.forward(images);
  return torch::cat(dynamic_cast<ImageSegmenter&>(network).outputs(images), 1);
}

std::shared_ptr<Network> without_dropout(const ExactCase& one) {
  if (std::string(one.network) == "efficientnet_b0") {
    return std::make_shared<EfficientNetB0>(one.classes, 3, 0, 0);
  }
  std::shared_ptr<Network> network;
  if (one.side_heads) {
    const auto segmenter = make_segmenter(one.network, one.classes);
    segmenter->add_side_heads();
    network = segmenter;
  } else {
    network = make_any_network(one.network, one.classes, 3);
  }
  for (const auto& module : network->modules()) {
    if (auto* const dropout = module->as<torch::nn::Dropout>()) dropout->options.p(0);
  }
  return network;
}

// Largest difference relative to the largest value. What is compared must not be silent.
void expect_equal(const torch::Tensor& ours, const torch::Tensor& theirs, double tolerance,
                  const std::string& what) {
  ASSERT_EQ(ours.sizes(), theirs.sizes()) << what;
  const double scale = theirs.abs().max().item<double>();
  ASSERT_GT(scale, 0) << what;
  EXPECT_LT((ours - theirs).abs().max().item<double>(), tolerance * scale) << what;
}

class ExactnessIntegration : public testing::TestWithParam<ExactCase> {};

TEST_P(ExactnessIntegration, SameNamesNumbersAndGradients) {
  if (!have_torchvision()) {
    if (std::getenv("CI") != nullptr) FAIL() << "python3-torchvision is missing";
    GTEST_SKIP() << "python3-torchvision is missing";
  }
  const auto one = GetParam();
  const test::TemporaryFolder folder;
  const auto command = fmt::format("{} {}/tests/oracles/network_oracle.py {} {} {} {} {}{}", python,
                                   RESIDUUM_SOURCE_DIR, one.network, one.classes, folder.path().string(),
                                   one.height, one.width, one.side_heads ? " aux" : "");
  ASSERT_EQ(std::system(command.c_str()), 0) << command;

  const auto network = without_dropout(one);
  const auto fitted = fit_weights(*network, read_torch_file(folder.path() / "weights.pth").weights);
  EXPECT_TRUE(fitted.fit.exact()) << describe(fitted.fit);
  EXPECT_EQ(fitted.fit.taken, state_of(*network).tensors.size());
  load_state(*network, fitted.weights, one.network);
  const auto by_name = [](const TensorFile& file) {
    return std::map<std::string, torch::Tensor>(file.tensors.begin(), file.tensors.end());
  };
  const auto read = [&](const char* name) { return read_torch_file(folder.path() / name).weights; };
  const auto answers = by_name(read("answers.pth"));
  const auto gradients = by_name(in_our_names(read("gradients.pth"), *network));
  const auto statistics = by_name(in_our_names(read("statistics.pth"), *network));

  network->eval();
  {
    const torch::NoGradGuard no_gradients;
    expect_equal(answer(*network, one, answers.at("images")), answers.at("logits"), 1e-4, "logits");
  }
  EXPECT_GT(answers.at("logits").std().item<double>(),
            1e-3 * answers.at("logits").abs().max().item<double>());
  // In 64 bits: a rectifier passes its gradient or does not, and rounding decides that for a value that is
  // all but 0.
  network->to(torch::kFloat64);
  const auto images = answers.at("images").to(torch::kFloat64).requires_grad_();
  (answer(*network, one, images) * answers.at("pull")).sum().backward();
  expect_equal(images.grad(), answers.at("images.gradient"), 1e-4, "gradient of the images");
  for (const auto& item : network->named_parameters()) {
    expect_equal(item.value().grad(), gradients.at(item.key()), 1e-4, "gradient of " + item.key());
  }
  network->to(torch::kFloat32);

  network->train();
  {
    const torch::NoGradGuard no_gradients;
    expect_equal(answer(*network, one, answers.at("images")), answers.at("training.logits"), 1e-4,
                 "training");
  }
  for (const auto& item : network->named_buffers()) {
    if (item.key().find("running_") == std::string::npos) continue;
    expect_equal(item.value(), statistics.at(item.key()), 1e-4, item.key());
  }
}

INSTANTIATE_TEST_SUITE_P(
    Networks, ExactnessIntegration,
    testing::Values(ExactCase{"resnet18", 7, 72, 88}, ExactCase{"resnet50", 7, 72, 88},
                    ExactCase{"efficientnet_b0", 7, 72, 88}, ExactCase{"deeplabv3_resnet50", 2, 72, 88},
                    ExactCase{"deeplabv3_resnet50", 2, 72, 88, true},
                    ExactCase{"deeplabv3_resnet18_16", 2, 72, 88},
                    ExactCase{"deeplabv3_resnet18_16", 2, 72, 88, true}, ExactCase{"xception", 7, 72, 88},
                    ExactCase{"inception_resnet_v2", 7, 107, 123}, ExactCase{"unet", 2, 51, 70},
                    ExactCase{"unet_transposed", 2, 51, 70}),
    [](const auto& chosen) {
      return std::string(chosen.param.network) + (chosen.param.side_heads ? "_aux" : "");
    });

}  // namespace
}  // namespace residuum::nn
