// Reads every image and mask once, before hours of work rest on them.
#include <algorithm>
#include <cmath>
#include <mutex>
#include <optional>

#include "core/csv.h"
#include "core/error.h"
#include "core/interrupt.h"
#include "core/log.h"
#include "core/parallel.h"
#include "core/progress.h"
#include "study/envelope.h"
#include "study/image_check.h"
#include "study/stages.h"

namespace residuum::study {
namespace {

// Names, sizes and times of the files a patient's data lie in. Hashed: file names may hold a patient's name,
// and the inputs stand in the run's records.
std::string listing_hash(const std::vector<cohort::Patient>& patients) {
  std::vector<std::string> lines;
  const auto add = [&](const fs::path& path) {
    lines.push_back(fmt::format("{} {} {}", path.string(), fs::file_size(path),
                                fs::last_write_time(path).time_since_epoch().count()));
  };
  for (const auto& patient : patients) {
    if (fs::is_directory(patient.image)) {
      for (const auto& entry : fs::recursive_directory_iterator(patient.image)) {
        if (entry.is_regular_file()) add(entry.path());
      }
    } else {
      add(patient.image);
    }
    if (patient.outlined()) add(patient.mask);
  }
  std::sort(lines.begin(), lines.end());
  std::string text;
  for (const auto& line : lines) text += line + "\n";
  return sha256(text);
}

std::string optional_text(double value) {
  return std::isfinite(value) ? fmt::format("{:.6g}", value) : "";
}

std::vector<fs::path> write_findings(const RunFolder& run, const std::vector<ImageFinding>& findings) {
  CsvTable table({"patient", "columns", "rows", "slices", "pixel_mm", "slice_mm", "angle_from_axial_deg",
                  "tr_ms", "te_ms", "outlined", "tumour_slices", "tumour_ml", "warnings"});
  Json features = Json::object();
  for (const auto& finding : findings) {
    const auto& geometry = finding.geometry;
    std::string warnings;
    for (const auto& warning : finding.warnings) warnings += (warnings.empty() ? "" : "; ") + warning;
    table.add_row(
        {finding.patient, std::to_string(geometry.size[0]), std::to_string(geometry.size[1]),
         std::to_string(geometry.size[2]), fmt::format("{:.4f}", geometry.spacing[0]),
         fmt::format("{:.4f}", geometry.spacing[2]), fmt::format("{:.1f}", angle_from_axial(geometry)),
         optional_text(finding.features.numbers.at("repetition time, ms")),
         optional_text(finding.features.numbers.at("echo time, ms")), finding.outlined ? "yes" : "no",
         finding.outlined ? std::to_string(finding.tumour_slices) : "",
         finding.outlined ? fmt::format("{:.2f}", finding.tumour_ml) : "", warnings});
    features[finding.patient] = to_json(finding.features);
  }
  table.write(run.images_table());
  const fs::path features_path = run.stage("check") / "features.json";
  write_json(features_path, features);
  return {run.images_table(), features_path};
}

}  // namespace

std::vector<ImageFinding> check_images(const std::vector<cohort::Patient>& patients, int threads) {
  std::vector<std::optional<ImageFinding>> found(patients.size());
  std::vector<std::string> problems(patients.size());
  Progress progress("checking images", patients.size());
  parallel_for(patients.size(), threads, [&](std::size_t i) {
    stop_if_interrupted();
    try {
      found[i] = check_image(patients[i]);
    } catch (const Error& error) {
      if (error.kind() == ErrorKind::interrupted) throw;
      problems[i] = error.what();
    }
    progress.tick();
  });
  std::map<std::string, std::string> seen;
  for (std::size_t i = 0; i < patients.size(); ++i) {
    if (!found[i]) continue;
    const auto [other, is_new] = seen.emplace(found[i]->pixels_sha256, patients[i].id);
    if (!is_new) {
      problems[i] = fmt::format(
          "patients {} and {} have the same image, voxel for voxel; a patient may stand in "
          "cohort.csv once",
          other->second, patients[i].id);
    }
  }
  std::string message;
  int count = 0;
  for (const auto& problem : problems) {
    if (problem.empty()) continue;
    ++count;
    message += "\n  " + problem;
  }
  if (count > 0) {
    throw input_error("{} of {} patients cannot be used; mend them or take their rows out of cohort.csv:{}",
                      count, patients.size(), message);
  }
  std::vector<ImageFinding> findings;
  for (auto& finding : found) findings.push_back(std::move(*finding));
  return findings;
}

void check_stage(Context& context) {
  const Json inputs = {{"cohort", sha256_of_file(context.cohort_table())},
                       {"files", listing_hash(context.patients)}};
  context.stage("check", inputs, [&] {
    const auto findings = check_images(context.patients, context.compute.threads);
    for (const auto& finding : findings) {
      for (const auto& warning : finding.warnings) log_warning("patient {}: {}", finding.patient, warning);
    }
    return write_findings(context.run(), findings);
  });
}

}  // namespace residuum::study
