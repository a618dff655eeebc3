// Files of Debian's python3-torch, read and converted. Without python3-torchvision the test says so and is
// skipped, under CI it fails.
#include <fmt/core.h>
#include <gtest/gtest.h>
#include <torch/torch.h>

#include <cstdlib>

#include "expect_error.h"
#include "nn/network.h"
#include "nn/pretrained.h"
#include "nn/weights.h"
#include "nn/weights_file.h"
#include "temporary_folder.h"

namespace residuum::nn {
namespace {

int oracle(const std::string& arguments) {
  return std::system(
      fmt::format("/usr/bin/python3 {}/tests/oracles/torch_file_oracle.py {}", RESIDUUM_SOURCE_DIR, arguments)
          .c_str());
}

class TorchFileIntegration : public testing::Test {
 protected:
  void SetUp() override {
    if (std::system("/usr/bin/python3 -c 'import torchvision' >/dev/null 2>&1") != 0) {
      if (std::getenv("CI") != nullptr) FAIL() << "python3-torchvision is missing";
      GTEST_SKIP() << "python3-torchvision is missing";
    }
    ASSERT_EQ(oracle("write " + folder_.path().string()), 0);
  }
  fs::path file(const std::string& name) const { return folder_.path() / name; }

  test::TemporaryFolder folder_;
};

TEST_F(TorchFileIntegration, ConvertedFilesHoldTheSameBytes) {
  for (const auto* name : {"plain.pth", "protocol4.pth", "parameters.pth", "views.pth", "types.pth"}) {
    convert_weights(file(name), file("out.safetensors"), "");
    EXPECT_EQ(oracle(fmt::format("compare {} {}", file(name).string(), file("out.safetensors").string())), 0)
        << name;
  }
}

TEST_F(TorchFileIntegration, WrappersAndPrefixesComeOff) {
  const auto plain = read_weights(file("plain.pth")).weights;
  EXPECT_EQ(plain.tensors.size(), 122u);  // len(resnet18().state_dict())
  for (const auto* name : {"wrapped.pth", "parallel.pth", "protocol4.pth"}) {
    const auto other = read_weights(file(name)).weights;
    ASSERT_EQ(other.tensors.size(), plain.tensors.size()) << name;
    for (std::size_t i = 0; i < plain.tensors.size(); ++i) {
      EXPECT_EQ(other.tensors[i].first, plain.tensors[i].first);
      EXPECT_TRUE(torch::equal(other.tensors[i].second, plain.tensors[i].second)) << plain.tensors[i].first;
    }
  }
  const auto flags = read_weights(file("bool.pth")).weights.tensors.at(0).second;
  EXPECT_TRUE(torch::equal(flags, torch::tensor({1, 0, 1}, torch::kUInt8)));
}

TEST_F(TorchFileIntegration, RefusesWhatIsNoStateDict) {
  test::expect_error([&] { read_weights(file("module.pth")); },
                     {"module.pth", "torchvision.models.resnet.ResNet"});
  test::expect_error([&] { read_weights(file("namespace.pth")); }, {"argparse.Namespace"});
  test::expect_error([&] { read_weights(file("old.pth")); }, {"before PyTorch 1.6", "torch.load"});
  test::expect_error([&] { read_weights(file("script.pt")); }, {"TorchScript", "torch.jit.load"});
}

TEST_F(TorchFileIntegration, FitsTheNetworkItCameFrom) {
  EXPECT_TRUE(check_weights(file("plain.pth"), "resnet18", 3, 3).exact());
  auto network = make_network("resnet18", NetworkTask::classify, 1);
  load_pretrained(*network, file("wrapped.pth"));
  EXPECT_TRUE(torch::equal(network->named_parameters()["conv1.weight"],
                           read_weights(file("plain.pth")).weights.tensors.at(0).second));
}

}  // namespace
}  // namespace residuum::nn
