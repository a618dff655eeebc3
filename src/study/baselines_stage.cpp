#include <algorithm>
#include <set>

#include "cohort/split.h"
#include "core/csv.h"
#include "core/error.h"
#include "core/log.h"
#include "core/random.h"
#include "imaging/mask_file.h"
#include "imaging/radiomics.h"
#include "study/baselines.h"
#include "study/images.h"
#include "study/patient_work.h"
#include "study/stages.h"
#include "study/test_access.h"

namespace residuum::study {
namespace {

Json measure(const Context& context, const cohort::Patient& patient) {
  const auto image = load_normalised(patient);
  const auto mask = imaging::read_mask(context.run().mask(patient.id), image.geometry);
  Json features = Json::object();
  const bool found = std::any_of(mask.labels.begin(), mask.labels.end(),
                                 [](auto label) { return label != imaging::background; });
  if (!found) return features;
  for (const auto& [name, value] : imaging::radiomic_features(image, mask)) features[name] = value;
  return features;
}

std::vector<std::string> feature_names() {
  imaging::Mask mask;
  mask.geometry.size = {1, 1, 1};
  mask.labels = {imaging::primary_tumour};
  std::vector<std::string> names;
  for (const auto& [name, value] : imaging::radiomic_features({mask.geometry, {0.5F}}, mask))
    names.push_back(name);
  return names;
}

void write_features(const Context& context, const fs::path& csv) {
  const auto measured = for_each_patient(context.run().stage("baselines") / "work", "tumour features",
                                         context.patients(), context.compute.threads,
                                         [&](const auto& patient) { return measure(context, patient); });
  const auto names = feature_names();
  std::vector<std::string> columns{"patient"};
  columns.insert(columns.end(), names.begin(), names.end());
  CsvTable table(columns);
  for (std::size_t i = 0; i < measured.size(); ++i) {
    if (measured[i].empty()) continue;
    const auto& id = context.patients()[i].id;
    std::vector<std::string> cells{id};
    for (const auto& name : names)
      cells.push_back(
          fmt::format("{:.9g}", json_field<double>(measured[i], name, "features of patient " + id)));
    table.add_row(cells);
  }
  table.write(csv);
}

struct BaselineSet {
  std::string name;
  std::vector<std::string> columns;
};

std::vector<BaselineSet> baseline_sets(const outcome::PatientNumbers& clinical) {
  std::set<std::string> all;
  for (const auto& [id, numbers] : clinical) {
    for (const auto& [name, value] : numbers) all.insert(name);
  }
  const auto features = feature_names();
  std::vector<std::string> both = features;
  both.insert(both.end(), all.begin(), all.end());
  return {{"T stage", {"t_stage"}},
          {"TNM", {"t_stage", "n_stage", "ajcc_stage"}},
          {"clinical", {all.begin(), all.end()}},
          {"tumour volume", {"log_volume"}},
          {"radiomics", features},
          {"radiomics and clinical", both}};
}

std::vector<BaselineScore> score_all(const Context& context, const cohort::Split& split,
                                     const outcome::PatientNumbers& features) {
  auto numbers = clinical_numbers(context.patients(), split.training);
  const auto sets = baseline_sets(numbers);
  for (const auto& [id, of] : features) numbers[id].insert(of.begin(), of.end());
  std::vector<BaselineScore> scores;
  for (const auto& regimen : context.settings.table.regimens) {
    const auto training =
        split.training.subset([&](const cohort::Patient& patient) { return patient.regimen == regimen; });
    for (const auto& set : sets) {
      outcome::BaselineOptions options;
      options.seed = derive_seed(context.settings.seed, "baselines/" + regimen);
      if (set.columns.size() <= 3) options.ridges = {1};
      try {
        const auto baseline = outcome::Baseline::fit(training, numbers, set.columns, options);
        if (baseline.columns().empty()) continue;  // nothing of it is known in this study
        for (const auto& patient : split.test.patients())
          scores.push_back({patient.id, regimen, set.name, baseline.predict(numbers[patient.id])});
      } catch (const Error& error) {
        log_warning("baseline {} after {}: {}", set.name, regimen, error.what());
      }
    }
  }
  return scores;
}

}  // namespace

void baselines_stage(Context& context) {
  const Json inputs = {
      {"split", context.digests.at("split")},        {"masks", context.digests.at("masks")},
      {"check", context.digests.at("check")},        {"cohort", sha256_of_file(context.cohort_table())},
      {"regimens", context.settings.table.regimens}, {"seed", context.settings.seed}};
  context.stage("baselines", inputs, [&] {
    const auto& run = context.run();
    write_features(context, run.features());
    const auto split = cohort::read_split(run.splits(), context.cohort);
    record_test_access(run, "baselines", inputs, split.test.patients().size(),
                       "predictions of the baselines, fitted on training patients");
    write_scores(run.baseline_scores(), score_all(context, split, read_features(run.features())));
    return std::vector<fs::path>{run.features(), run.baseline_scores()};
  });
}

}  // namespace residuum::study
