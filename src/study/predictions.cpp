#include "study/predictions.h"

#include "core/csv.h"
#include "core/error.h"

namespace residuum::study {

void write_predictions(const fs::path& path, const std::vector<PredictionRow>& rows) {
  CsvTable table({"patient", "regimen_given", "outcome", "model_regimen", "probability_rt", "threshold",
                  "predicted", "slices", "note"});
  for (const auto& row : rows) {
    const bool rt = row.prediction.probability_rt >= row.threshold;
    table.add_row({row.prediction.patient_id, row.given, to_string(row.actual), row.prediction.regimen,
                   fmt::format("{}", row.prediction.probability_rt), fmt::format("{}", row.threshold),
                   to_string(rt ? cohort::Outcome::rt : cohort::Outcome::nrt), std::to_string(row.slices),
                   row.slices == 0 ? "no tumour found: rate of RT in training" : ""});
  }
  table.write(path);
}

std::vector<PredictionRow> read_predictions(const fs::path& path) {
  const auto table = CsvTable::read(path);
  std::vector<PredictionRow> rows;
  for (std::size_t i = 0; i < table.row_count(); ++i) {
    const auto number = [&](const char* column) {
      const auto value = table.number(i, column);
      if (!value) throw input_error("{}: a number is needed", table.place(i, column));
      return *value;
    };
    PredictionRow row;
    row.prediction = {table.cell(i, "patient"), table.cell(i, "model_regimen"), number("probability_rt")};
    row.threshold = number("threshold");
    row.slices = static_cast<int>(number("slices"));
    row.given = table.cell(i, "regimen_given");
    row.actual = table.cell(i, "outcome") == "RT" ? cohort::Outcome::rt : cohort::Outcome::nrt;
    rows.push_back(std::move(row));
  }
  return rows;
}

}  // namespace residuum::study
