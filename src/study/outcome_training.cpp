#include "study/outcome_training.h"

#include "cohort/leak_door.h"
#include "core/random.h"
#include "study/tumour_features.h"

namespace residuum::study {

std::vector<outcome::Options> regimen_candidates(const Settings& settings, const std::string& regimen) {
  auto all = outcome::candidates(settings.outcome);
  for (auto& one : all) one.seed = derive_seed(settings.outcome.seed, regimen);
  return all;
}

std::string candidate_stage(const std::string& regimen, const outcome::Options& options) {
  return RunFolder::outcome_stage(regimen, options.network + "." + to_string(options.unit));
}

outcome::Options seed_options(const Context& context, const std::string& regimen, int seed) {
  const auto chosen = read_outcome_result(context.run().outcome_result(regimen)).figures;
  for (auto one : regimen_candidates(context.settings, regimen)) {
    if (one.network != chosen.network || one.unit != chosen.unit) continue;
    one.seed = derive_seed(one.seed, fmt::format("seed {}", seed));
    return one;
  }
  throw failure("the chosen candidate of {} is none of the settings'", regimen);
}

Json training_inputs(const Context& context, const std::string& regimen, const outcome::Options& options) {
  auto settings = to_json(options);
  for (const char* another : {"seeds", "compare_protocols"}) settings.erase(another);  // stages of their own
  const bool estimates = options.feature_weight > 0;
  return {{"rectangles", context.digests.at("rectangles")},
          {"features", estimates ? context.digests.at("features") : ""},
          {"split", context.digests.at("split")},
          {"regimen", regimen},
          {"options", settings},
          {"pretrained", options.pretrained.empty() ? "" : sha256_of_file(options.pretrained)},
          {"precision", nn::to_string(context.compute.precision)},
          {"trained_in", nn::to_string(nn::training_compute(options.network, context.compute).precision)}};
}

OutcomeTraining::OutcomeTraining(const Context& context, const std::string& regimen)
    : context_(context),
      regimen_(regimen),
      split_(cohort::read_split(context.run().splits(), context.cohort)),
      rectangles_(read_rectangles(context.run())),
      training_(split_.training.subset([&](const cohort::Patient& patient) {
        return patient.regimen == regimen && rectangles_.contains(patient.id);
      })),
      further_{{},
               split_.training.subset([&](const cohort::Patient& patient) {
                 return patient.regimen != regimen && rectangles_.contains(patient.id);
               }),
               read_features(context.run().features())} {
  for (const auto& patient : split_.test.patients()) {
    if (patient.regimen == regimen) test_patients_.push_back(patient);
  }
}

outcome::Bag OutcomeTraining::bag(const cohort::Patient& patient) const {
  const auto found = rectangles_.find(patient.id);
  return found == rectangles_.end() ? outcome::Bag{} : read_bag(context_.run(), patient.id, found->second);
}

OutcomeResult OutcomeTraining::train(const outcome::Options& options, const std::string& preset,
                                     const fs::path& model, const std::string& stage) const {
  auto further = further_;
  if (options.epoch == "test") {
    further.peek = cohort::open_leak_door(split_.test, preset, "epoch chosen")
                       .subset([&](const cohort::Patient& patient) {
                         return patient.regimen == regimen_ && rectangles_.contains(patient.id);
                       });
  }
  const auto trained = outcome::train(
      training_, [&](const cohort::Patient& patient) { return bag(patient); }, options, context_.compute,
      model, context_.run().stage(stage) / "work", further);
  return outcome_result(options, trained, training_);
}

}  // namespace residuum::study
