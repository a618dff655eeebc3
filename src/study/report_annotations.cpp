// What radiologists outlined, in the report's cohort section.
#include <map>

#include "core/csv.h"
#include "core/file.h"
#include "stats/describe.h"
#include "study/report_sections.h"

namespace residuum::study {
namespace {

constexpr std::size_t most_pictures = 4;  // of masks that may be flipped

struct Source {
  std::size_t patients = 0, with = 0, without = 0;
  std::vector<double> primary_ml, nodes_ml;  // of those who have some
};

// "12.4 (1.1 to 60.3), 57 patients"
std::string volumes(const std::vector<double>& ml) {
  if (ml.empty()) return "none";
  return fmt::format("{:.1f} ({:.1f} to {:.1f}), {} patients", stats::quantile(ml, 0.5),
                     stats::quantile(ml, 0), stats::quantile(ml, 1), ml.size());
}

}  // namespace

void add_annotations(report::Section& section, const Context& context) {
  const auto table = CsvTable::read(context.run().annotations_table());
  std::map<std::string, Source> sources;
  std::size_t unused = 0;
  std::string flipped;
  std::vector<report::Image> pictures;
  report::Table refused{"Masks that were refused; their patients were taken as not outlined",
                        {"patient", "reason"},
                        {},
                        "refused-masks"};
  for (std::size_t row = 0; row < table.row_count(); ++row) {
    if (table.cell(row, "status") == "refused") {
      refused.rows.push_back({table.cell(row, "patient"), table.cell(row, "reason")});
      continue;
    }
    if (const auto& flip = table.cell(row, "better_flipped"); !flip.empty()) {
      const auto& patient = table.cell(row, "patient");
      flipped += fmt::format("{}{} ({})", flipped.empty() ? "" : ", ", patient, flip);
      if (pictures.size() < most_pictures) {
        pictures.push_back(
            {fmt::format("Patient {}: the radiologist's mask as it is, and mirrored {}.", patient, flip),
             read_file(context.run().flip_picture(patient)), "mask as it is and mirrored"});
      }
    }
    unused += table.cell(row, "status") == "unused";
    auto& source = sources[table.cell(row, "source")];
    const auto number = [&](const char* column) { return table.number(row, column).value_or(0); };
    ++source.patients;
    source.with += static_cast<std::size_t>(number("slices_with_tumour"));
    source.without += static_cast<std::size_t>(number("slices_without"));
    if (number("primary_ml") > 0) source.primary_ml.push_back(number("primary_ml"));
    if (number("nodes_ml") > 0) source.nodes_ml.push_back(number("nodes_ml"));
  }
  report::Table found{
      "Radiologists' masks, by the kind of file: outlined patients, their slices with tumour and without (taken as free "
      "of tumour), median (range) of the outlined volume in ml among those who have some",
      {"source", "patients", "slices with tumour", "slices without", "primary tumour, ml", "nodes, ml"},
      {},
      "annotations"};
  for (const auto& [name, source] : sources) {
    found.rows.push_back({name, std::to_string(source.patients), std::to_string(source.with),
                          std::to_string(source.without), volumes(source.primary_ml),
                          volumes(source.nodes_ml)});
  }
  section.blocks.push_back(found);
  if (unused > 0) {
    section.blocks.push_back(report::Paragraph{fmt::format(
        "Of these outlined patients, {} have no known outcome: they are in neither cohort, and their outlines "
        "were neither learnt from nor tested on.",
        unused)});
  }
  if (!flipped.empty()) {
    section.blocks.push_back(report::Paragraph{
        "These masks fit their image markedly better mirrored and may have been saved flipped (stages/check/flip-ID.png "
        "shows both; nothing was changed): " +
        flipped + "."});
    for (auto& picture : pictures) section.blocks.push_back(std::move(picture));
  }
  if (!refused.rows.empty()) section.blocks.push_back(refused);
}

}  // namespace residuum::study
