// study.toml as values, every key checked, unknown keys refused. docs/study-folder.md lists the keys.
#pragma once

#include "cohort/eligibility.h"
#include "core/json.h"
#include "imaging/rectangle.h"
#include "outcome/outcome.h"
#include "segmentation/segmentation.h"
#include "study/interpretation_settings.h"

namespace residuum::study {

// How recommendations are made and judged; nothing of it is fitted on what it judges.
struct DecisionSettings {
  double margin = 0;  // decision::Caution::margin
  bool abstain_outside =
      false;  // recommend nothing for a patient whose image lies outside the training range
  std::vector<std::string> covariates{"age", "sex", "t_stage", "n_stage",
                                      "tumour_ml"};  // of the nuisance models
  int folds = 5;
  int replicates = 1000;
  double clip = 0.05;          // of propensities
  double toxicity_cost = 0.1;  // the gain in NRT for which one would just give the most toxic regimen
  double alpha = 0.1;          // of the bounded recommendations
  int simulated_cohorts = 0;   // of a synthetic study: tests of the estimators, in its report; 0: none
};

// How radiologists' masks are taken; which segments count stands in the table's format.
struct AnnotationSettings {
  std::string refused = "error";  // a mask that cannot be used; or leave_out: as if he were not outlined
};

// Whether the segmentation's image size, patch, batch and neighbours follow from the training images
// (segmentation_plan.h), and which of them: a key that study.toml gives wins.
struct PlanSettings {
  bool use = false, image_size = true, patch = true, batch = true, neighbours = true;
};

struct Settings {
  std::string name = "study";
  bool synthetic = false;           // reports carry a banner, truth.csv is used beside the results
  std::string preset = "rigorous";  // everything is chosen inside the training cohort, by patient
  cohort::TableFormat table;        // regimens, outcome column, names of segments
  AnnotationSettings annotation;
  cohort::EligibilityRules eligibility;
  std::uint64_t seed = 1;
  double test_fraction = 0.2;  // the study's 4:1
  imaging::RectangleOptions rectangle;
  std::string no_tumour = "rate";  // of a patient without a rectangle: see tumourless.h
  segmentation::Options segmentation;
  PlanSettings plan;
  bool write_dicom_seg = false;  // each mask as a segmentation object; it carries the series' identifiers
  outcome::Options outcome;
  DecisionSettings decision;
  ExplanationSettings explanation;
  FusionSettings fusion;
  NoveltySettings novelty;
};

// Errors: input, naming the file, the key and what is allowed.
Settings read_settings(const fs::path& toml);

Json to_json(const cohort::EligibilityRules& rules);
Json to_json(const imaging::RectangleOptions& options);
Json to_json(const segmentation::Options& options);
Json to_json(const outcome::Options& options);
Json to_json(const DecisionSettings& settings);
Json to_json(const Settings& settings);

}  // namespace residuum::study
