#include "cohort/split.h"
#include "core/error.h"
#include "core/log.h"
#include "study/image_check.h"
#include "study/stages.h"

namespace residuum::study {
namespace {

std::map<std::string, std::string> part_of(const cohort::Split& split) {
  std::map<std::string, std::string> parts;
  for (const auto& patient : split.training.patients()) parts[patient.id] = "training";
  for (const auto& patient : split.test.patients()) parts[patient.id] = "test";
  return parts;
}

// Test patients are drawn, not chosen. An edited splits.csv is seen by the ledger and made anew; this sees
// one whose hash in the stage's record was edited with it.
void require_as_drawn(const Context& context) {
  const auto path = context.run().splits();
  const auto& settings = context.settings;
  const auto found = part_of(cohort::read_split(path, context.cohort));
  const auto drawn = part_of(cohort::split_patients(context.cohort, settings.test_fraction, settings.seed));
  for (const auto& [id, part] : drawn) {
    if (found.at(id) == part) continue;
    throw input_error(
        "{}: patient {} stands in {}, but seed {} and test_fraction {} draw the patient into {}; test patients are "
        "drawn, not chosen: remove {} and run again",
        path.string(), id, found.at(id), settings.seed, settings.test_fraction, part,
        context.run().stage("split").string());
  }
}

}  // namespace

void split_stage(Context& context) {
  const Json inputs = {{"check", context.digests.at("check")},
                       {"cohort", sha256_of_file(context.cohort_table())},
                       {"regimens", context.settings.table.regimens},
                       {"eligibility", to_json(context.settings.eligibility)},
                       {"outcome_column", context.settings.table.outcome_column},
                       {"seed", context.settings.seed},
                       {"test_fraction", context.settings.test_fraction}};
  context.stage("split", inputs, [&] {
    const auto split =
        cohort::split_patients(context.cohort, context.settings.test_fraction, context.settings.seed);
    log_info("{} patients in training, {} in test, {} without outcome", split.training.patients().size(),
             split.test.patients().size(), split.unassigned.size());
    cohort::write_split(context.run().splits(), split);

    const std::string where = context.run().findings().string();
    const Json findings = read_json(context.run().findings());
    const auto envelope = Envelope::of(split.training, [&](const cohort::Patient& patient) {
      return finding_from_json(json_field<Json>(findings, patient.id, where), where).features;
    });
    write_json(context.run().envelope(), envelope.to_json());
    return std::vector<fs::path>{context.run().splits(), context.run().envelope()};
  });
  require_as_drawn(context);
}

}  // namespace residuum::study
