#include "study/pipeline.h"

#include <cmath>

#include "cohort/eligibility.h"
#include "cohort/split.h"
#include "core/error.h"
#include "core/log.h"
#include "core/parallel.h"
#include "study/annotations.h"
#include "study/preflight.h"
#include "study/run_record.h"
#include "study/stages.h"

namespace residuum::study {
namespace {

void check_name(const std::string& name) {
  const bool plain =
      !name.empty() && name.front() != '.' &&
      name.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-") ==
          std::string::npos;
  if (!plain) throw input_error("run name \"{}\": use letters, digits, '.', '_' and '-' alone", name);
}

void run_stages(Context& context) {
  check_stage(context);
  split_stage(context);
  cohort_stage(context);
  segmentation_plan_stage(context);
  segmentation_stages(context);
  leak_stage(context);
  masks_stage(context);
  dicom_seg_stage(context);
  networks_stage(context);
  rectangles_stage(context);
  features_stage(context);
  outcome_stages(context);
  published_stage(context);
  novelty_stage(context);
  prediction_stage(context);
  candidates_stage(context);
  baselines_stage(context);
  fusion_stage(context);
  evaluation_stage(context);
  explanation_stage(context);
  decision_stage(context);
  simulation_stage(context);
  report_stage(context);
}

// The precision that an earlier call of this run chose: `auto` must not undo its work on another machine.
nn::ComputeOptions as_before(nn::ComputeOptions options, const RunFolder& run) {
  if (options.precision != "auto" || !fs::exists(run.record())) return options;
  try {
    const auto before = json_field<std::string>(read_json(run.record()), "precision", "run.json");
    if (before == "fp32" || before == "bf16") options.precision = before;
  } catch (const Error&) {  // an older or damaged record
  }
  return options;
}

cohort::Screening read_patients(const fs::path& study, const Settings& settings) {
  return cohort::screen(cohort::read_cohort(study / "cohort.csv", settings.table), settings.eligibility);
}

// By rule, then by reason: how many were left out.
Json flow_json(const cohort::Flow& flow) {
  Json made = Json::object();
  for (const auto& step : flow.steps) {
    for (const auto& reason : step.reasons) made[step.rule][reason.text] = reason.patients;
  }
  return made;
}

}  // namespace

RunFolder run_study(const fs::path& study, const RunOptions& options) {
  check_name(options.name);
  auto settings = read_settings(study / "study.toml");
  const auto start_from = [](std::string& setting, const std::string& asked) {
    if (!asked.empty()) setting = fs::absolute(asked).lexically_normal().string();
  };
  if (!options.segmentation_pretrained.empty() && settings.segmentation.networks.size() > 1) {
    throw input_error(
        "--segmentation-pretrained: the study trains several networks; name each one's file in study.toml "
        "(segmentation.pretrained_of)");
  }
  if (!options.segmentation_pretrained.empty()) settings.segmentation.pretrained_of.clear();
  if (!options.outcome_pretrained.empty() && settings.outcome.networks.size() > 1) {
    throw input_error(
        "--outcome-pretrained: the study trains several networks; name each one's file in study.toml "
        "(outcome.pretrained_of)");
  }
  if (!options.outcome_pretrained.empty()) settings.outcome.pretrained_of.clear();
  start_from(settings.segmentation.pretrained, options.segmentation_pretrained);
  start_from(settings.outcome.pretrained, options.outcome_pretrained);
  const auto screening = read_patients(study, settings);
  preflight(study, settings, screening.eligible);
  const RunFolder run{fs::weakly_canonical(study) / "runs" / options.name};
  const auto compute = nn::set_up_compute(as_before(options.compute, run));
  Ledger ledger(run, describe_run(settings, compute));
  Context context{
      fs::weakly_canonical(study), settings, screening.eligible, compute, ledger, {}, screening.flow};
  try {
    run_stages(context);
  } catch (const Error& error) {
    // The message may name a patient's files: it goes to the terminal, not into the run.
    if (error.kind() != ErrorKind::interrupted) {
      ledger.finish("failed");
      throw;
    }
    ledger.finish("interrupted");
    throw Error(ErrorKind::interrupted, std::string(error.what()) + "; the same command goes on from here");
  } catch (...) {
    ledger.finish("failed");
    throw;
  }
  ledger.finish("done");
  return run;
}

Json check_study(const fs::path& study, int threads) {
  const auto settings = read_settings(study / "study.toml");
  const auto screening = read_patients(study, settings);
  const auto split = preflight(study, settings, screening.eligible);
  const auto& patients = screening.eligible.patients();
  const auto findings =
      check_images(patients, mask_rules(settings), threads > 0 ? threads : available_cores());
  Json result = {{"study", settings.name},
                 {"patients", patients.size()},
                 {"screened", screening.flow.screened},
                 {"excluded", flow_json(screening.flow)},
                 {"training", split.training.patients().size()},
                 {"test", split.test.patients().size()},
                 {"without_outcome", split.unassigned.size()}};
  int outlined = 0, tumour_slices = 0, refused = 0;
  Json warnings = Json::array();
  for (const auto& finding : findings) {
    outlined += finding.outlined();
    tumour_slices += finding.tumour_slices;
    refused += !finding.refused.empty();
    for (const auto& warning : finding.warnings)
      warnings.push_back("patient " + finding.patient + ": " + warning);
  }
  result["outlined_patients"] = outlined;
  result["outlined_slices"] = tumour_slices;
  result["refused_masks"] = refused;
  for (const auto& regimen : settings.table.regimens) {
    int nrt = 0, rt = 0;
    for (const auto& patient : patients) {
      if (patient.regimen != regimen || !patient.outcome) continue;
      (*patient.outcome == cohort::Outcome::rt ? rt : nrt) += 1;
    }
    result["regimens"][regimen] = {{"NRT", nrt}, {"RT", rt}};
  }
  result["warnings"] = warnings;
  return result;
}

}  // namespace residuum::study
