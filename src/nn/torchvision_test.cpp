// Our networks against torchvision's own: names, shapes and numbers. Needs python3 with torch and torchvision
// (Debian: python3-torchvision); without them the test says so and is skipped, under CI it fails.
#include <fmt/core.h>
#include <gtest/gtest.h>
#include <torch/torch.h>
#include <unistd.h>

#include <cstdlib>

#include "core/random.h"
#include "nn/network.h"

namespace residuum::nn {
namespace {

constexpr const char* python = "/usr/bin/python3";

bool have_torchvision() {
  return std::system(fmt::format("{} -c 'import torchvision' >/dev/null 2>&1", python).c_str()) == 0;
}

// Every tensor away from its starting value, so that no norm is an identity and no branch is silent.
void disturb(Network& network) {
  const torch::NoGradGuard no_gradients;
  for (auto& item : network.named_parameters()) {
    if (item.value().dim() == 1) item.value().add_(torch::randn_like(item.value()) * 0.1);
  }
  for (auto& item : network.named_buffers()) {
    if (item.key().ends_with("running_mean")) item.value().normal_(0, 0.1);
    if (item.key().ends_with("running_var")) item.value().uniform_(0.5, 1.5);
  }
}

class TorchvisionIntegration : public testing::TestWithParam<std::tuple<const char*, NetworkTask, int>> {};

TEST_P(TorchvisionIntegration, SameNamesAndSameNumbers) {
  if (!have_torchvision()) {
    if (std::getenv("CI") != nullptr) FAIL() << "python3-torchvision is missing";
    GTEST_SKIP() << "python3-torchvision is missing";
  }
  const auto [name, task, classes] = GetParam();
  torch::manual_seed(5);
  auto network = make_network(name, task, classes);
  disturb(*network);
  network->eval();
  const auto folder = fs::temp_directory_path() / fmt::format("residuum-torchvision-{}-{}", name, ::getpid());
  fs::create_directories(folder);
  const auto images = torch::rand({2, 3, 72, 88});  // no multiple of 32: rounding must agree, too
  write_safetensors(folder / "weights.safetensors", state_of(*network));
  write_safetensors(folder / "images.safetensors", {{{"images", images}}, {}});
  const auto command = fmt::format("{} {}/tests/oracles/torchvision_oracle.py {} {} {}", python,
                                   RESIDUUM_SOURCE_DIR, name, classes, folder.string());
  ASSERT_EQ(std::system(command.c_str()), 0) << command;

  const auto bytes = read_file(folder / "logits.f32");
  const torch::NoGradGuard no_gradients;
  const auto ours = network->forward(images).contiguous();
  ASSERT_EQ(bytes.size(), ours.nbytes());
  const auto theirs =
      torch::from_blob(const_cast<char*>(bytes.data()), ours.sizes(), torch::kFloat32).clone();
  const double scale = theirs.abs().max().item<double>();
  EXPECT_GT(theirs.std().item<double>(), 1e-3 * scale);
  EXPECT_LT((ours - theirs).abs().max().item<double>(), 1e-4 * scale);
  fs::remove_all(folder);
}

INSTANTIATE_TEST_SUITE_P(Networks, TorchvisionIntegration,
                         testing::Values(std::tuple{"resnet18", NetworkTask::classify, 7},
                                         std::tuple{"resnet50", NetworkTask::classify, 7},
                                         std::tuple{"deeplabv3_resnet50", NetworkTask::segment, 2}),
                         [](const auto& chosen) { return std::string(std::get<0>(chosen.param)); });

}  // namespace
}  // namespace residuum::nn
