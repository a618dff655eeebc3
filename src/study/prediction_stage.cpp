// The only place where outcome models meet test patients.
#include "cohort/split.h"
#include "core/interrupt.h"
#include "core/progress.h"
#include "study/bags.h"
#include "study/predictions.h"
#include "study/stages.h"

namespace residuum::study {

void prediction_stage(Context& context) {
  const auto& regimens = context.settings.table.regimens;
  Json inputs = {{"split", context.digests.at("split")}, {"rectangles", context.digests.at("rectangles")}};
  for (const auto& regimen : regimens) {
    const std::string stage = "outcome-" + RunFolder::slug(regimen);
    inputs[stage] = context.digests.at(stage);
  }
  context.stage("prediction", inputs, [&] {
    const auto& run = context.run();
    const auto split = cohort::read_split(run.splits(), context.patients);
    const auto rectangles = read_rectangles(run);
    std::vector<PredictionRow> rows;
    Progress progress("predictions", split.test.patients().size() * regimens.size());
    for (const auto& regimen : regimens) {
      const outcome::Classifier classifier(run.outcome_model(regimen), context.compute);
      const std::string where = run.outcome_result(regimen).string();
      const double training_rate =
          json_field<double>(read_json(run.outcome_result(regimen)), "training_rt_rate", where);
      for (const auto& patient : split.test.patients()) {
        stop_if_interrupted();
        PredictionRow row;
        row.prediction = {patient.id, regimen, training_rate};
        row.threshold = classifier.threshold();
        row.given = patient.regimen;
        row.actual = *patient.outcome;
        if (const auto found = rectangles.find(patient.id); found != rectangles.end()) {
          const auto bag = read_bag(run, patient.id, found->second);
          row.prediction.probability_rt = classifier.predict(bag);
          row.slices = static_cast<int>(bag.size());
        }
        rows.push_back(std::move(row));
        progress.tick();
      }
    }
    write_predictions(run.predictions(), rows);
    return std::vector<fs::path>{run.predictions()};
  });
}

}  // namespace residuum::study
