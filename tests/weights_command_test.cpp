// `residuum weights` from outside: what it prints and its exit codes.
#include <gtest/gtest.h>

#include "command_line.h"
#include "core/json.h"
#include "temporary_folder.h"

namespace residuum {
namespace {

using test::residuum_command;

class WeightsCommandIntegration : public testing::Test {
 protected:
  // A .safetensors file by hand: two tensors and a line of metadata.
  void SetUp() override {
    const std::string header =
        R"({"__metadata__":{"kind":"test"},"bn1.bias":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},)"
        R"("fc.bias":{"dtype":"I64","shape":[],"data_offsets":[8,16]}})";
    const std::uint64_t length = header.size();
    write_file(file_,
               std::string(reinterpret_cast<const char*>(&length), 8) + header + std::string(16, '\0'));
  }
  test::CommandResult weights(const std::string& arguments) {
    return residuum_command("weights " + arguments);
  }

  test::TemporaryFolder folder_;
  fs::path file_ = folder_.path() / "two.safetensors";
};

TEST_F(WeightsCommandIntegration, ShowListsTensors) {
  const auto shown = weights("show " + file_.string());
  EXPECT_EQ(shown.exit_code, 0);
  EXPECT_EQ(shown.output,
            "bn1.bias  F32   2\n"
            "fc.bias   I64   scalar\n"
            "metadata kind: test\n"
            "safetensors: 2 tensors, 3 numbers, 0.0 MiB\n");
  const auto json = Json::parse(weights("show --json " + file_.string()).output);
  EXPECT_EQ(json["tensors"][0]["shape"], Json::array({2}));
  EXPECT_EQ(json["numbers"], 3);
}

TEST_F(WeightsCommandIntegration, ShowComparesWithANetwork) {
  const auto shown = weights("show --network resnet18 " + file_.string());
  EXPECT_EQ(shown.exit_code, 0);
  for (const auto* line : {"resnet18: 0 tensors fit, cannot be started from", "  missing: conv1.weight\n",
                           "  of another shape: bn1.bias (2 instead of 64)\n", "  starts anew: fc.bias\n"}) {
    EXPECT_NE(shown.output.find(line), std::string::npos) << shown.output;
  }
  EXPECT_EQ(weights("show --strict --network resnet18 " + file_.string()).exit_code, 2);
  const auto json = Json::parse(weights("show --json --network resnet18 " + file_.string()).output);
  EXPECT_EQ(json["fit"]["usable"], false);
  EXPECT_EQ(json["fit"]["misshaped"].size(), 1u);
}

TEST_F(WeightsCommandIntegration, ConvertKeepsTensorsAndSaysWhereTheyCameFrom) {
  const auto out = folder_.path() / "out.safetensors";
  EXPECT_EQ(weights("convert " + file_.string() + " " + out.string()).exit_code, 0);
  const auto json = Json::parse(weights("show --json " + out.string()).output);
  EXPECT_EQ(json["tensors"].size(), 2u);
  EXPECT_EQ(json["metadata"]["kind"], "test");
  EXPECT_EQ(json["metadata"]["converted_from"], "two.safetensors");
  EXPECT_EQ(json["metadata"]["sha256_of_original"], sha256_of_file(file_));
}

TEST_F(WeightsCommandIntegration, WrongCallsAndFilesAreExitCode2) {
  EXPECT_EQ(weights("").exit_code, 2);
  EXPECT_EQ(weights("show").exit_code, 2);
  EXPECT_EQ(weights("show --strict " + file_.string()).exit_code, 2);
  EXPECT_EQ(weights("show --network resnet81 " + file_.string()).exit_code, 2);
  const auto absent = weights("show " + (folder_.path() / "absent.pth").string());
  EXPECT_EQ(absent.exit_code, 2);
  EXPECT_NE(absent.output.find("absent.pth: no such file"), std::string::npos) << absent.output;
  const auto unfit = weights("convert --network resnet18 " + file_.string() + " out.safetensors");
  EXPECT_EQ(unfit.exit_code, 2);
  EXPECT_NE(unfit.output.find("do not fit resnet18"), std::string::npos) << unfit.output;
}

}  // namespace
}  // namespace residuum
