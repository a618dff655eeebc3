// A prediction as JSON, text and page.
#include "report/html.h"
#include "study/pipeline.h"
#include "study/predict_patient.h"

namespace residuum::study {
namespace {

std::string percent(double value) {
  return fmt::format("{:.1f}%", 100 * value);
}

// Of several networks alone.
std::string spread_text(double spread) {
  return spread > 0
             ? fmt::format("  (networks of the folds apart by {}, one standard deviation)", percent(spread))
             : "";
}

std::string recommendation_text(const decision::Recommendation& recommendation) {
  if (recommendation.abstained()) {
    return fmt::format("no recommendation, {} ({})", recommendation.regimen,
                       to_string(recommendation.abstention));
  }
  if (recommendation.effect == cohort::Outcome::rt) {
    return fmt::format(
        "{}: individual-based, more intensive treatment (every regimen is predicted to leave residual tumour)",
        recommendation.regimen);
  }
  return fmt::format("{} (the least toxic regimen predicted to leave no residual tumour)",
                     recommendation.regimen);
}

constexpr const char* outside_text =
    "This series is outside what the models were trained on; the probabilities below may mean nothing.";

}  // namespace

Json to_json(const PatientPrediction& prediction) {
  Json regimens = Json::array();
  for (std::size_t i = 0; i < prediction.recommendation.predictions.size(); ++i) {
    const auto& of_regimen = prediction.recommendation.predictions[i];
    regimens.push_back({{"regimen", of_regimen.regimen},
                        {"probability_rt", of_regimen.probability_rt},
                        {"spread", prediction.spreads[i]},
                        {"threshold", of_regimen.threshold},
                        {"predicted", to_string(of_regimen.predicted())}});
  }
  return {{"use", research_use},
          {"regimens", regimens},
          {"recommended", prediction.recommendation.regimen},
          {"predicted_effect", prediction.recommendation.abstained()
                                   ? Json(nullptr)
                                   : Json(to_string(prediction.recommendation.effect))},
          {"abstained_because", to_string(prediction.recommendation.abstention)},
          {"tumour_slices", prediction.slices},
          {"tumour_ml", prediction.tumour_ml},
          {"inside_training_range", prediction.outside.empty()},
          {"outside", prediction.outside},
          {"remarks", prediction.remarks}};
}

std::string to_text(const PatientPrediction& prediction) {
  std::string text = std::string(research_use) + "\n\n";
  if (!prediction.outside.empty()) {
    text += std::string("WARNING: ") + outside_text + "\n";
    for (const auto& line : prediction.outside) text += "  - " + line + "\n";
    text += "\n";
  }
  for (std::size_t i = 0; i < prediction.recommendation.predictions.size(); ++i) {
    const auto& of_regimen = prediction.recommendation.predictions[i];
    text += fmt::format("{:<10} probability of residual tumour {:>6}  threshold {:>6}  predicted {}{}\n",
                        of_regimen.regimen, percent(of_regimen.probability_rt), percent(of_regimen.threshold),
                        to_string(of_regimen.predicted()), spread_text(prediction.spreads[i]));
  }
  text += fmt::format("\nrecommended: {}\n", recommendation_text(prediction.recommendation));
  text += fmt::format("tumour found on {} slices, {:.1f} ml\n", prediction.slices, prediction.tumour_ml);
  for (const auto& remark : prediction.remarks) text += "note: " + remark + "\n";
  return text;
}

std::string to_page(const PatientPrediction& prediction) {
  report::Section answer{"Prediction", {}};
  if (!prediction.outside.empty()) {
    std::string text = outside_text;
    for (const auto& line : prediction.outside) text += " " + line + ".";
    answer.blocks.push_back(report::Notice{text});
  }
  report::Table table{
      "Predicted residual tumour (RT) under each regimen, least toxic first",
      {"regimen", "probability of RT", "spread of the networks", "threshold (training)", "predicted"},
      {}};
  for (std::size_t i = 0; i < prediction.recommendation.predictions.size(); ++i) {
    const auto& of_regimen = prediction.recommendation.predictions[i];
    const double spread = prediction.spreads[i];
    table.rows.push_back({of_regimen.regimen, percent(of_regimen.probability_rt),
                          spread > 0 ? percent(spread) : "one network", percent(of_regimen.threshold),
                          to_string(of_regimen.predicted())});
  }
  answer.blocks.push_back(table);
  answer.blocks.push_back(
      report::Paragraph{"Recommended: " + recommendation_text(prediction.recommendation) + "."});
  answer.blocks.push_back(report::Image{
      fmt::format(
          "The slice with most predicted tumour: outline (orange) and tumour rectangle (green). Tumour on {} "
          "slices, {:.1f} ml.",
          prediction.slices, prediction.tumour_ml),
      prediction.picture_png, "MR slice with predicted tumour outline and rectangle"});
  report::Section why{"Explanation", {}};
  for (const auto& one : prediction.explanations)
    why.blocks.push_back(
        report::Image{one.text, one.picture_png, "Heat map under the model of " + one.regimen});
  report::Section notes{"How it was read", {}};
  for (const auto& remark : prediction.remarks) notes.blocks.push_back(report::Paragraph{remark});
  std::vector<report::Section> sections{answer};
  if (!why.blocks.empty()) sections.push_back(why);
  if (!notes.blocks.empty()) sections.push_back(notes);
  return report::to_html({"Prediction for one patient", "Residuum", sections});
}

void write_prediction(const fs::path& folder, const PatientPrediction& prediction) {
  write_json(folder / "prediction.json", to_json(prediction));
  write_file(folder / "picture.png", prediction.picture_png);
  for (const auto& one : prediction.explanations)
    write_file(folder / ("heat-map-" + RunFolder::slug(one.regimen) + ".png"), one.picture_png);
  write_file(folder / "prediction.html", to_page(prediction));
}

}  // namespace residuum::study
