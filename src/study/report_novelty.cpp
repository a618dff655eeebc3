#include "stats/rates.h"
#include "study/novelty.h"
#include "study/report_sections.h"

namespace residuum::study {

void add_novelty(report::Section& section, const Context& context) {
  const auto rows = read_distances(context.run());
  const auto& settings = context.settings.novelty;
  const auto& regimens = context.settings.table.regimens;
  report::Table table{
      fmt::format(
          "Likeness of the test patients with tumour to those whom each model learnt from, as the model sees them: beyond "
          "the bound lies whoever is farther from his {} nearest training patients than all but {:.3g}% of these from "
          "theirs; share with Wilson's 95% interval",
          settings.neighbours, 100 * settings.rate / static_cast<double>(regimens.size())),
      {"model", "training patients", "bound", "test patients", "beyond it", "share"},
      {},
      "likeness"};
  const auto add = [&](const std::string& name, const std::string& training, const std::string& bound,
                       int beyond, int all) {
    const auto share = stats::wilson(beyond, all);
    table.rows.push_back({name, training, bound, std::to_string(all), std::to_string(beyond),
                          with_interval(share.value, share.low, share.high)});
  };
  std::set<std::string> patients;
  for (const auto& regimen : regimens) {
    int beyond = 0, all = 0, training = 0;
    double bound = 0;
    for (const auto& row : rows) {
      if (row.regimen != regimen) continue;
      patients.insert(row.patient);
      ++all;
      beyond += row.distance > row.bound;
      training = row.training_patients;
      bound = row.bound;
    }
    if (all > 0) add(regimen, std::to_string(training), fmt::format("{:.3f}", bound), beyond, all);
  }
  if (patients.empty()) return;
  const auto unlike = static_cast<int>(unlike_training(context.run()).size());
  add("any", "", "", unlike, static_cast<int>(patients.size()));
  section.blocks.push_back(table);
  section.blocks.push_back(report::Paragraph{fmt::format(
      "Of training patients at most {:.3g}% lie beyond a bound. More test patients may: the models fit their own "
      "training patients more closely than others.",
      100 * settings.rate)});
}

}  // namespace residuum::study
