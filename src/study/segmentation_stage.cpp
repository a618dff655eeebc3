#include "cohort/split.h"
#include "core/error.h"
#include "core/log.h"
#include "study/images.h"
#include "study/segmentation_choice.h"
#include "study/segmentation_leak.h"
#include "study/stages.h"

namespace residuum::study {
namespace {

Json inputs_of(const Context& context, const segmentation::Options& options) {
  auto settings = to_json(options);
  for (const char* of_other_stages : {"leak_check", "min_component_mm3", "keep_largest"})
    settings.erase(of_other_stages);
  return {{"split", context.digests.at("split")},
          {"check", context.digests.at("check")},
          {"options", settings},
          {"pretrained", options.pretrained.empty() ? "" : sha256_of_file(options.pretrained)},
          {"include_nodes", context.include_nodes()},
          {"precision", nn::to_string(context.compute.precision)}};
}

cohort::TrainingCohort outlined_training(const Context& context) {
  return cohort::read_split(context.run().splits(), context.cohort)
      .training.subset([](const cohort::Patient& patient) { return patient.outlined(); });
}

segmentation::Loader loader_of(const Context& context) {
  return [&context](const cohort::Patient& patient) {
    auto image = load_normalised(patient);
    auto mask = load_reference_mask(patient, image.geometry, context.include_nodes());
    return segmentation::LabelledVolume{std::move(image), std::move(mask)};
  };
}

// One for all networks: they see the same slices.
segmentation::SliceCache cache_of(const Context& context) {
  return {context.run().slice_cache(), context.digests.at("check") + to_json(context.settings).dump(),
          context.run().bias_fields()};
}

std::string stage_of(const std::string& network) {
  return "segmentation-" + network;
}

void train_network(Context& context, const segmentation::Options& options) {
  const auto stage = stage_of(options.network);
  context.stage(stage, inputs_of(context, options), [&] {
    const auto& run = context.run();
    auto uncleaned = options;  // choose_network() says how to clean up
    uncleaned.min_component_mm3 = 0;
    uncleaned.keep_largest = 0;
    const auto trained =
        segmentation::train(outlined_training(context), loader_of(context), uncleaned, context.compute,
                            run.network_model(options.network), run.stage(stage) / "work", cache_of(context));
    write_tried(run.segmentation_history(options.network),
                {options.network, trained.validation_score, trained.folds});
    return std::vector<fs::path>{run.network_model(options.network),
                                 run.segmentation_history(options.network)};
  });
}

void choose_network(Context& context, const std::vector<std::string>& networks) {
  const auto clean_up = segmentation::clean_up_of(context.settings.segmentation);
  Json inputs = {{"networks", networks},
                 {"min_component_mm3", clean_up.min_component_mm3},
                 {"keep_largest", clean_up.keep_largest}};
  for (const auto& name : networks) inputs["stages"][name] = context.digests.at(stage_of(name));
  context.stage("segmentation", inputs, [&] {
    const auto& run = context.run();
    std::vector<TriedNetwork> tried;
    for (const auto& name : networks) tried.push_back(read_tried(run.segmentation_history(name)));
    const auto& best = best_of(tried);
    if (tried.size() > 1) {
      log_info("segmentation: {} goes on, with the highest validation Dice ({:.4f})", best.network,
               best.validation_dice);
    }
    segmentation::copy_model(run.network_model(best.network), run.segmentation_model(), clean_up);
    write_json(run.segmentation_choice(), {{"chosen", best.network}, {"networks", networks}});
    return std::vector<fs::path>{run.segmentation_model(), run.segmentation_choice()};
  });
}

}  // namespace

void segmentation_stages(Context& context) {
  const auto& settings = context.settings.segmentation;
  for (const auto& name : settings.networks) train_network(context, segmentation::network_of(settings, name));
  choose_network(context, settings.networks);
}

void leak_stage(Context& context) {
  const auto& settings = context.settings.segmentation;
  if (settings.leak_check) {
    const auto options = segmentation::network_of(settings, settings.networks.front());
    Json inputs = inputs_of(context, options);
    inputs["slices"] = "each with its Dice";  // files of before hold their mean alone
    context.stage("leak", inputs, [&] {
      const auto& run = context.run();
      const auto measured =
          segmentation::measure_leak(outlined_training(context), loader_of(context), options, context.compute,
                                     run.stage("leak") / "work", cache_of(context));
      write_leak(run.leak(), options.network, measured);
      return std::vector<fs::path>{run.leak()};
    });
  } else {
    fs::remove_all(context.run().stage("leak"));  // of an earlier call
  }
  std::error_code code;
  fs::remove_all(context.run().slice_cache().parent_path(), code);
}

}  // namespace residuum::study
