#include "study/outcome_settings.h"

#include <algorithm>
#include <set>

#include "core/error.h"
#include "study/network_settings.h"
#include "study/settings.h"

namespace residuum::study {
namespace {

const std::string at = "outcome.";

// `unit` names one, `units` several.
std::vector<outcome::Unit> read_units(const Config& config, const std::vector<outcome::Unit>& fallback) {
  if (config.has(at + "unit") && config.has(at + "units"))
    throw input_error("outcome.unit and outcome.units are both given; name the units in one");
  if (config.has(at + "unit"))
    return {outcome::unit_of(config.choice(at + "unit", "", outcome::unit_names()))};
  std::vector<std::string> names;
  for (const auto unit : fallback) names.push_back(to_string(unit));
  std::vector<outcome::Unit> units;
  for (const auto& name : config.texts(at + "units", names))
    units.push_back(with_context("outcome.units", [&] { return outcome::unit_of(name); }));
  if (units.empty() || std::set(units.begin(), units.end()).size() != units.size())
    throw input_error("outcome.units: name at least one, none twice");
  return units;
}

void require_sense(const Config& config, const std::string& preset, const outcome::Options& options) {
  if (options.epoch == "test" && preset != "code") {
    throw input_error(
        "outcome.epoch = \"test\" chooses on test patients; only preset = \"code\" does so, as the published scripts do");
  }
  if (options.epoch == "test" && options.threshold == "youden")
    throw input_error(
        "outcome.threshold = \"youden\" needs held-out patients, and epoch = \"test\" holds nobody out");
  if (options.epoch == "test" && options.calibration != stats::RecalibrationMethod::none)
    throw input_error(
        "outcome.calibration needs held-out patients, and epoch = \"test\" holds nobody out; use \"none\"");
  if (options.folds > 1 && config.has(at + "validation_fraction"))
    throw input_error("outcome.validation_fraction is for folds = 1; leave it or folds out");
}

}  // namespace

void read_outcome(const Config& config, const std::string& preset, outcome::Options& options) {
  const auto whole = [&](const char* key, int& value, int low, int high) {
    value = static_cast<int>(config.integer(at + key, value, low, high));
  };
  const auto number = [&](const char* key, double& value, double low, double high) {
    value = config.number(at + key, value, low, high);
  };
  const auto choice = [&](const char* key, std::string& value, const std::vector<std::string>& allowed) {
    value = config.choice(at + key, value, allowed);
  };
  options.networks = read_networks(config, at, nn::NetworkTask::classify, options.networks);
  options.network = options.networks.front();
  options.units = read_units(config, options.units);
  options.unit = options.units.front();
  int smallest = 0;
  for (const auto& name : options.networks) smallest = std::max(smallest, nn::smallest_image(name));
  whole("image_size", options.image_size, smallest, 1024);
  options.own_normalisation = config.flag(at + "own_normalisation", options.own_normalisation);
  choice("augment", options.augment, {"full", "flips", "none"});
  whole("epochs", options.epochs, 1, 10000);
  whole("shared_epochs", options.shared_epochs, 0, options.epochs - 1);
  whole("batch", options.batch, 2, 1024);
  whole("patient_batch", options.patient_batch, 2, 1024);
  whole("max_slices", options.max_slices, 0, 1024);
  choice("optimiser", options.optimiser, {"sgd", "adamw"});
  number("learning_rate", options.learning_rate, 1e-8, 10);
  choice("balance", options.balance, {"none", "weights", "sampling"});
  number("label_smoothing", options.label_smoothing, 0, 0.5);
  number("feature_weight", options.feature_weight, 0, 100);
  // A share that is held out says that there is one part to hold out.
  if (config.has(at + "validation_fraction") && !config.has(at + "folds")) options.folds = 1;
  whole("folds", options.folds, 1, 20);
  number("validation_fraction", options.validation_fraction, 0.05, 0.5);
  choice("epoch", options.epoch, {"validation", "test"});
  options.calibration =
      stats::recalibration_method(config.choice(at + "calibration", stats::to_string(options.calibration),
                                                {"none", "platt", "temperature", "isotonic"}));
  choice("threshold", options.threshold, {"youden", "half", "alpha"});
  whole("seeds", options.seeds, 1, 100);
  options.compare_protocols = config.flag(at + "compare_protocols", options.compare_protocols);
  read_starts(config, at, options.networks, options.pretrained, options.pretrained_of);
  require_sense(config, preset, options);
}

std::string threshold_origin(const std::string& rule) {
  if (rule == "youden") return "the one of highest Youden index on held-out training patients";
  if (rule == "alpha")
    return "fixed beforehand by the published scripts' rule (of unit image RT from 0.22 on, else 0.5)";
  return "fixed beforehand at 0.5";
}

Json to_json(const outcome::Options& options) {
  const auto file_name = [](const std::string& path) { return fs::path(path).filename().string(); };
  Json starts = Json::object(), units = Json::array();
  for (const auto& [network, path] : options.pretrained_of) starts[network] = file_name(path);
  for (const auto unit : options.units) units.push_back(to_string(unit));
  return {{"networks", options.networks},
          {"units", units},
          {"image_size", options.image_size},
          {"own_normalisation", options.own_normalisation},
          {"augment", options.augment},
          {"epochs", options.epochs},
          {"shared_epochs", options.shared_epochs},
          {"batch", options.batch},
          {"patient_batch", options.patient_batch},
          {"max_slices", options.max_slices},
          {"optimiser", options.optimiser},
          {"learning_rate", options.learning_rate},
          {"balance", options.balance},
          {"label_smoothing", options.label_smoothing},
          {"feature_weight", options.feature_weight},
          {"folds", options.folds},
          {"validation_fraction", options.validation_fraction},
          {"epoch", options.epoch},
          {"calibration", stats::to_string(options.calibration)},
          {"threshold", options.threshold},
          {"seeds", options.seeds},
          {"compare_protocols", options.compare_protocols},
          {"seed", options.seed},
          {"pretrained", file_name(options.pretrained)},
          {"pretrained_of", starts}};
}

}  // namespace residuum::study
