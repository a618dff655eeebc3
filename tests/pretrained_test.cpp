// Weights to start from, named on the command line: they go before study.toml's, the run is another one for
// it, and the report says where its networks started.
#include <gtest/gtest.h>

#include "core/json.h"
#include "tiny_study.h"

namespace residuum {
namespace {

using test::residuum_command;

TEST(PretrainedSlow, CommandLineGoesBeforeTheSettingsAndTheReportSaysIt) {
  const test::TinyStudy tiny(test::light_networks);
  const auto absent =
      residuum_command("run " + tiny.study() + " --outcome-pretrained none.pth" + test::one_thread);
  EXPECT_EQ(absent.exit_code, 2);
  EXPECT_NE(absent.output.find("outcome.pretrained: "), std::string::npos) << absent.output;
  EXPECT_FALSE(fs::exists(tiny.run())) << "what can fail early fails before anything is written";

  const auto first = residuum_command("run " + tiny.study() + test::one_thread);
  ASSERT_EQ(first.exit_code, 0) << first.output;
  EXPECT_NE(read_file(tiny.run() / "report.html").find("started from random weights"), std::string::npos);

  const auto segmentation = (tiny.run() / "models" / "segmentation.safetensors").string();
  const auto outcome = (tiny.run() / "models" / "outcome-ccrt.safetensors").string();
  const auto crossed =
      residuum_command("run " + tiny.study() + " --outcome-pretrained " + segmentation + test::one_thread);
  EXPECT_EQ(crossed.exit_code, 2) << "a U-Net's weights are not a ResNet's";
  EXPECT_NE(crossed.output.find("do not fit resnet18_16"), std::string::npos) << crossed.output;

  const auto second = residuum_command("run " + tiny.study() + " --name second --segmentation-pretrained " +
                                       segmentation + " --outcome-pretrained " + outcome + test::one_thread);
  ASSERT_EQ(second.exit_code, 0) << second.output;
  const auto report = read_file(tiny.run("second") / "report.html");
  EXPECT_NE(report.find("the weights of segmentation.safetensors"), std::string::npos);
  EXPECT_NE(report.find("the weights of outcome-ccrt.safetensors"), std::string::npos);
  EXPECT_EQ(read_json(tiny.run("second") / "run.json")["settings"]["outcome"]["pretrained"],
            "outcome-ccrt.safetensors");
}

}  // namespace
}  // namespace residuum
