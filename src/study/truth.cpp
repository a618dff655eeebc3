#include "study/truth.h"

#include "core/csv.h"
#include "core/error.h"

namespace residuum::study {

std::map<std::string, std::map<std::string, Truth>> read_truth(const fs::path& path,
                                                               const std::vector<std::string>& regimens) {
  const auto table = CsvTable::read(path);
  std::map<std::string, std::map<std::string, Truth>> truth;
  for (std::size_t row = 0; row < table.row_count(); ++row) {
    for (const auto& regimen : regimens) {
      const auto probability = table.number(row, "p_rt_" + regimen);
      const auto rt = table.number(row, "rt_" + regimen);
      if (!probability || !rt) {
        throw input_error("{}: p_rt_{} and rt_{} are needed for every patient", path.string(), regimen,
                          regimen);
      }
      truth[table.cell(row, "id")][regimen] = {*probability, *rt != 0};
    }
  }
  return truth;
}

}  // namespace residuum::study
