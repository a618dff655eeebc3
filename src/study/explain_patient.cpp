#include "study/explain_patient.h"

#include "study/explanation.h"
#include "study/heat_picture.h"

namespace residuum::study {

std::vector<PatientExplanation> explain_patient(const RunFolder& run,
                                                const std::vector<decision::RegimenPrediction>& predictions,
                                                const std::vector<CutSlice>& cuts, const imaging::Mask& mask,
                                                const outcome::CamOptions& options) {
  outcome::Bag bag;
  std::vector<imaging::SliceRectangle> where;
  for (const auto& cut : cuts) {
    bag.push_back(cut.pixels);
    where.push_back(cut.where);
  }
  std::vector<PatientExplanation> explanations;
  for (const auto& prediction : predictions) {
    const outcome::Explainer explainer(run.outcome_model(prediction.regimen));
    const auto maps = explainer.explain(bag, prediction.predicted(), options);
    std::vector<imaging::Slice> inside;
    for (const auto& one : where) inside.push_back(mask_in_rectangle(mask, one, explainer.image_size()));
    const auto share = map_share(maps, inside);
    const std::size_t shown = share.largest;
    const auto predicted = to_string(prediction.predicted());
    std::string text = fmt::format(
        "{}: where the model finds what speaks for {} ({}, layer {}), slice {}: tumour rectangle, heat map (dark blue "
        "nothing, yellow most), both; the predicted outline in white. ",
        prediction.regimen, predicted, to_string(options.method), explainer.layer(), where[shown].slice + 1);
    text += share.energy
                ? fmt::format(
                      "{:.0f}% of the map and {:.0f}% of the area lie inside the outline, all slices "
                      "together. It says where, not why.",
                      100 * *share.energy, 100 * share.area)
                : "The map is empty: nothing speaks for it.";
    explanations.push_back(
        {prediction.regimen, text, heat_picture(bag[shown], maps[shown].map, inside[shown])});
  }
  return explanations;
}

}  // namespace residuum::study
