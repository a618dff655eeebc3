// A whole study, from its folder to its report.
#pragma once

#include "core/json.h"
#include "nn/compute.h"
#include "study/run_folder.h"
#include "study/settings.h"

namespace residuum::study {

inline constexpr const char* research_use =
    "Research use only: not a medical device, not for clinical decisions.";

struct RunOptions {
  std::string name = "main";  // of the run: STUDY/runs/NAME
  nn::ComputeOptions compute;
  std::string segmentation_pretrained, outcome_pretrained;  // in place of study.toml's, unless empty
};

// Runs every stage that is not done yet. Errors: input and failure as the stages say; interrupted on request.
// What is done stays done; the same call goes on from there.
RunFolder run_study(const fs::path& study, const RunOptions& options);

// Reads settings, table, images and masks, and sees whether the study can be run; writes nothing. The result
// says what was found (for --json and people).
Json check_study(const fs::path& study, int threads);

}  // namespace residuum::study
