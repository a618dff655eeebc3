#include <torch/torch.h>

#include <set>

#include "core/error.h"
#include "core/log.h"
#include "core/random.h"
#include "outcome/bag_predictor.h"
#include "outcome/bags.h"
#include "outcome/member.h"
#include "outcome/model_file.h"
#include "outcome/out_of_fold.h"
#include "outcome/outcome.h"

namespace residuum::outcome {
namespace {

std::string only_regimen(const cohort::TrainingCohort& training) {
  std::set<std::string> regimens;
  for (const auto& patient : training.patients()) regimens.insert(patient.regimen);
  if (regimens.size() == 1) return *regimens.begin();
  throw input_error("an outcome model learns from patients of one regimen; these are of {}", regimens.size());
}

// Whom the shared epochs learn from beside the regimen's own patients.
BagSet load_others(const std::string& regimen, const std::optional<cohort::TrainingCohort>& others,
                   const Loader& load, const Options& options, int threads) {
  if (options.shared_epochs == 0) return {};
  if (!others) throw failure("shared epochs learn from patients of other regimens; none were given");
  for (const auto& patient : others->patients()) {
    if (patient.regimen == regimen)
      throw failure("patient {} had {} itself, and may be held out of its training", patient.id, regimen);
  }
  return load_bags(*others, load, options.image_size, threads);
}

void require_both_outcomes(const std::vector<cohort::Patient>& part, const char* name) {
  int counts[2] = {0, 0};
  for (const auto& patient : part) ++counts[patient.outcome == cohort::Outcome::rt];
  if (counts[0] > 0 && counts[1] > 0) return;
  throw input_error(
      "of the patients with tumour rectangles, those {} are {} NRT and {} RT; both are needed: add patients, or ask "
      "for fewer folds",
      name, counts[0], counts[1]);
}

std::vector<cohort::InnerSplit> parts_of(const cohort::TrainingCohort& training, const Options& options) {
  const auto seed = derive_seed(options.seed, "hold out");
  auto parts = options.folds > 1
                   ? training.folds(options.folds, seed)
                   : std::vector<cohort::InnerSplit>{training.hold_out(options.validation_fraction, seed)};
  for (const auto& part : parts) {
    require_both_outcomes(part.fitting.patients(), "to learn from");
    require_both_outcomes(part.validation.patients(), "held out to choose the epoch and the threshold on");
  }
  return parts;
}

// Each network of a fold starts from other weights and sees its patients in another order.
Options of_fold(Options options, std::size_t fold) {
  if (fold > 0) options.seed = derive_seed(options.seed, fmt::format("fold {}", fold + 1));
  return options;
}

void ask_held_out(PatientNetwork& network, const BagSet& set, const nn::Compute& compute,
                  std::vector<HeldOut>& held_out) {
  BagPredictor predictor(network, compute);
  for (std::size_t i = 0; i < set.bags.size(); ++i) {
    auto answer = predictor(grey(set.bags[i]));
    held_out.push_back(
        {set.patients[i], answer.probability_rt, set.outcomes[i] == 1, std::move(answer.slices)});
  }
}

// Calibration and thresholds from patients whom the asked network had not learnt from.
void choose(const cohort::TrainingCohort& training, const Options& options, TrainingResult& result) {
  std::set<std::string> ids;
  std::map<std::string, double> raw, calibrated;
  std::vector<double> slices;
  std::vector<int> labels;
  for (const auto& one : result.held_out) {
    ids.insert(one.patient);
    raw[one.patient] = one.probability_rt;
    for (const double p : one.slices) {
      slices.push_back(p);
      labels.push_back(one.rt);
    }
  }
  const auto patients =
      training.subset([&](const cohort::Patient& patient) { return ids.contains(patient.id); });
  const OutOfFold held_out(patients, raw);
  result.auc = held_out.auc().value;
  result.log_loss = held_out.log_loss();
  result.calibration = held_out.recalibration(options.calibration);
  if (options.threshold != "youden") return;
  for (const auto& [id, probability] : raw) calibrated[id] = result.calibration(probability);
  result.threshold = OutOfFold(patients, calibrated).youden_threshold();
  if (!slices.empty()) result.slice_threshold = stats::youden_threshold(slices, labels);
}

}  // namespace

std::vector<Options> candidates(const Options& options) {
  std::vector<Options> all;
  for (const auto& network : options.networks) {
    for (const auto unit : options.units) {
      auto one = options;
      one.network = network;
      one.unit = unit;
      one.networks = {network};
      one.units = {unit};
      if (const auto start = options.pretrained_of.find(network); start != options.pretrained_of.end())
        one.pretrained = start->second;
      one.pretrained_of.clear();
      all.push_back(std::move(one));
    }
  }
  return all;
}

TrainingResult train(const cohort::TrainingCohort& training, const Loader& load, const Options& options,
                     const nn::Compute& compute, const fs::path& model, const fs::path& work_folder,
                     const Further& further) {
  const auto& peek = further.peek;
  if (peek.has_value() != (options.epoch == "test"))
    throw failure("test patients are looked at where the epoch is chosen on them, and nowhere else");
  const auto regimen = only_regimen(training);
  const auto shared = load_others(regimen, further.others, load, options, compute.threads);
  const std::string title =
      fmt::format("outcome after {}, {}, {}", regimen, options.network, to_string(options.unit));
  TrainingResult result;
  result.patients = training.patients().size();
  result.threshold = result.slice_threshold = fixed_threshold(options);
  std::vector<std::shared_ptr<PatientNetwork>> networks;
  if (peek) {
    require_both_outcomes(training.patients(), "to learn from");
    require_both_outcomes(peek->patients(), "of the test cohort");
    const auto fitting = load_bags(training, load, options.image_size, compute.threads);
    const auto watched = load_bags(*peek, load, options.image_size, compute.threads);
    log_warning("{}: {}", title, peek->mark());
    auto member = train_member({fitting, shared, watched, further.features}, options, compute, title,
                               work_folder / "checkpoint.safetensors");
    result.folds.push_back(std::move(member.history));
    networks.push_back(std::move(member.network));
    result.fitting_patients = fitting.bags.size();
    result.leak = peek->mark();
  } else {
    const auto parts = parts_of(training, options);
    for (std::size_t fold = 0; fold < parts.size(); ++fold) {
      const auto name =
          parts.size() == 1 ? title : fmt::format("{}, fold {}/{}", title, fold + 1, parts.size());
      const auto fitting = load_bags(parts[fold].fitting, load, options.image_size, compute.threads);
      const auto validation = load_bags(parts[fold].validation, load, options.image_size, compute.threads);
      log_info("{}: {} patients to learn from, {} held out", name, fitting.bags.size(),
               validation.bags.size());
      auto member =
          train_member({fitting, shared, validation, further.features}, of_fold(options, fold), compute, name,
                       work_folder / fmt::format("checkpoint{}.safetensors", fold + 1));
      ask_held_out(*member.network, validation, compute, result.held_out);
      result.folds.push_back(std::move(member.history));
      networks.push_back(std::move(member.network));
      if (fold == 0) result.fitting_patients = fitting.bags.size();
    }
    choose(training, options, result);
  }
  write_model(model, networks, regimen, options, result);
  return result;
}

}  // namespace residuum::outcome
