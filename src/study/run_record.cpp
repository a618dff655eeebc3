#include "study/run_record.h"

#include <fmt/ranges.h>

#include <boost/version.hpp>
#include <set>

#include "cohort/split.h"
#include "core/csv.h"
#include "core/error.h"
#include "core/version.h"
#include "imaging/libraries.h"
#include "learn/augmentation.h"
#include "learn/plateau.h"
#include "learn/recipe.h"
#include "nn/deep_supervision.h"
#include "study/dice_summary.h"
#include "study/model_description.h"
#include "study/outcome_result.h"
#include "study/pipeline.h"
#include "study/plan.h"
#include "study/segmentation_choice.h"
#include "study/test_access.h"

namespace residuum::study {
namespace {

Json software() {
  Json found = {{"Residuum", version}};
  for (const auto& [name, number] : imaging::libraries()) found[name] = number;
  found["Boost"] =
      fmt::format("{}.{}.{}", BOOST_VERSION / 100000, BOOST_VERSION / 100 % 1000, BOOST_VERSION % 100);
  found["compiler"] = "GCC " __VERSION__;
  return found;
}

// "in bf16 (...); efficientnet_b0 in float32"
std::string precision_of(const std::vector<std::string>& networks, const nn::Compute& compute) {
  std::vector<std::string> exact;
  for (const auto& name : networks) {
    if (nn::training_compute(name, compute).precision == nn::Precision::fp32) exact.push_back(name);
  }
  if (exact.size() == networks.size()) return "in float32";
  std::string text =
      "in bf16 with float32 weights, a step whose loss or gradients were not finite being done again in float32";
  if (!exact.empty()) text += fmt::format("; {} in float32", fmt::join(exact, ", "));
  return text;
}

Json training(const Settings& settings, const nn::Compute& compute) {
  const auto words = [](const auto& options) {
    return learn::describe(learn::recipe(options.optimiser), options.learning_rate);
  };
  const auto& segmentation = settings.segmentation;
  learn::Augmentation of_slices;
  of_slices.elastic = segmentation.elastic;
  of_slices.bias_field = segmentation.bias_field;
  std::set<std::string> kinds;  // U-Nets are told once
  if (segmentation.deep_supervision) {
    for (const auto& network : segmentation.networks) kinds.insert(nn::side_supervision(network).text);
  }
  const auto side_outputs = fmt::format("{}", fmt::join(kinds, "; "));
  return {{"segmentation", segmentation.plateau
                               ? learn::describe(learn::recipe(segmentation.optimiser),
                                                 learn::describe_plateau(segmentation.learning_rate))
                               : words(segmentation)},
          {"segmentation_precision", precision_of(segmentation.networks, compute)},
          {"outcome_precision", precision_of(settings.outcome.networks, compute)},
          {"deep_supervision", side_outputs},
          {"segmentation_augmentation", segmentation.augment ? learn::describe(of_slices) : "none"},
          {"outcome", words(settings.outcome)},
          {"augmentation", outcome::describe_augmentation(settings.outcome.augment)}};
}

Json counts(const Context& context) {
  const auto split = cohort::read_split(context.run().splits(), context.cohort);
  const auto outlined =
      split.training.subset([](const cohort::Patient& patient) { return patient.outlined(); });
  return {{"training", split.training.patients().size()},
          {"test", split.test.patients().size()},
          {"unassigned", split.unassigned.size()},
          {"outlined_training", outlined.patients().size()}};
}

// Each stage by its own record: this call may have another number of threads, or other libraries.
Json computed(const Context& context, const Json& stages) {
  Json groups = Json::array();
  for (const auto& stage : stages) {
    const auto name = json_field<std::string>(stage, "name", "run.json");
    const auto path = context.run().stage(name) / "stage.json";
    const Json record = read_json(path);
    if (!record.contains("compute")) continue;  // the report's own stage, under way
    std::string with = json_field<std::string>(record, "compute", path.string());
    const Json software = record.value("software", Json::object());
    for (const auto& [library, number] : software.items()) {
      with += ", " + library + " " + (number.is_string() ? number.get<std::string>() : number.dump());
    }
    if (groups.empty() || groups.back()["with"] != with)
      groups.push_back({{"stages", Json::array()}, {"with", with}});
    groups.back()["stages"].push_back(name);
  }
  return groups;
}

Json performance(const RunFolder& run) {
  const auto table = CsvTable::read(run.table("performance"));
  Json rows = Json::array();
  for (std::size_t row = 0; row < table.row_count(); ++row) {
    Json one = Json::object();
    for (const auto& column : table.columns()) one[column] = table.cell(row, column);
    rows.push_back(one);
  }
  return rows;
}

}  // namespace

Json describe_run(const Settings& settings, const nn::Compute& compute) {
  return {{"program", "residuum"},
          {"version", version},
          {"use", research_use},
          {"plan", planned_stages(settings)},
          {"settings", to_json(settings)},
          {"training", training(settings, compute)},
          {"precision", nn::to_string(compute.precision)},
          {"compute", nn::describe(compute)},
          {"software", software()}};
}

Json run_record(const Context& context) {
  const auto& run = context.run();
  Json record = read_json(run.record());
  record["counts"] = counts(context);
  record["computed"] = computed(context, record["stages"]);
  record["models"] = Json::array({describe_model(run, "segmentation", run.segmentation_model())});
  const auto choice = read_choice(run);
  record["segmentation"] = {{"chosen", choice.chosen},
                            {"validation_dice", best_of(choice.networks).validation_dice}};
  record["outcomes"] = Json::object();
  for (const auto& regimen : context.settings.table.regimens) {
    Json model = describe_model(run, "outcome-" + RunFolder::slug(regimen), run.outcome_model(regimen));
    model["regimen"] = regimen;
    record["models"].push_back(model);
    const auto result = read_outcome_result(run.outcome_result(regimen));
    Json candidates = Json::array();
    for (const auto& one : result.candidates) {
      candidates.push_back(
          {{"network", one.network}, {"unit", to_string(one.unit)}, {"auc", one.auc}, {"leak", one.leak}});
    }
    record["outcomes"][regimen] = {{"training_patients", result.training_patients},
                                   {"training_rt_rate", result.training_rt_rate},
                                   {"network", result.figures.network},
                                   {"unit", to_string(result.figures.unit)},
                                   {"leak", result.figures.leak},
                                   {"held_out", result.held_out.size()},
                                   {"candidates", candidates}};
  }
  if (const auto dice = summarise_dice(run, context.settings.seed); dice.patients > 0) {
    record["dice"] = {{"patients", dice.patients},
                      {"mean", dice.mean},
                      {"median", dice.median},
                      {"lowest", dice.lowest},
                      {"highest", dice.highest}};
    if (dice.interval) record["dice"]["interval"] = {dice.interval->low, dice.interval->high};
  }
  record["test_access"] = summarise_test_access(read_test_access(run));
  record["performance"] = performance(run);
  return record;
}

}  // namespace residuum::study
