// Every candidate, and the chosen one's further seeds, on the test patients who had the regimen: for
// comparison alone. The choice has been made.
#include "core/error.h"
#include "study/candidates_table.h"
#include "study/outcome_training.h"
#include "study/patient_work.h"
#include "study/stages.h"
#include "study/test_access.h"

namespace residuum::study {
namespace {

struct Trained {
  std::string stage, network;
  outcome::Unit unit = outcome::Unit::mean;
  int seed = 1;
  bool chosen = false;
};

std::vector<Trained> trained_models(const Context& context, const std::string& regimen) {
  const auto chosen = read_outcome_result(context.run().outcome_result(regimen)).figures;
  std::vector<Trained> models;
  for (const auto& one : regimen_candidates(context.settings, regimen)) {
    models.push_back({candidate_stage(regimen, one), one.network, one.unit, 1,
                      one.network == chosen.network && one.unit == chosen.unit});
  }
  for (int seed = 2; seed <= context.settings.outcome.seeds; ++seed) {
    models.push_back({RunFolder::outcome_stage(regimen, fmt::format("seed{}", seed)), chosen.network,
                      chosen.unit, seed, false});
  }
  return models;
}

class CandidatesWork {
 public:
  explicit CandidatesWork(const Context& context) : context_(context) {}

  void add(const std::string& regimen) {
    const OutcomeTraining training(context_, regimen);
    for (const auto& model : trained_models(context_, regimen)) {
      const auto result = read_outcome_result(context_.run().candidate_result(model.stage));
      if (model.seed == 1) add_epochs(regimen, model, result);
      add_predictions(regimen, model, result, training);
    }
  }

  std::vector<fs::path> write() const {
    const auto& run = context_.run();
    write_candidate_predictions(run.candidate_predictions(), predictions_);
    write_epochs(run.candidate_epochs(), epochs_);
    return {run.candidate_predictions(), run.candidate_epochs()};
  }

 private:
  void add_epochs(const std::string& regimen, const Trained& model, const OutcomeResult& result) {
    for (std::size_t fold = 0; fold < result.folds.size(); ++fold) {
      for (const auto& epoch : result.folds[fold].epochs) {
        CandidateEpoch row;
        row.regimen = regimen;
        row.network = model.network;
        row.unit = to_string(model.unit);
        row.fold = static_cast<int>(fold) + 1;
        row.epoch = epoch.epoch;
        row.training_loss = epoch.training_loss;
        row.validation_loss = epoch.validation_loss;
        row.validation_auc = epoch.measures.at("auc");
        row.validation_accuracy = epoch.measures.at("accuracy");
        row.chosen = epoch.epoch == result.folds[fold].chosen_epoch;
        epochs_.push_back(std::move(row));
      }
    }
  }

  void add_predictions(const std::string& regimen, const Trained& model, const OutcomeResult& result,
                       const OutcomeTraining& training) {
    const outcome::Classifier classifier(context_.run().candidate_model(model.stage), context_.compute);
    const bool slices = model.unit == outcome::Unit::image;
    const auto results = for_each_patient(
        context_.run().stage("candidates") / "work" / model.stage, "test patients, " + model.stage,
        training.test_patients(), 1, [&](const cohort::Patient& patient) -> Json {
          const auto bag = training.bag(patient);
          if (bag.empty()) return {{"patient", result.training_rt_rate}, {"slices", Json::array()}};
          return {{"patient", classifier.predict(bag)},
                  {"slices", slices ? classifier.predict_slices(bag) : std::vector<double>{}}};
        });
    for (std::size_t i = 0; i < results.size(); ++i) {
      const auto& patient = training.test_patients()[i];
      CandidatePrediction row;
      row.regimen = regimen;
      row.network = model.network;
      row.unit = to_string(model.unit);
      row.seed = model.seed;
      row.chosen = model.chosen;
      row.leak = result.figures.leak;
      row.threshold = classifier.threshold();
      row.patient = patient.id;
      row.outcome = *patient.outcome;
      row.probability_rt = json_field<double>(results[i], "patient", patient.id);
      predictions_.push_back(row);
      row.threshold = classifier.slice_threshold();
      const auto each = json_field<std::vector<double>>(results[i], "slices", patient.id);
      for (std::size_t k = 0; k < each.size(); ++k) {
        row.slice = static_cast<int>(k);
        row.probability_rt = each[k];
        predictions_.push_back(row);
      }
    }
  }

  const Context& context_;
  std::vector<CandidatePrediction> predictions_;
  std::vector<CandidateEpoch> epochs_;
};

}  // namespace

void candidates_stage(Context& context) {
  Json inputs = {{"split", context.digests.at("split")},
                 {"rectangles", context.digests.at("rectangles")},
                 {"seeds", context.settings.outcome.seeds}};
  for (const auto& regimen : context.settings.table.regimens) {
    const auto chosen = RunFolder::outcome_stage(regimen);
    inputs["models"][chosen] = context.digests.at(chosen);
    for (const auto& model : trained_models(context, regimen))
      inputs["models"][model.stage] = context.digests.at(model.stage);
  }
  context.stage("candidates", inputs, [&] {
    record_test_access(context.run(), "candidates", inputs, test_patients_of(context.run().predictions()),
                       "every candidate and seed, for comparison; the choice was made before");
    CandidatesWork work(context);
    for (const auto& regimen : context.settings.table.regimens) work.add(regimen);
    return work.write();
  });
}

}  // namespace residuum::study
