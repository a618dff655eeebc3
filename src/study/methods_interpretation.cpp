#include "study/methods_interpretation.h"

#include <fmt/format.h>

#include "study/record_fields.h"

namespace residuum::study {

Passage explanation_methods(const Json& record) {
  const Fields options = Fields(record).at("settings").at("explanation");
  const bool plus = options.text("method") == "grad-cam++";
  std::string text = fmt::format(
      "Each test patient's slices were explained under the model of his regimen: {}{} of the logit of what is "
      "predicted (residual tumour or none), at the last convolutional layer, in 32-bit arithmetic, enlarged "
      "bilinearly to the tumour rectangle. The share of a patient's map that lies inside the mask from which the "
      "rectangle was cut is compared with the share of the rectangle's area that the mask has; intervals: BCa "
      "bootstrap over patients. Drawn are {} patients of each regimen, by rule: the most confident right prediction "
      "of each outcome, the most confident wrong one of each, the one nearest to the threshold, then the next of "
      "each; of each patient the slice whose map is largest.",
      plus ? "Grad-CAM++ (Chattopadhay et al. 2018)" : "Grad-CAM (Selvaraju et al. 2017)",
      options.flag("eigen_smoothing") ? " with eigen-smoothing" : "", options.whole("pictures"));
  if (const auto count = options.whole("randomised"); count > 0) {
    text += fmt::format(
        " Sanity check (Adebayo et al. 2018): the weights were replaced by ones that have learnt nothing, part by "
        "part from the output to the input, and the maps of up to {} test patients of each regimen, a slice each, compared with "
        "the model's own by Spearman's rank correlation and structural similarity (Wang et al. 2004).",
        count);
  }
  return {"Explanation", text};
}

Passage fusion_methods(const Json& record) {
  const Fields options = Fields(record).at("settings").at("fusion");
  const auto covariates = options.get<std::vector<std::string>>("covariates");
  if (covariates.empty())
    return {"Image and clinical columns", "The image was not combined with clinical columns."};
  return {
      "Image and clinical columns",
      fmt::format(
          "Per regimen, logistic regressions with a ridge penalty on {}, without and with the logit of the image's "
          "probability, were fitted on the same training patients: those whose image probability comes from a network "
          "that had not learnt from them. The penalty was chosen by {}-fold cross-validation among them. A missing "
          "value became the mean of the known ones and, where any was missing among the patients fitted on, a column "
          "that says so was added (missing indicator). The gain on the test patients: DeLong's paired test.",
          fmt::join(covariates, ", "), options.whole("folds"))};
}

Passage novelty_methods(const Json& record) {
  const Fields options = Fields(record).at("settings").at("novelty");
  return {
      "Likeness to the training patients",
      fmt::format(
          "For each outcome model a patient's features (the input of its last layer, mean over his slices, brought "
          "to length 1) were compared with those of the model's training patients: the distance to the {} nearest of "
          "them, the last one's (Sun et al. 2022). A patient is unlike them where for any model the distance exceeds "
          "a quantile of the training patients' own distances to the others, each left out in turn: the quantile that "
          "lets {:g}% of them pass under all models together.",
          options.whole("neighbours"), 100 * (1 - options.number("rate")))};
}

}  // namespace residuum::study
