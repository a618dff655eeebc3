// The published scripts' protocol beside an honest one on the same patients: the same networks, settings and
// training patients, but for who chooses the epoch. Its figures are leaked by design and go nowhere else.
#include <algorithm>

#include "core/random.h"
#include "outcome/presets.h"
#include "stats/roc.h"
#include "study/outcome_training.h"
#include "study/stages.h"
#include "study/test_access.h"

namespace residuum::study {
namespace {

// As preset `code` trains, with what the study has besides: image size, epochs, weights to start from, and
// the chosen candidate's network.
std::vector<outcome::Options> published_options(const Context& context, const std::string& regimen) {
  const auto& own = context.settings.outcome;
  auto options = outcome::preset_options("code");
  options.networks = {read_outcome_result(context.run().outcome_result(regimen)).figures.network};
  options.image_size = own.image_size;
  options.epochs = own.epochs;
  options.pretrained = own.pretrained;
  options.pretrained_of = own.pretrained_of;
  auto all = outcome::candidates(options);
  for (auto& one : all) one.seed = derive_seed(own.seed, regimen + "/published");
  return all;
}

Json figures_on_test(const Context& context, const OutcomeTraining& training, const OutcomeResult& result,
                     const fs::path& model) {
  const outcome::Classifier classifier(model, context.compute);
  std::vector<double> probabilities, pooled;
  std::vector<int> labels, pooled_labels;
  int right = 0;
  for (const auto& patient : training.test_patients()) {
    if (!training.has_tumour(patient)) continue;
    const double p = classifier.predict(training.bag(patient));
    const int rt = *patient.outcome == cohort::Outcome::rt;
    probabilities.push_back(p);
    labels.push_back(rt);
    right += (p >= classifier.threshold()) == (rt == 1);
    pooled.insert(pooled.end(), {p, 1 - p});
    pooled_labels.insert(pooled_labels.end(), {rt, 1 - rt});
  }
  return {{"epoch", result.folds.front().chosen_epoch},
          {"accuracy", static_cast<double>(right) / static_cast<double>(labels.size())},
          {"auc", stats::auc(probabilities, labels)},
          {"micro_auc", stats::auc(pooled, pooled_labels)},
          {"patients", labels.size()},
          {"rt", std::count(labels.begin(), labels.end(), 1)}};
}

Json compare(const Context& context, const std::string& regimen, const outcome::Options& leaked) {
  const OutcomeTraining training(context, regimen);
  auto honest = leaked;
  honest.epoch = "validation";
  const auto folder = context.run().stage("published") / "work";
  const auto train = [&](const outcome::Options& options, const char* name) {
    const auto stem = RunFolder::slug(regimen) + "." + to_string(options.unit) + "." + name;
    const auto model = folder / (stem + ".safetensors");
    const auto result = training.train(options, "code", model, "published/work/" + stem);
    return figures_on_test(context, training, result, model);
  };
  const auto theirs = train(leaked, "leaked"), ours = train(honest, "honest");
  return {{"regimen", regimen},
          {"network", leaked.network},
          {"unit", to_string(leaked.unit)},
          {"epochs", leaked.epochs},
          {"leaked", theirs},
          {"honest", ours},
          {"test_patients", theirs.at("patients")},
          {"rt", theirs.at("rt")}};
}

// Of all regimens.
std::size_t test_patients(const Context& context) {
  return cohort::read_split(context.run().splits(), context.cohort).test.patients().size();
}

}  // namespace

void published_stage(Context& context) {
  if (!context.settings.outcome.compare_protocols) {
    fs::remove_all(context.run().stage("published"));  // of an earlier call
    return;
  }
  Json inputs = Json::object();
  for (const auto& regimen : context.settings.table.regimens) {
    for (const auto& one : published_options(context, regimen))
      inputs[regimen].push_back(training_inputs(context, regimen, one));
  }
  context.stage("published", inputs, [&] {
    record_test_access(context.run(), "published", inputs, test_patients(context),
                       "the published scripts' choice of the epoch (LEAKED), beside an honest one");
    Json networks = Json::array();
    for (const auto& regimen : context.settings.table.regimens) {
      for (const auto& one : published_options(context, regimen))
        networks.push_back(compare(context, regimen, one));
    }
    write_json(context.run().protocols(), {{"networks", networks}});
    return std::vector<fs::path>{context.run().protocols()};
  });
}

}  // namespace residuum::study
