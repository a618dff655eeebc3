#include "study/annotations.h"

#include "core/csv.h"

namespace residuum::study {

MaskRules mask_rules(const Settings& settings) {
  return {settings.rectangle.include_nodes, settings.annotation.refused == "leave_out"};
}

void write_annotations(const fs::path& path, const std::vector<cohort::Patient>& patients,
                       const std::vector<ImageFinding>& findings) {
  CsvTable table({"patient", "source", "status", "slices", "slices_with_tumour", "slices_without",
                  "primary_ml", "nodes_ml", "better_flipped", "reason"});
  for (std::size_t i = 0; i < findings.size(); ++i) {
    const auto& finding = findings[i];
    if (!finding.refused.empty()) {
      table.add_row({finding.patient, finding.annotation, "refused", std::to_string(finding.slices), "", "",
                     "", "", "", finding.refused});
    } else if (finding.outlined()) {
      const bool used = patients[i].outcome.has_value();
      const auto with = static_cast<std::size_t>(finding.tumour_slices);
      table.add_row({finding.patient, finding.annotation, used ? "used" : "unused",
                     std::to_string(finding.slices), std::to_string(with),
                     std::to_string(finding.slices - with), fmt::format("{:.3f}", finding.primary_ml),
                     fmt::format("{:.3f}", finding.nodes_ml), finding.flip.better,
                     used ? "" : "the outcome is not known: in neither training nor test cohort"});
    }
  }
  table.write(path);
}

std::vector<ImageFinding> read_findings(const RunFolder& run) {
  std::vector<ImageFinding> findings;
  const Json all = read_json(run.findings());
  for (const auto& [id, finding] : all.items())
    findings.push_back(finding_from_json(finding, run.findings().string()));
  return findings;
}

}  // namespace residuum::study
