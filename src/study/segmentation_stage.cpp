#include "cohort/split.h"
#include "core/error.h"
#include "imaging/intensity.h"
#include "study/images.h"
#include "study/stages.h"

namespace residuum::study {

void segmentation_stage(Context& context) {
  const auto& options = context.settings.segmentation;
  const Json inputs = {{"split", context.digests.at("split")},
                       {"check", context.digests.at("check")},
                       {"options", to_json(options)},
                       {"pretrained", options.pretrained.empty() ? "" : sha256_of_file(options.pretrained)},
                       {"include_nodes", context.include_nodes()},
                       {"precision", nn::to_string(context.compute.precision)}};
  context.stage("segmentation", inputs, [&] {
    const auto& run = context.run();
    const auto split = cohort::read_split(run.splits(), context.cohort);
    const auto outlined =
        split.training.subset([](const cohort::Patient& patient) { return patient.outlined(); });
    const auto load = [&](const cohort::Patient& patient) {
      auto image = load_normalised(patient);
      auto mask = load_reference_mask(patient, image.geometry, context.include_nodes());
      return segmentation::LabelledVolume{std::move(image), std::move(mask)};
    };
    const auto history = segmentation::train(outlined, load, options, context.compute,
                                             run.segmentation_model(), run.stage("segmentation") / "work");
    write_json(run.segmentation_history(), learn::to_json(history));
    return std::vector<fs::path>{run.segmentation_model(), run.segmentation_history()};
  });
}

}  // namespace residuum::study
