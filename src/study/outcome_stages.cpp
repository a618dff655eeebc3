#include "cohort/leak_door.h"
#include "cohort/split.h"
#include "core/error.h"
#include "core/log.h"
#include "core/random.h"
#include "study/bags.h"
#include "study/outcome_result.h"
#include "study/outcome_training.h"
#include "study/stages.h"
#include "study/test_access.h"

namespace residuum::study {
namespace {

void record_leak(const RunFolder& run, const std::string& stage, const Json& inputs,
                 const outcome::Options& options, const OutcomeTraining& training) {
  if (options.epoch != "test") return;
  record_test_access(run, stage, inputs, training.test_patients().size(), "epoch chosen on them (LEAKED)");
}

void train_candidate(Context& context, const std::string& regimen, const outcome::Options& options) {
  const auto stage = candidate_stage(regimen, options);
  const auto inputs = training_inputs(context, regimen, options);
  context.stage(stage, inputs, [&] {
    const auto& run = context.run();
    const OutcomeTraining training(context, regimen);
    record_leak(run, stage, inputs, options, training);
    const auto result = training.train(options, context.settings.preset, run.candidate_model(stage), stage);
    write_outcome_result(run.candidate_result(stage), result);
    return std::vector<fs::path>{run.candidate_model(stage), run.candidate_result(stage)};
  });
}

// By held-out training patients; under preset `code`, as the scripts do, by the accuracy they look at.
void choose_candidate(Context& context, const std::string& regimen,
                      const std::vector<outcome::Options>& all) {
  Json inputs = {{"regimen", regimen}};
  for (const auto& one : all) {
    const auto stage = candidate_stage(regimen, one);
    inputs["candidates"].push_back({{"stage", stage}, {"digest", context.digests.at(stage)}});
  }
  context.stage(RunFolder::outcome_stage(regimen), inputs, [&] {
    const auto& run = context.run();
    std::vector<OutcomeResult> results;
    for (const auto& one : all)
      results.push_back(read_outcome_result(run.candidate_result(candidate_stage(regimen, one))));
    const auto& best = best_of(results);
    const auto& chosen = all[static_cast<std::size_t>(&best - results.data())];
    if (all.size() > 1) {
      log_info("outcome after {}: {}, unit {}, goes on, with the highest {} ({:.4f})", regimen,
               chosen.network, to_string(chosen.unit),
               best.figures.leak.empty() ? "held-out AUC" : "accuracy, leaked,", best.figures.score);
    }
    auto own = best;
    for (const auto& result : results) own.candidates.push_back(result.figures);
    write_file_with(run.outcome_model(regimen), [&](const fs::path& temporary) {
      fs::copy_file(run.candidate_model(candidate_stage(regimen, chosen)), temporary,
                    fs::copy_options::overwrite_existing);
    });
    write_outcome_result(run.outcome_result(regimen), own);
    return std::vector<fs::path>{run.outcome_model(regimen), run.outcome_result(regimen)};
  });
}

// The chosen candidate trained with further seeds: other weights to begin with, another order, other folds.
void train_seeds(Context& context, const std::string& regimen) {
  const auto& settings = context.settings.outcome;
  for (int seed = 2; seed <= settings.seeds; ++seed) {
    const auto options = seed_options(context, regimen, seed);
    const auto stage = RunFolder::outcome_stage(regimen, fmt::format("seed{}", seed));
    const auto inputs = training_inputs(context, regimen, options);
    context.stage(stage, inputs, [&] {
      const auto& run = context.run();
      const OutcomeTraining training(context, regimen);
      record_leak(run, stage, inputs, options, training);
      const auto result = training.train(options, context.settings.preset, run.candidate_model(stage), stage);
      write_outcome_result(run.candidate_result(stage), result);
      return std::vector<fs::path>{run.candidate_model(stage), run.candidate_result(stage)};
    });
  }
}

}  // namespace

void outcome_stages(Context& context) {
  for (const auto& regimen : context.settings.table.regimens) {
    const auto all = regimen_candidates(context.settings, regimen);
    for (const auto& one : all) train_candidate(context, regimen, one);
    choose_candidate(context, regimen, all);
    train_seeds(context, regimen);
  }
}

}  // namespace residuum::study
