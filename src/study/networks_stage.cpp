#include "cohort/split.h"
#include "core/csv.h"
#include "core/error.h"
#include "imaging/mask_file.h"
#include "study/images.h"
#include "study/patient_work.h"
#include "study/segmentation_choice.h"
#include "study/stages.h"
#include "study/test_access.h"

namespace residuum::study {

void networks_stage(Context& context) {
  const auto& run = context.run();
  const auto& networks = context.settings.segmentation.networks;
  if (networks.size() < 2) {
    fs::remove_all(run.stage("networks"));  // of an earlier call
    return;
  }
  const Json inputs = {{"masks", context.digests.at("masks")},
                       {"segmentation", context.digests.at("segmentation")},
                       {"split", context.digests.at("split")},
                       {"include_nodes", context.include_nodes()}};
  context.stage("networks", inputs, [&] {
    std::vector<cohort::Patient> patients;
    const auto split = cohort::read_split(run.splits(), context.cohort);
    for (const auto& patient : split.test.patients()) {
      if (patient.outlined()) patients.push_back(patient);
    }
    record_test_access(run, "networks", inputs, patients.size(), "masks of every network tried scored");
    const auto chosen = read_choice(run).chosen;
    CsvTable table({"network", "patient", "dice"});
    for (const auto& name : networks) {
      // The chosen network's masks are there already.
      std::optional<segmentation::Segmenter> segmenter;
      if (name != chosen) segmenter.emplace(run.network_model(name), context.compute);
      const auto results = for_each_patient(
          run.stage("networks") / "work" / name, "test patients, " + name, patients, 1,
          [&](const cohort::Patient& patient) -> Json {
            const auto image = load_normalised(patient);
            const auto mask = segmenter ? segmenter->predict(image)
                                        : imaging::read_mask(run.mask(patient.id), image.geometry);
            return segmentation::dice(mask,
                                      load_reference_mask(patient, image.geometry, context.include_nodes()));
          });
      for (std::size_t i = 0; i < patients.size(); ++i)
        table.add_row({name, patients[i].id, fmt::format("{:.6f}", results[i].get<double>())});
    }
    table.write(run.network_scores());
    return std::vector<fs::path>{run.network_scores()};
  });
}

}  // namespace residuum::study
