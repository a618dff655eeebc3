// What is done to understand the outcome models, beside training them: heat maps, clinical columns beside the
// image, and how far a new patient lies from those learnt from.
#pragma once

#include "core/config.h"
#include "core/json.h"
#include "outcome/grad_cam.h"

namespace residuum::study {

struct ExplanationSettings {
  outcome::CamOptions cam;
  int pictures = 5;     // test patients drawn, of each regimen
  int randomised = 20;  // test patients of each regimen in the sanity check; 0: none
};

struct FusionSettings {
  std::vector<std::string> covariates{"t_stage", "n_stage", "ajcc_stage", "age", "sex"};  // columns
  int folds = 5;  // of the choice of the penalty
};

struct NoveltySettings {
  int neighbours = 5;
  double rate = 0.05;  // of the training patients, by all models together, that would be called unlike them
};

ExplanationSettings read_explanation(const Config& config);
FusionSettings read_fusion(const Config& config);
NoveltySettings read_novelty(const Config& config);

Json to_json(const ExplanationSettings& settings);
Json to_json(const FusionSettings& settings);
Json to_json(const NoveltySettings& settings);

// Back from run.json, for `residuum predict`. Errors: input, naming `where`.
outcome::CamOptions cam_options(const Json& settings, const std::string& where);

}  // namespace residuum::study
