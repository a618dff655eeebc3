#include "cmd/command.h"
#include "study/new_study.h"

namespace residuum {

Command new_command() {
  return {"new", "Make an empty study folder to fill in", "residuum new mystudy", [](CLI::App& app) {
            auto folder = std::make_shared<std::string>();
            app.add_option("DIR", *folder, "the folder to make")->required();
            return [folder] {
              study::write_new_study(*folder);
              std::printf("%s is ready: fill in cohort.csv and study.toml (README.txt there says how)\n",
                          folder->c_str());
              return 0;
            };
          }};
}

}  // namespace residuum
