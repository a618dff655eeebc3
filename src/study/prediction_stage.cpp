// The only place where outcome models meet test patients.
#include "cohort/split.h"
#include "core/error.h"
#include "study/bags.h"
#include "study/outcome_models.h"
#include "study/patient_work.h"
#include "study/predictions.h"
#include "study/stages.h"
#include "study/test_access.h"

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
    const auto split = cohort::read_split(run.splits(), context.cohort);
    const auto rectangles = read_rectangles(run);
    const OutcomeModels models(run, regimens, context.compute);
    const auto& patients = split.test.patients();
    record_test_access(run, "prediction", inputs, patients.size(),
                       "predictions of the outcome models written beside what happened");
    const auto predict = [&](const cohort::Patient& patient) {
      const auto found = rectangles.find(patient.id);
      const auto bag = found == rectangles.end() ? outcome::Bag{} : read_bag(run, patient.id, found->second);
      Json result = {{"slices", bag.size()}, {"probabilities", Json::array()}};
      for (const auto& prediction : models.predict(bag))
        result["probabilities"].push_back(prediction.probability_rt);
      return result;
    };
    const auto results =
        for_each_patient(run.stage("prediction") / "work", "predictions", patients, 1, predict);

    std::vector<PredictionRow> rows;
    for (std::size_t r = 0; r < regimens.size(); ++r) {
      for (std::size_t i = 0; i < patients.size(); ++i) {
        const std::string where = "prediction of patient " + patients[i].id;
        const auto probabilities = json_field<std::vector<double>>(results[i], "probabilities", where);
        PredictionRow row;
        row.prediction = {patients[i].id, regimens[r], probabilities.at(r)};
        row.threshold = models.threshold(r);
        row.slices = json_field<int>(results[i], "slices", where);
        row.given = patients[i].regimen;
        row.actual = *patients[i].outcome;
        rows.push_back(std::move(row));
      }
    }
    write_predictions(run.predictions(), rows);
    return std::vector<fs::path>{run.predictions()};
  });
}

}  // namespace residuum::study
