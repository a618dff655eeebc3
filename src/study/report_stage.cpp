#include "report/html.h"
#include "report/table.h"
#include "study/assessment_report.h"
#include "study/baselines.h"
#include "study/decision_simulation.h"
#include "study/decisions.h"
#include "study/fusion.h"
#include "study/leak_marks.h"
#include "study/model_card.h"
#include "study/report_sections.h"
#include "study/run_record.h"
#include "study/stages.h"

namespace residuum::study {
namespace {

report::Document compose(const Context& context, const Json& record) {
  report::Document document;
  document.title = "Residual tumour and treatment recommendation: " + context.settings.name;
  document.subtitle = "Residuum report of run " + context.run().root.filename().string();
  const auto assessment = assess_run(context);
  document.sections = {summary_section(context, assessment),
                       cohort_section(context),
                       segmentation_section(context),
                       outcome_section(context),
                       baselines_section(context),
                       fusion_section(context),
                       explanation_section(context),
                       decision_section(assessment),
                       policy_section(assessment)};
  if (context.settings.synthetic) {
    document.sections.push_back(truth_section(context));
    document.sections.push_back(decision_truth_section(assessment));
  }
  const auto leak = outcome_leak(context.run(), context.settings.table.regimens);
  for (auto& section : document.sections) {
    if (section.title != title::cohort && section.title != title::segmentation) mark_leaked(section, leak);
  }
  if (context.settings.synthetic) {
    if (context.digests.contains("simulation")) {
      const auto path = context.run().simulation();
      document.sections.push_back(simulation_section(simulation_from_json(read_json(path), path.string())));
    }
  }
  document.sections.push_back(limits_section(record));
  document.sections.push_back(methods_section(record));
  std::vector<std::string> titles;
  for (const auto& section : document.sections) titles.push_back(section.title);
  document.sections.push_back(checklists_section(titles));
  return document;
}

std::vector<fs::path> write_cards(const RunFolder& run, const Json& record) {
  std::vector<fs::path> cards;
  for (const auto& model : record.at("models")) {
    const auto file = json_field<std::string>(model, "file", "the run's record");
    cards.push_back((run.root / "models" / file).replace_extension(".md"));
    write_file(cards.back(), model_card(record, model));
  }
  return cards;
}

}  // namespace

void report_stage(Context& context) {
  Json inputs = {{"settings", to_json(context.settings)}};
  for (const auto& [name, digest] : context.digests) inputs["stages"][name] = digest;
  if (context.settings.synthetic) inputs["truth"] = sha256_of_file(context.study / "truth.csv");
  context.stage("report", inputs, [&] {
    const auto record = run_record(context);
    const auto document = compose(context, record);
    auto outputs = write_cards(context.run(), record);
    for (const auto& [name, table] : report::table_files(document)) {
      write_file(context.run().table(name), report::to_csv(table));
      write_file(context.run().latex(name), report::to_latex(table, name));
      outputs.insert(outputs.end(), {context.run().table(name), context.run().latex(name)});
    }
    for (const auto& section : document.sections) {
      for (const auto& block : section.blocks) {
        if (const auto* figure = std::get_if<report::Figure>(&block)) {
          write_json(context.run().figure(figure->id), figure->spec);
          outputs.push_back(context.run().figure(figure->id));
        }
      }
    }
    write_file(context.run().report(), report::to_html(document));
    outputs.push_back(context.run().report());
    return outputs;
  });
}

}  // namespace residuum::study
