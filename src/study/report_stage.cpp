#include "report/html.h"
#include "study/assessment_report.h"
#include "study/baselines.h"
#include "study/decision_simulation.h"
#include "study/decisions.h"
#include "study/report_sections.h"
#include "study/stages.h"

namespace residuum::study {
namespace {

report::Document compose(const Context& context) {
  report::Document document;
  document.title = "Residual tumour and treatment recommendation: " + context.settings.name;
  document.subtitle = "Residuum report of run " + context.run().root.filename().string();
  const auto assessment = assess_run(context);
  document.sections = {summary_section(context, assessment),
                       cohort_section(context),
                       segmentation_section(context),
                       outcome_section(context),
                       baselines_section(context),
                       decision_section(assessment),
                       policy_section(assessment)};
  if (context.settings.synthetic) {
    document.sections.push_back(truth_section(context));
    document.sections.push_back(decision_truth_section(assessment));
    if (context.digests.contains("simulation")) {
      const auto path = context.run().simulation();
      document.sections.push_back(simulation_section(simulation_from_json(read_json(path), path.string())));
    }
  }
  document.sections.push_back(methods_section(context));
  return document;
}

}  // namespace

void report_stage(Context& context) {
  Json inputs = {{"settings", to_json(context.settings)}};
  for (const auto& [name, digest] : context.digests) inputs["stages"][name] = digest;
  if (context.settings.synthetic) inputs["truth"] = sha256_of_file(context.study / "truth.csv");
  context.stage("report", inputs, [&] {
    const auto document = compose(context);
    std::vector<fs::path> outputs;
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
