// A study small enough to go through every stage in a test; its figures mean nothing.
#pragma once

#include <gtest/gtest.h>

#include <fstream>
#include <set>
#include <string>

#include "command_line.h"
#include "core/csv.h"
#include "core/file.h"
#include "temporary_folder.h"

namespace residuum::test {

// The default networks, and ones whose checkpoints do not take longer than their epochs. What segmentation
// learns in two epochs is another on each processor: no patient is left out for it.
inline const std::string quick =
    "[rectangle]\nno_tumour = \"whole_body\"\n[decision]\nreplicates = 100\n"
    "[explanation]\nrandomised = 2\npictures = 2\n";
inline const std::string default_networks =
    quick +
    "[segmentation]\nimage_size = 32\nepochs = 2\n[outcome]\nimage_size = 32\nepochs = 3\nfolds = 1\n";
inline const std::string light_networks =
    quick +
    "[segmentation]\nnetwork = \"unet16\"\nimage_size = 32\nepochs = 2\n"
    "[outcome]\nnetwork = \"resnet18_16\"\nimage_size = 32\nepochs = 3\nfolds = 1\n";

// For suites that may run beside others: of so small networks as fast as two.
inline const std::string one_thread = " --threads 1";

// Those that a run's split put into "training" or "test".
inline std::set<std::string> patients_of(const fs::path& run, const std::string& part) {
  const auto splits = CsvTable::read(run / "stages" / "split" / "splits.csv");
  std::set<std::string> ids;
  for (std::size_t row = 0; row < splits.row_count(); ++row) {
    if (splits.cell(row, "part") == part) ids.insert(splits.cell(row, "patient"));
  }
  return ids;
}

class TinyStudy {
 public:
  explicit TinyStudy(const std::string& networks) {
    const auto made =
        residuum_command("phantom " + study() + " --patients 40 --labelled 20 --matrix 64 --seed 3");
    EXPECT_EQ(made.exit_code, 0) << made.output;
    std::ofstream(folder_.path() / "study" / "study.toml", std::ios::app) << "test_fraction = 0.3\n"
                                                                          << networks;
  }
  std::string study() const { return (folder_.path() / "study").string(); }
  fs::path run(const std::string& name = "main") const { return folder_.path() / "study" / "runs" / name; }
  const fs::path& folder() const { return folder_.path(); }

 private:
  TemporaryFolder folder_;
};

}  // namespace residuum::test
