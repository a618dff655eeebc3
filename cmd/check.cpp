#include <iostream>

#include "cmd/command.h"
#include "core/printable.h"
#include "study/pipeline.h"

namespace residuum {
namespace {

struct CheckArguments {
  std::string study;
  int threads = 0;
  bool json = false;
};

void print(const Json& found) {
  std::cout << fmt::format("{}: {} patients, {} training, {} test, {} without outcome\n",
                           found["study"].get<std::string>(), found["patients"].dump(),
                           found["training"].dump(), found["test"].dump(), found["without_outcome"].dump());
  for (const auto& [rule, reasons] : found["excluded"].items()) {
    for (const auto& [reason, patients] : reasons.items()) {
      std::cout << fmt::format("  not eligible: {} ({}: {})\n", patients.dump(), rule, printable(reason));
    }
  }
  for (const auto& [regimen, counts] : found["regimens"].items()) {
    std::cout << fmt::format("  {}: {} NRT, {} RT\n", regimen, counts["NRT"].dump(), counts["RT"].dump());
  }
  std::cout << fmt::format("  outlined: {} patients, {} slices with tumour\n",
                           found["outlined_patients"].dump(), found["outlined_slices"].dump());
  if (found["refused_masks"].get<int>() > 0)
    std::cout << fmt::format("  left out: {} masks that cannot be used\n", found["refused_masks"].dump());
  for (const auto& warning : found["warnings"])
    std::cout << "  warning: " << printable(warning.get<std::string>()) << "\n";
  std::cout << "every image and mask can be read\n";
}

}  // namespace

Command check_command() {
  return {"check", "Read every image and mask of a study and say what is wrong", "residuum check mystudy",
          [](CLI::App& app) {
            auto arguments = std::make_shared<CheckArguments>();
            app.add_option("STUDY", arguments->study, "the study folder")->required();
            app.add_option("--threads", arguments->threads, "threads; 0: every core this process may use")
                ->check(CLI::Range(0, 1024))
                ->capture_default_str();
            app.add_flag("--json", arguments->json, "the findings as JSON");
            return [arguments] {
              const Json found = study::check_study(arguments->study, arguments->threads);
              if (arguments->json) {
                std::cout << json_text(found) << "\n";
              } else {
                print(found);
              }
              return 0;
            };
          }};
}

}  // namespace residuum
