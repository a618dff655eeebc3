#include "study/novelty.h"

#include "core/csv.h"
#include "core/error.h"

namespace residuum::study {

fs::path novelty_file(const RunFolder& run, const std::string& regimen) {
  return run.stage("novelty") / (RunFolder::slug(regimen) + ".safetensors");
}
fs::path distances_table(const RunFolder& run) {
  return run.stage("novelty") / "distances.csv";
}

PatientNovelty::PatientNovelty(const RunFolder& run, const std::vector<std::string>& regimens,
                               const nn::Compute& compute) {
  for (const auto& regimen : regimens) {
    const auto model = run.outcome_model(regimen);
    models_.push_back({regimen, outcome::Embedder(model, compute),
                       outcome::Novelty::read(novelty_file(run, regimen), sha256_of_file(model))});
  }
}

std::vector<PatientNovelty::Of> PatientNovelty::measure(const outcome::Bag& bag) const {
  std::vector<Of> found;
  for (const auto& [regimen, embedder, novelty] : models_) {
    found.push_back({regimen, novelty.distance(embedder.embed(bag)), novelty.bound(), novelty.share_within(),
                     novelty.patients()});
  }
  return found;
}

std::string describe(const PatientNovelty::Of& of) {
  return fmt::format(
      "tumour as the model of {} sees it: distance {:.3f} to the training patients, of whom {:.0f}% lie within {:.3f}",
      of.regimen, of.distance, 100 * of.share_within, of.bound);
}

std::vector<DistanceRow> read_distances(const RunFolder& run) {
  const auto table = CsvTable::read(distances_table(run));
  std::vector<DistanceRow> rows;
  for (std::size_t i = 0; i < table.row_count(); ++i) {
    const auto number = [&](const char* column) {
      const auto value = table.number(i, column);
      if (!value) throw input_error("{}: a number is needed", table.place(i, column));
      return *value;
    };
    rows.push_back({table.cell(i, "patient"), table.cell(i, "model_regimen"), number("distance"),
                    number("bound"), static_cast<int>(number("training_patients"))});
  }
  return rows;
}

std::set<std::string> unlike_training(const RunFolder& run) {
  std::set<std::string> unlike;
  for (const auto& row : read_distances(run)) {
    if (row.distance > row.bound) unlike.insert(row.patient);
  }
  return unlike;
}

}  // namespace residuum::study
