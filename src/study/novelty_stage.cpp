#include "cohort/split.h"
#include "core/csv.h"
#include "core/error.h"
#include "study/bags.h"
#include "study/novelty.h"
#include "study/patient_work.h"
#include "study/stages.h"

namespace residuum::study {
namespace {

using Rectangles = std::map<std::string, std::vector<imaging::SliceRectangle>>;

// From the training patients of the regimen alone.
void fit_regimen(const Context& context, const cohort::TrainingCohort& all, const Rectangles& rectangles,
                 const std::string& regimen) {
  const auto& run = context.run();
  const auto training = all.subset([&](const cohort::Patient& patient) {
    return patient.regimen == regimen && rectangles.contains(patient.id);
  });
  const auto model = run.outcome_model(regimen);
  const outcome::Embedder embedder(model, context.compute);
  const auto& settings = context.settings.novelty;
  // Every model may speak for every patient: together they may call `rate` of the training patients unlike.
  const double tail = settings.rate / static_cast<double>(context.settings.table.regimens.size());
  const auto novelty =
      outcome::Novelty::fit(training,
                            [&](const cohort::Patient& patient) {
                              return embedder.embed(read_bag(run, patient.id, rectangles.at(patient.id)));
                            },
                            {settings.neighbours, tail});
  novelty.write(novelty_file(run, regimen), sha256_of_file(model));
}

}  // namespace

void novelty_stage(Context& context) {
  const auto& regimens = context.settings.table.regimens;
  Json inputs = {{"split", context.digests.at("split")},
                 {"rectangles", context.digests.at("rectangles")},
                 {"regimens", regimens},
                 {"settings", to_json(context.settings.novelty)}};
  for (const auto& regimen : regimens) {
    const std::string stage = "outcome-" + RunFolder::slug(regimen);
    inputs[stage] = context.digests.at(stage);
  }
  context.stage("novelty", inputs, [&] {
    const auto& run = context.run();
    const auto split = cohort::read_split(run.splits(), context.cohort);
    const auto rectangles = read_rectangles(run);
    std::vector<fs::path> outputs{distances_table(run)};
    for (const auto& regimen : regimens) {
      fit_regimen(context, split.training, rectangles, regimen);
      outputs.push_back(novelty_file(run, regimen));
    }
    const PatientNovelty novelty(run, regimens, context.compute);
    const auto measured = for_each_patient(
        run.stage("novelty") / "work", "distances", split.test.patients(), 1,
        [&](const cohort::Patient& patient) {
          Json rows = Json::array();
          if (!rectangles.contains(patient.id)) return rows;
          for (const auto& of : novelty.measure(read_bag(run, patient.id, rectangles.at(patient.id)))) {
            rows.push_back({of.regimen, fmt::format("{}", of.distance), fmt::format("{}", of.bound),
                            std::to_string(of.patients)});
          }
          return rows;
        });
    CsvTable table({"patient", "model_regimen", "distance", "bound", "training_patients"});
    for (std::size_t i = 0; i < measured.size(); ++i) {
      for (const auto& row : measured[i]) {
        auto cells = row.get<std::vector<std::string>>();
        cells.insert(cells.begin(), split.test.patients()[i].id);
        table.add_row(std::move(cells));
      }
    }
    table.write(distances_table(run));
    return outputs;
  });
}

}  // namespace residuum::study
