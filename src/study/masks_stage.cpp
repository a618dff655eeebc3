#include <algorithm>
#include <set>

#include "cohort/split.h"
#include "imaging/kept_bias_field.h"
#include "imaging/mask_file.h"
#include "study/images.h"
#include "study/mask_author.h"
#include "study/patient_work.h"
#include "study/segmentation_scores.h"
#include "study/stages.h"
#include "study/test_access.h"

namespace residuum::study {
namespace {

std::set<std::string> ids_of(const std::vector<cohort::Patient>& patients) {
  std::set<std::string> ids;
  for (const auto& patient : patients) ids.insert(patient.id);
  return ids;
}

class MaskMaker {
 public:
  MaskMaker(const Context& context, const cohort::Split& split, const MaskAuthors& authors)
      : context_(context),
        authors_(authors),
        test_(ids_of(split.test.patients())),
        segmenter_(context.run().segmentation_model(), context.compute, {}, context.run().bias_fields()) {}

  // Writes the patient's mask; the result holds the scores where it is one of the segmentation's test.
  Json make(const cohort::Patient& patient) const {
    const auto image = load_normalised(patient);
    const auto reference = [&] {
      return load_reference_mask(patient, image.geometry, context_.include_nodes());
    };
    const auto path = context_.run().mask(patient.id);
    if (authors_.radiologist(patient)) {
      imaging::write_mask(path, reference());
      return {{"mask", "radiologist"}};
    }
    const auto predicted = segmenter_.predict(image);
    imaging::write_mask(path, predicted);
    Json result = {{"mask", "network"}};
    if (patient.outlined() && test_.contains(patient.id)) {
      result["scores"] = score_masks(predicted, reference());
    }
    return result;
  }

 private:
  const Context& context_;
  const MaskAuthors& authors_;
  std::set<std::string> test_;
  segmentation::Segmenter segmenter_;
};

// Side by side, for N4 goes on one thread; the segmenter takes them as it needs them.
void find_bias_fields(const Context& context, const MaskAuthors& authors) {
  const auto folder = context.run().bias_fields();
  if (!context.settings.segmentation.bias_correction) {
    fs::remove_all(folder);  // of an earlier call
    return;
  }
  std::vector<cohort::Patient> patients;
  for (const auto& patient : context.patients()) {
    if (!authors.radiologist(patient)) patients.push_back(patient);
  }
  // Nothing else to keep: `residuum status` counts the patients of work/.
  for_each_patient({}, "bias fields", patients, context.compute.threads, [&](const cohort::Patient& patient) {
    imaging::kept_bias_field(folder, load_normalised(patient));
    return Json::object();
  });
}

}  // namespace

void masks_stage(Context& context) {
  const Json inputs = {{"segmentation", context.digests.at("segmentation")},
                       {"split", context.digests.at("split")},
                       {"check", context.digests.at("check")},
                       {"include_nodes", context.include_nodes()}};
  context.stage("masks", inputs, [&] {
    const auto& run = context.run();
    const auto split = cohort::read_split(run.splits(), context.cohort);
    const auto& tests = split.test.patients();
    record_test_access(run, "masks", inputs,
                       static_cast<std::size_t>(std::count_if(
                           tests.begin(), tests.end(), [](const auto& one) { return one.outlined(); })),
                       "predicted masks scored against the radiologists'");
    const MaskAuthors authors(split);
    find_bias_fields(context, authors);
    const MaskMaker maker(context, split, authors);
    // One after the other: the network itself uses every thread.
    const auto results = for_each_patient(run.stage("masks") / "work", "masks", context.patients(), 1,
                                          [&](const auto& patient) { return maker.make(patient); });
    std::vector<PatientScores> scores;
    std::vector<fs::path> outputs{run.dice_table(), run.slice_dice_table()};
    for (std::size_t i = 0; i < results.size(); ++i) {
      const auto& id = context.patients()[i].id;
      if (results[i].contains("scores")) scores.push_back({id, results[i].at("scores")});
      outputs.push_back(run.mask(id));
    }
    write_scores(run.dice_table(), run.slice_dice_table(), scores);
    return outputs;
  });
}

}  // namespace residuum::study
