#include "study/patient_work.h"

#include "core/interrupt.h"
#include "core/number.h"
#include "core/parallel.h"
#include "core/progress.h"

namespace residuum::study {
namespace {

constexpr const char* count_file = "patients";  // no patient's: those end in .json

// Null where there is none, or a damaged one.
Json kept_result(const fs::path& path) {
  try {
    return fs::exists(path) ? read_json(path) : Json();
  } catch (const Error&) {
    return {};
  }
}

}  // namespace

std::vector<Json> for_each_patient(const fs::path& folder, const std::string& title,
                                   const std::vector<cohort::Patient>& patients, int threads,
                                   const std::function<Json(const cohort::Patient&)>& work) {
  std::vector<Json> results(patients.size());
  if (!folder.empty()) write_file(folder / count_file, std::to_string(patients.size()));
  Progress progress(title, patients.size());
  parallel_for(patients.size(), threads, [&](std::size_t i) {
    stop_if_interrupted();
    const fs::path path = folder.empty() ? fs::path() : folder / (patients[i].id + ".json");
    if (!path.empty()) results[i] = kept_result(path);
    if (results[i].is_null()) {
      results[i] = work(patients[i]);
      if (!path.empty() && !results[i].is_null()) write_json(path, results[i]);
    }
    progress.tick();
  });
  return results;
}

std::optional<std::size_t> patients_in(const fs::path& folder) {
  try {
    const auto count = parse_number(read_file(folder / count_file, 32));
    if (count && *count >= 0 && *count < 1e9) return static_cast<std::size_t>(*count);
  } catch (const Error&) {  // not there, or just taken away
  }
  return std::nullopt;
}

}  // namespace residuum::study
