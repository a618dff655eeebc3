#include "core/csv.h"
#include "core/interrupt.h"
#include "core/log.h"
#include "core/parallel.h"
#include "core/progress.h"
#include "imaging/mask_file.h"
#include "imaging/picture.h"
#include "study/bags.h"
#include "study/images.h"
#include "study/stages.h"

namespace residuum::study {
namespace {

std::vector<CutSlice> cut_patient(const Context& context, const cohort::Patient& patient) {
  const auto image = load_normalised(patient);
  const auto mask = imaging::read_mask(context.run().mask(patient.id), image.geometry);
  return cut_rectangles(image, mask, context.settings.rectangle, context.settings.outcome.image_size);
}

}  // namespace

void rectangles_stage(Context& context) {
  const Json inputs = {{"masks", context.digests.at("masks")},
                       {"check", context.digests.at("check")},
                       {"options", to_json(context.settings.rectangle)},
                       {"image_size", context.settings.outcome.image_size}};
  context.stage("rectangles", inputs, [&] {
    const auto& run = context.run();
    std::vector<std::vector<CutSlice>> cuts(context.patients.size());
    Progress progress("rectangles", context.patients.size());
    parallel_for(context.patients.size(), context.compute.threads, [&](std::size_t i) {
      stop_if_interrupted();
      cuts[i] = cut_patient(context, context.patients[i]);
      for (auto& cut : cuts[i]) {
        imaging::write_grey_png(run.crop(context.patients[i].id, cut.where.slice), cut.pixels);
        cut.pixels = {};
      }
      progress.tick();
    });
    CsvTable table({"patient", "slice", "left", "top", "right", "bottom", "tumour_mm2"});
    std::vector<fs::path> outputs{run.rectangles()};
    for (std::size_t i = 0; i < cuts.size(); ++i) {
      const auto& id = context.patients[i].id;
      if (cuts[i].empty()) log_warning("patient {}: no tumour found by the segmentation", id);
      for (const auto& [where, pixels] : cuts[i]) {
        const auto& box = where.rectangle;
        table.add_row({id, std::to_string(where.slice), std::to_string(box.left), std::to_string(box.top),
                       std::to_string(box.right), std::to_string(box.bottom),
                       fmt::format("{:.1f}", where.tumour_mm2)});
        outputs.push_back(run.crop(id, where.slice));
      }
    }
    table.write(run.rectangles());
    return outputs;
  });
}

}  // namespace residuum::study
