#include "study/settings.h"

#include <map>

#include "core/config.h"
#include "core/error.h"
#include "core/random.h"
#include "core/text.h"
#include "decision/recommend.h"
#include "outcome/presets.h"
#include "segmentation/presets.h"
#include "study/outcome_settings.h"
#include "study/run_folder.h"
#include "study/segmentation_settings.h"

namespace residuum::study {
namespace {

void read_rectangle(const Config& config, Settings& settings) {
  const std::string at = "rectangle.";
  auto& options = settings.rectangle;
  options.margin_mm = config.number(at + "margin_mm", options.margin_mm, 0, 100);
  options.min_area_mm2 = config.number(at + "min_area_mm2", options.min_area_mm2, 0, 10000);
  options.include_nodes = config.flag(at + "include_nodes", options.include_nodes);
  options.square = config.flag(at + "square", options.square);
  options.min_size_mm = config.number(at + "min_size_mm", options.min_size_mm, 0, 500);
  settings.no_tumour = config.choice(at + "no_tumour", settings.no_tumour, {"rate", "whole_body", "error"});
}

void read_decision(const Config& config, DecisionSettings& settings) {
  const std::string at = "decision.";
  settings.margin = config.number(at + "margin", settings.margin, 0, 0.5);
  settings.abstain_outside = config.flag(at + "abstain_outside", settings.abstain_outside);
  settings.covariates = config.texts(at + "covariates", settings.covariates);
  settings.folds = static_cast<int>(config.integer(at + "folds", settings.folds, 2, 100));
  settings.replicates = static_cast<int>(config.integer(at + "replicates", settings.replicates, 100, 100000));
  settings.clip = config.number(at + "clip", settings.clip, 0, 0.2);
  settings.toxicity_cost = config.number(at + "toxicity_cost", settings.toxicity_cost, 0, 1);
  settings.alpha = config.number(at + "alpha", settings.alpha, 0.001, 0.5);
  settings.simulated_cohorts =
      static_cast<int>(config.integer(at + "simulated_cohorts", settings.simulated_cohorts, 0, 100000));
}

void read_annotation(const Config& config, const std::string& toml, Settings& settings) {
  auto& names = settings.table.annotation;
  names.primary = config.texts("annotation.primary", {});
  names.nodes = config.texts("annotation.nodes", {});
  settings.annotation.refused =
      config.choice("annotation.refused", settings.annotation.refused, {"error", "leave_out"});
  for (const auto& name : names.primary) {
    for (const auto& other : names.nodes) {
      if (to_lower(trim(name)) != to_lower(trim(other))) continue;
      throw input_error("{}: \"{}\" stands in annotation.primary and in annotation.nodes; take it out of one",
                        toml, name);
    }
  }
}

// Two columns make a rule; one alone would be a rule that is silently not applied.
void require_pair(const std::string& toml, const char* first, const std::string& first_column,
                  const char* second, const std::string& second_column) {
  if (first_column.empty() == second_column.empty()) return;
  throw input_error("{}: eligibility.{} is given without eligibility.{}; name both columns, or neither", toml,
                    first_column.empty() ? second : first, first_column.empty() ? first : second);
}

void read_eligibility(const Config& config, const std::string& toml, cohort::EligibilityRules& rules) {
  const std::string at = "eligibility.";
  rules.exclude = config.texts(at + "exclude", {});
  rules.stages = config.texts(at + "stages", {});
  rules.mr_date = config.text(at + "mr_date", "");
  rules.treatment_start = config.text(at + "treatment_start", "");
  rules.mr_within_days =
      static_cast<int>(config.integer(at + "mr_within_days", rules.mr_within_days, 0, 366));
  rules.outcome_mr_date = config.text(at + "outcome_mr_date", "");
  rules.radiotherapy_end = config.text(at + "radiotherapy_end", "");
  const auto months = config.rising(at + "outcome_mr_months",
                                    {rules.outcome_months_from, rules.outcome_months_to}, 2, 0, 120);
  rules.outcome_months_from = static_cast<int>(months[0]);
  rules.outcome_months_to = static_cast<int>(months[1]);
  require_pair(toml, "mr_date", rules.mr_date, "treatment_start", rules.treatment_start);
  require_pair(toml, "outcome_mr_date", rules.outcome_mr_date, "radiotherapy_end", rules.radiotherapy_end);
}

// A path in study.toml is meant from where study.toml lies.
std::string beside(const fs::path& toml, const std::string& path) {
  return path.empty() ? path : (fs::absolute(toml).parent_path() / path).lexically_normal().string();
}

}  // namespace

Settings read_settings(const fs::path& toml) {
  const Config config = Config::read(toml);
  Settings settings;
  settings.name = config.text("name", fs::weakly_canonical(toml).parent_path().filename().string());
  settings.synthetic = config.flag("synthetic", false);
  settings.preset = config.choice("preset", settings.preset, {"rigorous", "paper", "code"});
  settings.table.regimens = config.texts("regimens", {});
  settings.table.outcome_column = config.text("outcome_column", settings.table.outcome_column);
  read_annotation(config, toml.string(), settings);
  read_eligibility(config, toml.string(), settings.eligibility);
  settings.seed = static_cast<std::uint64_t>(config.integer("seed", 1, 0, 1L << 62));
  settings.test_fraction = config.number("test_fraction", settings.test_fraction, 0.05, 0.5);
  read_rectangle(config, settings);
  settings.segmentation = segmentation::preset_options(settings.preset);
  with_context(toml.string(), [&] { read_segmentation(config, settings.segmentation); });
  settings.plan = {config.flag("segmentation.plan", false), !config.has("segmentation.image_size"),
                   !config.has("segmentation.patch"), !config.has("segmentation.batch"),
                   !config.has("segmentation.neighbours")};
  settings.write_dicom_seg = config.flag("segmentation.write_dicom_seg", settings.write_dicom_seg);
  settings.outcome = outcome::preset_options(settings.preset);
  with_context(toml.string(), [&] { read_outcome(config, settings.preset, settings.outcome); });
  read_decision(config, settings.decision);
  settings.explanation = read_explanation(config);
  settings.fusion = read_fusion(config);
  settings.novelty = read_novelty(config);
  config.finish();

  const auto& regimens = settings.table.regimens;
  if (regimens.size() < 2) {
    throw input_error("{}: regimens must list at least two, least toxic first, as in [\"CCRT\", \"IC+CCRT\"]",
                      toml.string());
  }
  std::map<std::string, std::string> slugs;
  for (const auto& regimen : regimens) {
    if (regimen == decision::fallback || regimen == decision::no_recommendation) {
      throw input_error(
          "{}: regimens names \"{}\", which is what is said when every regimen fails or none is recommended",
          toml.string(), regimen);
    }
    const auto [other, is_new] = slugs.emplace(RunFolder::slug(regimen), regimen);
    if (is_new) continue;
    throw input_error("{}: regimens \"{}\" and \"{}\" would share the files of \"{}\"; rename one",
                      toml.string(), other->second, regimen, other->first);
  }
  settings.segmentation.pretrained = beside(toml, settings.segmentation.pretrained);
  for (auto& [network, path] : settings.segmentation.pretrained_of) path = beside(toml, path);
  settings.outcome.pretrained = beside(toml, settings.outcome.pretrained);
  for (auto& [network, path] : settings.outcome.pretrained_of) path = beside(toml, path);
  settings.segmentation.seed = derive_seed(settings.seed, "segmentation");
  settings.outcome.seed = derive_seed(settings.seed, "outcome");
  return settings;
}

Json to_json(const cohort::EligibilityRules& rules) {
  return {{"exclude", rules.exclude},
          {"stages", rules.stages},
          {"mr_date", rules.mr_date},
          {"treatment_start", rules.treatment_start},
          {"mr_within_days", rules.mr_within_days},
          {"outcome_mr_date", rules.outcome_mr_date},
          {"radiotherapy_end", rules.radiotherapy_end},
          {"outcome_mr_months", {rules.outcome_months_from, rules.outcome_months_to}}};
}

Json to_json(const imaging::RectangleOptions& options) {
  return {{"margin_mm", options.margin_mm},
          {"min_area_mm2", options.min_area_mm2},
          {"include_nodes", options.include_nodes},
          {"square", options.square},
          {"min_size_mm", options.min_size_mm}};
}

Json to_json(const DecisionSettings& settings) {
  return {{"margin", settings.margin},
          {"abstain_outside", settings.abstain_outside},
          {"covariates", settings.covariates},
          {"folds", settings.folds},
          {"replicates", settings.replicates},
          {"clip", settings.clip},
          {"toxicity_cost", settings.toxicity_cost},
          {"alpha", settings.alpha},
          {"simulated_cohorts", settings.simulated_cohorts}};
}

Json to_json(const Settings& settings) {
  Json rectangle = to_json(settings.rectangle);
  rectangle["no_tumour"] = settings.no_tumour;
  Json segmentation = to_json(settings.segmentation);
  segmentation["write_dicom_seg"] = settings.write_dicom_seg;
  segmentation["plan"] = settings.plan.use;
  return {{"name", settings.name},
          {"synthetic", settings.synthetic},
          {"preset", settings.preset},
          {"regimens", settings.table.regimens},
          {"outcome_column", settings.table.outcome_column},
          {"annotation",
           {{"primary", settings.table.annotation.primary},
            {"nodes", settings.table.annotation.nodes},
            {"refused", settings.annotation.refused}}},
          {"eligibility", to_json(settings.eligibility)},
          {"seed", settings.seed},
          {"test_fraction", settings.test_fraction},
          {"rectangle", rectangle},
          {"segmentation", segmentation},
          {"outcome", to_json(settings.outcome)},
          {"decision", to_json(settings.decision)},
          {"explanation", to_json(settings.explanation)},
          {"fusion", to_json(settings.fusion)},
          {"novelty", to_json(settings.novelty)}};
}

}  // namespace residuum::study
