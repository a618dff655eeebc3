// Reads every image and mask once, before hours of work rest on them.
#include <algorithm>
#include <cmath>
#include <set>

#include "core/csv.h"
#include "core/error.h"
#include "core/log.h"
#include "study/annotations.h"
#include "study/image_check.h"
#include "study/stages.h"

namespace residuum::study {
namespace {

// Files of a patient, links left out as the readers do.
std::vector<fs::path> files_of(const cohort::Patient& patient) {
  std::vector<fs::path> files = patient.files;
  std::error_code code;
  if (fs::is_directory(patient.image, code)) {
    for (fs::recursive_directory_iterator entry(patient.image, code), end; !code && entry != end;
         entry.increment(code)) {
      if (entry->is_regular_file()) files.push_back(entry->path());
    }
    if (code) {
      throw input_error("patient {}: a folder of the images cannot be listed ({}); make it readable",
                        patient.id, code.message());
    }
  } else if (!patient.image.empty()) {
    files.push_back(patient.image);
  }
  if (patient.outlined()) files.push_back(patient.mask);
  return files;
}

// Names, sizes and times of the files a patient's data lie in. Hashed: file names may hold a patient's name,
// and the inputs stand in the run's records.
std::string listing_hash(const Context& context) {
  std::vector<std::string> lines;
  for (const auto& patient : context.patients()) {
    for (const auto& path : files_of(patient)) {
      std::error_code code;
      const auto size = fs::file_size(path, code);
      const auto time = fs::last_write_time(path, code).time_since_epoch().count();
      lines.push_back(fmt::format("{} {} {}", path.lexically_relative(context.study).string(), size, time));
    }
  }
  std::sort(lines.begin(), lines.end());
  std::string text;
  for (const auto& line : lines) text += line + "\n";
  return sha256(text);
}

std::string optional_text(double value) {
  return std::isfinite(value) ? fmt::format("{:.6g}", value) : "";
}

std::vector<fs::path> write_findings(const Context& context, const std::vector<ImageFinding>& findings) {
  const auto& run = context.run();
  CsvTable table({"patient", "columns", "rows", "slices", "pixel_mm", "slice_mm", "angle_from_axial_deg",
                  "tr_ms", "te_ms", "series", "outlined", "tumour_slices", "tumour_ml", "warnings"});
  Json all = Json::object();
  for (const auto& finding : findings) {
    std::string warnings;
    for (const auto& warning : finding.warnings) warnings += (warnings.empty() ? "" : "; ") + warning;
    const bool outlined = finding.outlined();
    table.add_row({finding.patient, std::to_string(finding.columns), std::to_string(finding.rows),
                   std::to_string(finding.slices), fmt::format("{:.4f}", finding.pixel_mm),
                   fmt::format("{:.4f}", finding.slice_mm),
                   fmt::format("{:.1f}", finding.angle_from_axial_deg),
                   optional_text(finding.features.numbers.at("repetition time, ms")),
                   optional_text(finding.features.numbers.at("echo time, ms")), finding.series,
                   outlined ? "yes" : "no", outlined ? std::to_string(finding.tumour_slices) : "",
                   outlined ? fmt::format("{:.2f}", finding.tumour_ml) : "", warnings});
    all[finding.patient] = to_json(finding);
  }
  table.write(run.images_table());
  write_json(run.findings(), all);
  write_annotations(run.annotations_table(), context.patients(), findings);
  return {run.images_table(), run.findings(), run.annotations_table()};
}

// Patients whose masks were refused go on as if nobody had outlined them.
void leave_out_refused(Context& context) {
  std::set<std::string> refused;
  for (const auto& finding : read_findings(context.run())) {
    if (!finding.refused.empty()) refused.insert(finding.patient);
  }
  if (!refused.empty()) context.cohort = context.cohort.without_outlines(refused);
}

}  // namespace

void check_stage(Context& context) {
  const Json inputs = {{"cohort", sha256_of_file(context.cohort_table())},
                       {"files", listing_hash(context)},
                       {"annotation", to_json(context.settings)["annotation"]},
                       {"include_nodes", context.include_nodes()},
                       // Findings of before lack what these need.
                       {"twins", "by series, examination and slice"},
                       {"flips", imaging::flips.size()},
                       {"annotations", "with unused ones"}};
  context.stage("check", inputs, [&] {
    const auto& run = context.run();
    const auto findings = check_images(context.patients(), mask_rules(context.settings),
                                       context.compute.threads, run.stage("check") / "work");
    for (const auto& finding : findings) {
      for (const auto& warning : finding.warnings) log_warning("patient {}: {}", finding.patient, warning);
    }
    auto outputs = write_findings(context, findings);
    for (std::size_t i = 0; i < findings.size(); ++i) {
      if (findings[i].flip.better.empty()) continue;
      outputs.push_back(run.flip_picture(findings[i].patient));
      write_flip_picture(outputs.back(), context.patients()[i], findings[i].flip);
    }
    return outputs;
  });
  leave_out_refused(context);
}

}  // namespace residuum::study
