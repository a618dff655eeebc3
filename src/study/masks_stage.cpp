#include <set>

#include "cohort/split.h"
#include "core/csv.h"
#include "core/error.h"
#include "core/interrupt.h"
#include "core/progress.h"
#include "imaging/mask_file.h"
#include "study/images.h"
#include "study/stages.h"

namespace residuum::study {
namespace {

std::set<std::string> ids_of(const std::vector<cohort::Patient>& patients) {
  std::set<std::string> ids;
  for (const auto& patient : patients) ids.insert(patient.id);
  return ids;
}

}  // namespace

void masks_stage(Context& context) {
  const Json inputs = {{"segmentation", context.digests.at("segmentation")},
                       {"split", context.digests.at("split")},
                       {"check", context.digests.at("check")}};
  context.stage("masks", inputs, [&] {
    const auto& run = context.run();
    const auto split = cohort::read_split(run.splits(), context.patients);
    const auto training = ids_of(split.training.patients());
    const auto test = ids_of(split.test.patients());
    const segmentation::Segmenter segmenter(run.segmentation_model(), context.compute);
    CsvTable dice({"patient", "dice"});
    std::vector<fs::path> outputs;
    Progress progress("masks", context.patients.size());
    for (const auto& patient : context.patients) {
      stop_if_interrupted();
      const auto image = load_normalised(patient);
      if (patient.outlined() && training.contains(patient.id)) {
        imaging::write_mask(run.mask(patient.id), cohort::load_mask(patient, image.geometry));
      } else {
        const auto predicted = segmenter.predict(image);
        if (patient.outlined() && test.contains(patient.id)) {
          const double score = segmentation::dice(predicted, cohort::load_mask(patient, image.geometry));
          dice.add_row({patient.id, fmt::format("{:.4f}", score)});
        }
        imaging::write_mask(run.mask(patient.id), predicted);
      }
      outputs.push_back(run.mask(patient.id));
      progress.tick();
    }
    dice.write(run.dice_table());
    outputs.push_back(run.dice_table());
    return outputs;
  });
}

}  // namespace residuum::study
