#include "cohort/split.h"
#include "core/error.h"
#include "core/log.h"
#include "core/random.h"
#include "study/bags.h"
#include "study/stages.h"

namespace residuum::study {
namespace {

Json to_json(const outcome::TrainingResult& result, std::size_t patients, double rt_rate) {
  return {{"history", learn::to_json(result.history)},
          {"threshold", result.threshold},
          {"training_patients", patients},
          {"training_rt_rate", rt_rate},
          {"validation_probabilities", result.validation_probabilities},
          {"validation_outcomes", result.validation_outcomes}};
}

double rt_rate(const std::vector<cohort::Patient>& patients) {
  double count = 0;
  for (const auto& patient : patients) count += patient.outcome == cohort::Outcome::rt;
  return count / static_cast<double>(patients.size());
}

std::vector<fs::path> train_regimen(const Context& context, const std::string& regimen,
                                    const outcome::Options& options) {
  const auto& run = context.run();
  const auto split = cohort::read_split(run.splits(), context.cohort);
  const auto rectangles = read_rectangles(run);
  const auto training = split.training.subset([&](const cohort::Patient& patient) {
    return patient.regimen == regimen && rectangles.contains(patient.id);
  });
  const auto load = [&](const cohort::Patient& patient) {
    return read_bag(run, patient.id, rectangles.at(patient.id));
  };
  const auto result = outcome::train(training, load, options, context.compute, run.outcome_model(regimen),
                                     run.stage("outcome-" + RunFolder::slug(regimen)) / "work");
  write_json(run.outcome_result(regimen),
             to_json(result, training.patients().size(), rt_rate(training.patients())));
  return {run.outcome_model(regimen), run.outcome_result(regimen)};
}

}  // namespace

void outcome_stages(Context& context) {
  for (const auto& regimen : context.settings.table.regimens) {
    auto options = context.settings.outcome;
    options.seed = derive_seed(context.settings.outcome.seed, regimen);
    const Json inputs = {{"rectangles", context.digests.at("rectangles")},
                         {"split", context.digests.at("split")},
                         {"regimen", regimen},
                         {"options", study::to_json(options)},
                         {"pretrained", options.pretrained.empty() ? "" : sha256_of_file(options.pretrained)},
                         {"precision", nn::to_string(context.compute.precision)}};
    context.stage("outcome-" + RunFolder::slug(regimen), inputs,
                  [&] { return train_regimen(context, regimen, options); });
  }
}

}  // namespace residuum::study
