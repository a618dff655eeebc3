#include "study/patient_work.h"

#include "core/interrupt.h"
#include "core/parallel.h"
#include "core/progress.h"

namespace residuum::study {
namespace {

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

}  // namespace residuum::study
