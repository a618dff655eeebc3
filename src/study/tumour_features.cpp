#include "study/tumour_features.h"

#include "core/csv.h"
#include "imaging/radiomics.h"

namespace residuum::study {

std::vector<std::string> feature_names() {
  imaging::Mask mask;
  mask.geometry.size = {1, 1, 1};
  mask.labels = {imaging::primary_tumour};
  std::vector<std::string> names;
  for (const auto& [name, value] : imaging::radiomic_features({mask.geometry, {0.5F}}, mask))
    names.push_back(name);
  return names;
}

outcome::PatientNumbers read_features(const fs::path& csv) {
  const auto table = CsvTable::read(csv);
  outcome::PatientNumbers numbers;
  for (std::size_t row = 0; row < table.row_count(); ++row) {
    auto& of = numbers[table.cell(row, "patient")];
    for (const auto& column : table.columns()) {
      if (column == "patient") continue;
      if (const auto value = table.number(row, column)) of[column] = *value;
    }
  }
  return numbers;
}

}  // namespace residuum::study
