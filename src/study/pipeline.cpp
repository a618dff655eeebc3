#include "study/pipeline.h"

#include <cmath>

#include "cohort/split.h"
#include "core/error.h"
#include "core/log.h"
#include "core/parallel.h"
#include "core/version.h"
#include "study/image_check.h"
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

Json describe_run(const Settings& settings, const nn::Compute& compute) {
  return {{"program", "residuum"},
          {"version", version},
          {"use", research_use},
          {"settings", to_json(settings)},
          {"compute", nn::describe(compute)}};
}

void run_stages(Context& context) {
  check_stage(context);
  split_stage(context);
  segmentation_stage(context);
  masks_stage(context);
  rectangles_stage(context);
  outcome_stages(context);
  prediction_stage(context);
  evaluation_stage(context);
  decision_stage(context);
  report_stage(context);
}

}  // namespace

RunFolder run_study(const fs::path& study, const RunOptions& options) {
  check_name(options.name);
  const auto settings = read_settings(study / "study.toml");
  const auto patients = cohort::read_cohort(study / "cohort.csv", settings.table);
  const auto compute = nn::set_up_compute(options.compute);
  const RunFolder run{fs::absolute(study) / "runs" / options.name};
  Ledger ledger(run, describe_run(settings, compute));
  Context context{fs::absolute(study), settings, patients, compute, ledger, {}};
  try {
    run_stages(context);
  } catch (const Error& error) {
    ledger.finish(error.kind() == ErrorKind::interrupted ? "interrupted" : "failed", error.what());
    throw;
  } catch (const std::exception& error) {
    ledger.finish("failed", error.what());
    throw;
  }
  ledger.finish("done");
  return run;
}

Json check_study(const fs::path& study, int threads) {
  const auto settings = read_settings(study / "study.toml");
  const auto patients = cohort::read_cohort(study / "cohort.csv", settings.table);
  const auto findings = check_images(patients, threads > 0 ? threads : available_cores());
  const auto split = cohort::split_patients(patients, settings.test_fraction, settings.seed);
  Json result = {{"study", settings.name},
                 {"patients", patients.size()},
                 {"training", split.training.patients().size()},
                 {"test", split.test.patients().size()},
                 {"without_outcome", split.unassigned.size()}};
  int outlined = 0, tumour_slices = 0;
  Json warnings = Json::array();
  for (const auto& finding : findings) {
    outlined += finding.outlined;
    tumour_slices += finding.tumour_slices;
    for (const auto& warning : finding.warnings)
      warnings.push_back("patient " + finding.patient + ": " + warning);
  }
  result["outlined_patients"] = outlined;
  result["outlined_slices"] = tumour_slices;
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
