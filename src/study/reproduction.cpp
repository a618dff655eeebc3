#include "study/reproduction.h"

#include "core/csv.h"
#include "paper/json.h"
#include "report/html.h"
#include "report/plain_text.h"
#include "study/reproduction_sections.h"

namespace residuum::study {

void add_table(report::Section& section, NamedTables& tables, const std::string& name, report::Table table) {
  tables.emplace_back(name, table);
  section.blocks.emplace_back(std::move(table));
}

std::string three(double value) {
  return fmt::format("{:.3f}", value);
}

std::string p_with_four_digits(double p) {
  return p < 0.0001 ? "<0.0001" : fmt::format("{:.4f}", p);
}

Reproduction reproduce_article(int replicates) {
  const auto table1 = paper::recompute_table1();
  const auto table3 = paper::recompute_table3();
  const auto baselines = paper::stage_baselines();
  const auto comparators = paper::standardised_comparators(replicates);
  Reproduction made;
  made.document.title = "The published study, recomputed from its own tables";
  made.document.subtitle = paper::citation;
  made.document.sections = {table1_reproduction(table1, made.tables), table2_reproduction(made.tables),
                            table3_reproduction(table3, made.tables),
                            stage_reproduction(baselines, made.tables),
                            comparators_reproduction(comparators, made.tables)};
  made.json = {{"citation", paper::citation},          {"table1", paper::to_json(table1)},
               {"table2", paper::table2_json()},       {"table3", paper::to_json(table3)},
               {"t_stage", paper::to_json(baselines)}, {"comparators", paper::to_json(comparators)}};
  return made;
}

std::string to_text(const Reproduction& reproduction) {
  return report::to_text(reproduction.document);
}

void write_reproduction(const fs::path& folder, const Reproduction& reproduction) {
  for (const auto& [name, table] : reproduction.tables) {
    CsvTable csv(table.columns);
    for (const auto& row : table.rows) csv.add_row(row);
    csv.write(folder / (name + ".csv"));
  }
  write_json(folder / "reproduce.json", reproduction.json);
  write_file(folder / "reproduce.html", report::to_html(reproduction.document));
}

}  // namespace residuum::study
