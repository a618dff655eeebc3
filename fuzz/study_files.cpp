// What a user writes, cohort.csv and study.toml, and what a run tells of itself.
#include "cohort/patient.h"
#include "core/json.h"
#include "reader.h"
#include "study/settings.h"
#include "study/status.h"

namespace residuum::fuzz {

Reader cohort_csv_reader() {
  const auto seeds = [] {
    return std::vector<std::string>{
        "id,regimen,outcome,series,mask,age,sex,note\n"
        "P1,CCRT,NRT,a,a/m.nii,50,F,\"quoted, with \"\"quotes\"\"\"\nP2,IC+CCRT,RT,b,,61,M,\n",
        "\xEF\xBB\xBFid,regimen,series,outcome\r\nP1,CCRT,a,\r\nP2,CCRT,./b,RT\r\n"};
  };
  const auto read = [](const fs::path& file) {
    for (const auto* folder : {"a", "b", "images"}) fs::create_directories(file.parent_path() / folder);
    write_file(file.parent_path() / "a" / "m.nii", "");
    cohort::read_cohort(file, {{"CCRT", "IC+CCRT"}});
  };
  return {"cohort_csv", "cohort.csv", seeds, read};
}

Reader study_toml_reader() {
  const auto seeds = [] {
    return std::vector<std::string>{
        "name = \"study\"\nregimens = [\"CCRT\", \"IC+CCRT\"]\nseed = 3\ntest_fraction = 0.3\n"
        "[segmentation]\nnetwork = \"unet16\"\nepochs = 2\nlearning_rate = 1e-3\n"
        "[outcome]\nnetwork = \"resnet18\"\nimage_size = 32\n"
        "[decision]\nmargin = 0.05\ncovariates = [\"age\", \"sex\"]\nfolds = 5\n"};
  };
  return {"study_toml", "study.toml", seeds, [](const fs::path& file) { study::read_settings(file); }};
}

Reader run_json_reader() {
  const auto seeds = [] {
    const Json stage = {{"name", "check"},
                        {"state", "done"},
                        {"finished", "2026-01-01T00:00:00Z"},
                        {"seconds", 1.5},
                        {"digest", "ab"}};
    const Json running = {{"name", "split"}, {"state", "running"}, {"started", "2026-01-01T00:00:01Z"}};
    return std::vector<std::string>{json_text({{"version", "0.2.0"},
                                               {"state", "running"},
                                               {"process", 1},
                                               {"started", "2026-01-01T00:00:00Z"},
                                               {"settings", {{"seed", 1}}},
                                               {"stages", {stage, running}}})};
  };
  const auto read = [](const fs::path& file) { study::read_status(file.parent_path()); };
  return {"run_json", "run.json", seeds, read};
}

}  // namespace residuum::fuzz
