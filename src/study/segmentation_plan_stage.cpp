#include <map>

#include "cohort/split.h"
#include "core/log.h"
#include "study/annotations.h"
#include "study/run_record.h"
#include "study/segmentation_plan.h"
#include "study/stages.h"

namespace residuum::study {
namespace {

// Outlined training patients, of whom the network learns.
std::vector<ImagePrint> prints_of(const Context& context) {
  const auto split = cohort::read_split(context.run().splits(), context.cohort);
  std::map<std::string, ImageFinding> findings;
  for (auto& finding : read_findings(context.run())) findings[finding.patient] = finding;
  std::vector<ImagePrint> prints;
  for (const auto& patient : split.training.patients()) {
    if (!patient.outlined()) continue;
    const auto& found = findings.at(patient.id);
    prints.push_back({found.pixel_mm, found.slice_mm, static_cast<double>(found.columns),
                      static_cast<double>(found.rows), static_cast<double>(found.slices), found.body_mm,
                      found.intensity_low, found.intensity_high});
  }
  return prints;
}

}  // namespace

void segmentation_plan_stage(Context& context) {
  const auto& asked = context.settings.plan;
  if (!asked.use) {
    fs::remove_all(context.run().stage("segmentation-plan"));  // of an earlier call
    return;
  }
  const auto& networks = context.settings.segmentation.networks;
  const Json inputs = {{"check", context.digests.at("check")},
                       {"split", context.digests.at("split")},
                       {"planned", "image_size, patch, batch, neighbours"},
                       {"networks", networks}};
  const auto path = context.run().segmentation_plan();
  context.stage("segmentation-plan", inputs, [&] {
    const auto plan = make_plan(prints_of(context), networks);
    for (const auto& reason : plan.reasons) log_info("plan: {}", reason);
    write_json(path, to_json(plan));
    return std::vector<fs::path>{path};
  });
  const Json plan = read_json(path);
  auto& options = context.settings.segmentation;
  if (asked.image_size) options.image_size = json_field<int>(plan, "image_size", path.string());
  if (asked.patch) options.patch = json_field<int>(plan, "patch", path.string());
  if (asked.batch) options.batch = json_field<int>(plan, "batch", path.string());
  if (asked.neighbours) options.neighbours = json_field<int>(plan, "neighbours", path.string());
  context.ledger.describe(describe_run(context.settings, context.compute));
}

}  // namespace residuum::study
