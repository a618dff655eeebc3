#include <iostream>

#include "cmd/command.h"
#include "cmd/compute_flags.h"
#include "study/pipeline.h"

namespace residuum {
namespace {

struct RunArguments {
  std::string study;
  study::RunOptions options;
  bool json = false;
};

}  // namespace

Command run_command() {
  return {"run", "Take a study from DICOM to its report; goes on where an earlier run stopped",
          "residuum run mystudy", [](CLI::App& app) {
            auto arguments = std::make_shared<RunArguments>();
            app.add_option("STUDY", arguments->study, "the study folder")->required();
            app.add_option("--name", arguments->options.name, "of the run: STUDY/runs/NAME")
                ->capture_default_str();
            app.add_option("--segmentation-pretrained", arguments->options.segmentation_pretrained,
                           "weights to start from, .safetensors or .pth, in place of study.toml's");
            app.add_option("--outcome-pretrained", arguments->options.outcome_pretrained,
                           "the same for the outcome networks");
            app.add_flag("--json", arguments->json, "run.json on standard output at the end");
            add_compute_flags(app, arguments->options.compute);
            return [arguments] {
              const auto run = study::run_study(arguments->study, arguments->options);
              if (arguments->json) {
                std::cout << json_text(read_json(run.record())) << "\n";
              } else {
                std::cout << "report: " << run.report().string() << "\n";
              }
              return 0;
            };
          }};
}

}  // namespace residuum
