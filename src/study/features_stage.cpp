#include <algorithm>

#include "core/csv.h"
#include "imaging/mask_file.h"
#include "imaging/radiomics.h"
#include "study/images.h"
#include "study/patient_work.h"
#include "study/stages.h"
#include "study/tumour_features.h"

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

void write_features(const Context& context, const fs::path& csv) {
  const auto measured = for_each_patient(context.run().stage("features") / "work", "tumour features",
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

}  // namespace

void features_stage(Context& context) {
  const Json inputs = {{"masks", context.digests.at("masks")}, {"check", context.digests.at("check")}};
  context.stage("features", inputs, [&] {
    write_features(context, context.run().features());
    return std::vector<fs::path>{context.run().features()};
  });
}

}  // namespace residuum::study
