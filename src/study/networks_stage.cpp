#include "cohort/split.h"
#include "core/error.h"
#include "study/images.h"
#include "study/patient_work.h"
#include "study/segmentation_choice.h"
#include "study/segmentation_scores.h"
#include "study/stages.h"
#include "study/test_access.h"

namespace residuum::study {
namespace {

// The chosen network's scores are there already, by the stage "masks".
std::vector<fs::path> score_network(const Context& context, const std::string& network,
                                    const std::vector<cohort::Patient>& patients) {
  const auto& run = context.run();
  const segmentation::Segmenter segmenter(run.network_model(network), context.compute,
                                          segmentation::clean_up_of(context.settings.segmentation),
                                          run.bias_fields());
  const auto results = for_each_patient(
      run.stage("networks") / "work" / network, "test patients, " + network, patients, 1,
      [&](const cohort::Patient& patient) {
        const auto image = load_normalised(patient);
        return score_masks(segmenter.predict(image),
                           load_reference_mask(patient, image.geometry, context.include_nodes()));
      });
  std::vector<PatientScores> scores;
  for (std::size_t i = 0; i < patients.size(); ++i) scores.push_back({patients[i].id, results[i]});
  const std::vector<fs::path> files{run.network_scores(network), run.network_slice_scores(network)};
  write_scores(files[0], files[1], scores);
  return files;
}

}  // namespace

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
    std::vector<fs::path> outputs;
    for (const auto& name : networks) {
      if (name == chosen) continue;
      for (auto& file : score_network(context, name, patients)) outputs.push_back(std::move(file));
    }
    return outputs;
  });
}

}  // namespace residuum::study
