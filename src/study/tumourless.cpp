#include "study/tumourless.h"

#include "cohort/split.h"
#include "core/csv.h"
#include "core/error.h"
#include "core/log.h"
#include "study/mask_author.h"

namespace residuum::study {
namespace {

bool holds(const std::vector<cohort::Patient>& patients, const std::string& id) {
  for (const auto& patient : patients) {
    if (patient.id == id) return true;
  }
  return false;
}

}  // namespace

void write_tumourless(const Context& context, const std::set<std::string>& ids) {
  const auto split = cohort::read_split(context.run().splits(), context.cohort);
  const MaskAuthors authors(split);
  CsvTable table({"patient", "regimen", "cohort", "mask", "rule"});
  std::string named;
  for (const auto& patient : context.patients()) {
    if (!ids.contains(patient.id)) continue;
    const std::string part = holds(split.training.patients(), patient.id) ? "training"
                             : holds(split.test.patients(), patient.id)   ? "test"
                                                                          : "none";
    table.add_row({patient.id, patient.regimen, part,
                   authors.radiologist(patient) ? "radiologist" : "network", context.settings.no_tumour});
    named += (named.empty() ? "" : ", ") + patient.id;
    log_warning("patient {}: no tumour found", patient.id);
  }
  if (!ids.empty() && context.settings.no_tumour == "error") {
    throw input_error(
        "no tumour was found in {} patient(s): {}; look at their masks under stages/masks, lower "
        "segmentation.threshold, min_component_mm3 or rectangle.min_area_mm2, or choose another rule by "
        "rectangle.no_tumour",
        ids.size(), named);
  }
  table.write(context.run().tumourless_table());
}

void add_tumourless(report::Section& section, const Context& context) {
  const auto found = CsvTable::read(context.run().tumourless_table());
  if (found.row_count() == 0) {
    section.blocks.push_back(report::Paragraph{"Tumour was found in every patient."});
    return;
  }
  report::Table table{
      fmt::format(
          "Patients in whom no tumour was found; {}",
          context.settings.no_tumour == "whole_body"
              ? "their body's slices as a whole are what the outcome models see"
              : "in the test they have the rate of RT among the patients whom the model learnt from as "
                "probability, in training nothing is learnt from them"),
      {"patient", "regimen", "cohort", "mask"},
      {},
      "no-tumour"};
  for (std::size_t row = 0; row < found.row_count(); ++row) {
    table.rows.push_back({found.cell(row, "patient"), found.cell(row, "regimen"), found.cell(row, "cohort"),
                          found.cell(row, "mask")});
  }
  section.blocks.push_back(table);
}

}  // namespace residuum::study
