#include <algorithm>
#include <map>
#include <optional>

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
  const bool whole_image = context.settings.segmentation.whole_image;
  const auto split = cohort::read_split(context.run().splits(), context.cohort);
  std::map<std::string, ImageFinding> findings;
  for (auto& finding : read_findings(context.run())) findings[finding.patient] = finding;
  std::vector<ImagePrint> prints;
  for (const auto& patient : split.training.patients()) {
    if (!patient.outlined()) continue;
    const auto& found = findings.at(patient.id);
    const double image_mm = static_cast<double>(std::max(found.columns, found.rows)) * found.pixel_mm;
    const double framed_mm =
        whole_image ? image_mm : std::min(image_mm, found.body_mm + 2 * segmentation::body_margin_mm);
    prints.push_back({found.pixel_mm, found.slice_mm, static_cast<double>(found.columns),
                      static_cast<double>(found.rows), static_cast<double>(found.slices), framed_mm,
                      found.intensity_low, found.intensity_high});
  }
  return prints;
}

Given given_by(const Context& context) {
  const auto& asked = context.settings.plan;
  const auto& options = context.settings.segmentation;
  const auto unless = [](bool planned, int value) { return planned ? std::nullopt : std::optional(value); };
  return {unless(asked.image_size, options.image_size), unless(asked.patch, options.patch),
          unless(asked.batch, options.batch), unless(asked.neighbours, options.neighbours)};
}

Json given_json(const Given& given) {
  Json made = Json::object();
  for (const auto& [name, value] : {std::pair{"image_size", given.image_size},
                                    {"patch", given.patch},
                                    {"batch", given.batch},
                                    {"neighbours", given.neighbours}}) {
    if (value) made[name] = *value;
  }
  return made;
}

}  // namespace

void segmentation_plan_stage(Context& context) {
  const auto& asked = context.settings.plan;
  if (!asked.use) {
    fs::remove_all(context.run().stage("segmentation-plan"));  // of an earlier call
    return;
  }
  const auto& networks = context.settings.segmentation.networks;
  const auto given = given_by(context);
  const Json inputs = {{"check", context.digests.at("check")},
                       {"split", context.digests.at("split")},
                       {"planned", "image_size, patch, batch, neighbours"},
                       {"given", given_json(given)},
                       {"whole_image", context.settings.segmentation.whole_image},
                       {"networks", networks}};
  const auto path = context.run().segmentation_plan();
  context.stage("segmentation-plan", inputs, [&] {
    const auto plan = make_plan(prints_of(context), networks, given);
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
