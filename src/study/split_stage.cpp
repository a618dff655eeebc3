#include "cohort/split.h"
#include "core/log.h"
#include "study/image_check.h"
#include "study/stages.h"

namespace residuum::study {

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
    Envelope envelope;
    for (const auto& patient : split.training.patients()) {
      envelope.add(finding_from_json(json_field<Json>(findings, patient.id, where), where).features);
    }
    write_json(context.run().envelope(), envelope.to_json());
    return std::vector<fs::path>{context.run().splits(), context.run().envelope()};
  });
}

}  // namespace residuum::study
