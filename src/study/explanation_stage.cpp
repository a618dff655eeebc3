#include "cohort/split.h"
#include "core/error.h"
#include "core/random.h"
#include "imaging/mask_file.h"
#include "study/bags.h"
#include "study/cascade.h"
#include "study/heat_picture.h"
#include "study/patient_work.h"
#include "study/stages.h"
#include "study/test_access.h"

namespace residuum::study {
namespace {

using Rectangles = std::map<std::string, std::vector<imaging::SliceRectangle>>;

// Test patients with tumour who had the regimen, in the order of the predictions; shares to be filled in.
std::vector<ExplainedPatient> to_explain(const RunFolder& run, const std::string& regimen) {
  std::vector<ExplainedPatient> found;
  for (const auto& row : read_predictions(run.predictions())) {
    if (row.prediction.regimen != regimen || row.given != regimen || row.slices == 0) continue;
    ExplainedPatient one;
    one.patient = row.prediction.patient_id;
    one.regimen = regimen;
    one.probability = row.prediction.probability_rt;
    one.threshold = row.threshold;
    one.actual = row.actual;
    one.slices = row.slices;
    found.push_back(std::move(one));
  }
  return found;
}

class RegimenWork {
 public:
  RegimenWork(const Context& context, const std::string& regimen, const Rectangles& rectangles)
      : context_(context),
        regimen_(regimen),
        rectangles_(rectangles),
        explainer_(context.run().outcome_model(regimen)),
        explained_(to_explain(context.run(), regimen)) {
    for (auto& one : explained_) by_id_.emplace(one.patient, &one);
  }

  // Shares of all, pictures of those whom the rule draws. Kept as they come: a slow machine may be stopped.
  std::vector<fs::path> explain() {
    std::vector<fs::path> pictures;
    std::map<std::string, bool> shown;
    for (const auto& one : choose_shown(explained_, static_cast<std::size_t>(options().pictures)))
      shown[one.patient.patient] = true;
    std::vector<cohort::Patient> patients;
    for (const auto& patient : context_.patients()) {
      if (by_id_.contains(patient.id)) patients.push_back(patient);
    }
    const auto results =
        for_each_patient(context_.run().stage("explanation") / "work", "heat maps, " + regimen_, patients, 1,
                         [&](const auto& patient) { return measure(patient, shown[patient.id]); });
    for (std::size_t i = 0; i < results.size(); ++i) {
      auto& one = *by_id_.at(patients[i].id);
      one.area_inside = json_field<double>(results[i], "area", one.patient);
      one.telling = json_field<std::size_t>(results[i], "slice", one.patient);
      if (results[i].contains("energy"))
        one.energy_inside = json_field<double>(results[i], "energy", one.patient);
      if (shown[one.patient]) pictures.push_back(heat_picture_file(context_.run(), one.patient));
    }
    return pictures;
  }

  // After explain().
  std::vector<CascadeStep> randomise() const {
    std::vector<CascadeSlice> slices;
    for (const auto& one : explained_) {
      if (slices.size() == static_cast<std::size_t>(options().randomised)) break;
      if (!one.energy_inside) continue;  // an empty map is like nothing, whatever the weights
      slices.push_back(
          {imaging::read_grey_png(context_.run().crop(one.patient, one.telling)), one.predicted()});
    }
    return randomise_in_cascade(context_.run().outcome_model(regimen_), slices, options().cam,
                                derive_seed(context_.settings.seed, "explanation/" + regimen_));
  }

  const std::vector<ExplainedPatient>& explained() const { return explained_; }

 private:
  const ExplanationSettings& options() const { return context_.settings.explanation; }

  Json measure(const cohort::Patient& patient, bool draw) const {
    const auto& run = context_.run();
    const auto& one = *by_id_.at(patient.id);
    const auto& where = rectangles_.at(patient.id);
    const auto mask = imaging::read_mask(run.mask(patient.id), cohort::load_image(patient).volume.geometry);
    const auto bag = read_bag(run, patient.id, where);
    const auto maps = explainer_.explain(bag, one.predicted(), options().cam);
    std::vector<imaging::Slice> inside;
    for (const auto& one_slice : where)
      inside.push_back(mask_in_rectangle(mask, one_slice, explainer_.image_size()));
    const auto share = map_share(maps, inside);
    if (draw) {
      write_file(heat_picture_file(run, patient.id),
                 heat_picture(bag[share.largest], maps[share.largest].map, inside[share.largest]));
    }
    Json result = {{"area", share.area}, {"slice", where[share.largest].slice}};
    if (share.energy) result["energy"] = *share.energy;
    return result;
  }

  const Context& context_;
  std::string regimen_;
  const Rectangles& rectangles_;
  outcome::Explainer explainer_;
  std::vector<ExplainedPatient> explained_;
  std::map<std::string, ExplainedPatient*> by_id_;
};

}  // namespace

void explanation_stage(Context& context) {
  const auto& regimens = context.settings.table.regimens;
  Json inputs = {{"settings", to_json(context.settings.explanation)}, {"seed", context.settings.seed}};
  for (const char* stage : {"prediction", "rectangles", "masks", "check"})
    inputs[stage] = context.digests.at(stage);
  for (const auto& regimen : regimens) {
    const std::string stage = "outcome-" + RunFolder::slug(regimen);
    inputs[stage] = context.digests.at(stage);
  }
  context.stage("explanation", inputs, [&] {
    const auto& run = context.run();
    const auto rectangles = read_rectangles(run);
    record_test_access(run, "explanation", inputs, test_patients_of(run.predictions()),
                       "heat maps of right and wrong predictions");
    std::vector<fs::path> outputs{explained_table(run), cascade_table(run)};
    std::vector<ExplainedPatient> explained;
    std::vector<CascadeStep> steps;
    for (const auto& regimen : regimens) {
      RegimenWork work(context, regimen, rectangles);
      for (const auto& picture : work.explain()) outputs.push_back(picture);
      explained.insert(explained.end(), work.explained().begin(), work.explained().end());
      const auto cascade = work.randomise();
      steps.insert(steps.end(), cascade.begin(), cascade.end());
    }
    write_explained(run, explained);
    write_cascade(run, steps);
    return outputs;
  });
}

}  // namespace residuum::study
