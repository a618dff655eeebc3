#include <set>

#include "cohort/split.h"
#include "core/error.h"
#include "core/log.h"
#include "core/random.h"
#include "study/baselines.h"
#include "study/stages.h"
#include "study/test_access.h"
#include "study/tumour_features.h"

namespace residuum::study {
namespace {

struct BaselineSet {
  std::string name;
  std::vector<std::string> columns;
};

std::vector<BaselineSet> baseline_sets(const outcome::PatientNumbers& clinical) {
  std::set<std::string> all;
  for (const auto& [id, numbers] : clinical) {
    for (const auto& [name, value] : numbers) all.insert(name);
  }
  const auto features = feature_names();
  std::vector<std::string> both = features;
  both.insert(both.end(), all.begin(), all.end());
  return {{"T stage", {"t_stage"}},
          {"TNM", {"t_stage", "n_stage", "ajcc_stage"}},
          {"clinical", {all.begin(), all.end()}},
          {"tumour volume", {"log_volume"}},
          {"radiomics", features},
          {"radiomics and clinical", both}};
}

std::vector<BaselineScore> score_all(const Context& context, const cohort::Split& split,
                                     const outcome::PatientNumbers& features) {
  auto numbers = clinical_numbers(context.patients(), split.training);
  const auto sets = baseline_sets(numbers);
  for (const auto& [id, of] : features) numbers[id].insert(of.begin(), of.end());
  std::vector<BaselineScore> scores;
  for (const auto& regimen : context.settings.table.regimens) {
    const auto training =
        split.training.subset([&](const cohort::Patient& patient) { return patient.regimen == regimen; });
    for (const auto& set : sets) {
      outcome::BaselineOptions options;
      options.seed = derive_seed(context.settings.seed, "baselines/" + regimen);
      if (set.columns.size() <= 3) options.ridges = {1};
      try {
        const auto baseline = outcome::Baseline::fit(training, numbers, set.columns, options);
        if (baseline.columns().empty()) continue;  // nothing of it is known in this study
        for (const auto& patient : split.test.patients())
          scores.push_back({patient.id, regimen, set.name, baseline.predict(numbers[patient.id])});
      } catch (const Error& error) {
        log_warning("baseline {} after {}: {}", set.name, regimen, error.what());
      }
    }
  }
  return scores;
}

}  // namespace

void baselines_stage(Context& context) {
  const Json inputs = {{"split", context.digests.at("split")},
                       {"features", context.digests.at("features")},
                       {"cohort", sha256_of_file(context.cohort_table())},
                       {"regimens", context.settings.table.regimens},
                       {"seed", context.settings.seed}};
  context.stage("baselines", inputs, [&] {
    const auto& run = context.run();
    const auto split = cohort::read_split(run.splits(), context.cohort);
    record_test_access(run, "baselines", inputs, split.test.patients().size(),
                       "predictions of the baselines, fitted on training patients");
    write_scores(run.baseline_scores(), score_all(context, split, read_features(run.features())));
    return std::vector<fs::path>{run.baseline_scores()};
  });
}

}  // namespace residuum::study
