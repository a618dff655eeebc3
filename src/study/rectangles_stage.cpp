#include <algorithm>
#include <set>

#include "core/csv.h"
#include "imaging/mask_file.h"
#include "imaging/picture.h"
#include "study/bags.h"
#include "study/images.h"
#include "study/patient_work.h"
#include "study/stages.h"
#include "study/tumourless.h"

namespace residuum::study {
namespace {

// Writes the patient's rectangles as pictures; the result says where they were cut: rows of slice, left, top,
// right, bottom, tumour in mm^2.
Json cut_patient(const Context& context, const cohort::Patient& patient) {
  const auto image = load_normalised(patient);
  const auto mask = imaging::read_mask(context.run().mask(patient.id), image.geometry);
  Json rows = Json::array();
  for (const auto& [where, pixels] :
       cut_rectangles(image, mask, context.settings.rectangle, context.settings.outcome.image_size,
                      context.settings.no_tumour == "whole_body")) {
    imaging::write_grey_png(context.run().crop(patient.id, where.slice), pixels);
    const auto& box = where.rectangle;
    rows.push_back({where.slice, box.left, box.top, box.right, box.bottom, where.tumour_mm2});
  }
  return rows;
}

bool has_tumour(const Json& rows) {
  return std::any_of(rows.begin(), rows.end(), [](const Json& row) { return row.at(5).get<double>() > 0; });
}

}  // namespace

void rectangles_stage(Context& context) {
  const Json inputs = {{"masks", context.digests.at("masks")},
                       {"check", context.digests.at("check")},
                       {"options", to_json(context.settings)["rectangle"]},
                       {"image_size", context.settings.outcome.image_size}};
  context.stage("rectangles", inputs, [&] {
    const auto& run = context.run();
    const auto cuts = for_each_patient(run.stage("rectangles") / "work", "rectangles", context.patients(),
                                       context.compute.threads,
                                       [&](const auto& patient) { return cut_patient(context, patient); });
    std::set<std::string> tumourless;
    CsvTable table({"patient", "slice", "left", "top", "right", "bottom", "tumour_mm2"});
    std::vector<fs::path> outputs{run.rectangles()};
    for (std::size_t i = 0; i < cuts.size(); ++i) {
      const auto& id = context.patients()[i].id;
      if (!has_tumour(cuts[i])) tumourless.insert(id);
      for (const auto& row : cuts[i]) {
        std::vector<std::string> cells{id};
        for (const auto& value : row) cells.push_back(value.dump());
        table.add_row(cells);
        outputs.push_back(run.crop(id, row.at(0).get<std::size_t>()));
      }
    }
    table.write(run.rectangles());
    outputs.push_back(run.tumourless_table());
    write_tumourless(context, tumourless);
    return outputs;
  });
}

}  // namespace residuum::study
