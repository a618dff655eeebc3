// How the networks were trained, as prose.
#include <fmt/core.h>

#include "study/methods_text.h"
#include "study/record_fields.h"

namespace residuum::study {
namespace {

std::string start_of(const Fields& options) {
  const auto pretrained = options.text("pretrained");
  return pretrained.empty() ? "random weights" : "the weights of " + pretrained;
}

std::string tumour_of(const Fields& settings) {
  return settings.at("rectangle").flag("include_nodes") ? "primary tumour and nodes together"
                                                        : "primary tumour alone";
}

// "24 patients for the weights, 6 for the choice of the epoch"
std::string patients_of(const Json& model) {
  const Fields metadata(Fields(model).at("metadata"));
  return fmt::format("{} patients for the weights, {} for the choices", metadata.text("fitting_patients"),
                     metadata.text("validation_patients"));
}

}  // namespace

Passage segmentation_methods(const Json& record) {
  const Fields run(record), settings = run.at("settings"), options = settings.at("segmentation");
  const auto model = run.get<Json>("models").at(0);
  const Fields metadata = Fields(model).at("metadata");
  return {
      "Segmentation",
      fmt::format(
          "{} ({}), started from {}, learnt from outlined training patients slice by slice ({}; {} of them held out by "
          "patient: {}). Input: the box of the body fitted into {} x {} pixels; {} tumour-free slices drawn anew per "
          "slice with tumour in every epoch; augmentation: {}. Loss: mean of binary cross-entropy and 1 - soft Dice. "
          "{}, batch {}, {} epochs; kept was epoch {}, of highest mean Dice on the held-out patients. A pixel is tumour "
          "from a probability of {:g} on; connected components under {:g} mm3 are removed{}.{}",
          options.text("network"), tumour_of(settings), start_of(options),
          fmt::format("{} patients", run.at("counts").whole("outlined_training")),
          fmt::format("{:g}%", 100 * options.number("validation_fraction")), patients_of(model),
          options.whole("image_size"), options.whole("image_size"),
          fmt::format("{:g}", options.number("background_share")), run.at("training").text("augmentation"),
          run.at("training").text("segmentation"), options.whole("batch"), options.whole("epochs"),
          metadata.text("epoch"), options.number("threshold"), options.number("min_component_mm3"),
          options.whole("keep_largest") == 0
              ? ""
              : fmt::format(", and of the others all but the {} largest", options.whole("keep_largest")),
          options.flag("write_dicom_seg") ? " Masks were written as DICOM segmentation objects, too." : "") +
          (options.flag("plan")
               ? " Image size and batch were planned from the outlined training images' spacing and size "
                 "where not set by hand."
               : "")};
}

Passage outcome_methods(const Json& record) {
  const Fields run(record), options = run.at("settings").at("outcome");
  std::string text = fmt::format(
      "One {} per regimen, started from {}, learnt from the training patients who had that regimen. The patient is the "
      "unit: his probability of RT is the mean of his slices' probabilities, and the cross-entropy of that mean is "
      "what is learnt. Input: tumour rectangles resized to {} x {} pixels, grey three times, with ImageNet's mean and "
      "standard deviation; at most {} slices of a patient, drawn at random, in a training step, all of them in "
      "prediction; augmentation: {}. {}, {} slices a step, {} epochs. {:g}% of the training patients, stratified by "
      "outcome, were held out: the epoch of lowest loss and the threshold of highest Youden index come from them.",
      options.text("network"), start_of(options), options.whole("image_size"), options.whole("image_size"),
      options.whole("max_slices"), run.at("training").text("augmentation"),
      run.at("training").text("outcome"), options.whole("batch"), options.whole("epochs"),
      100 * options.number("validation_fraction"));
  for (const auto& model : run.get<Json>("models")) {
    if (!model.contains("regimen")) continue;
    const Fields metadata = Fields(model).at("metadata");
    text += fmt::format(" {}: {}; epoch {}, threshold {:.3f}.", Fields(model).text("regimen"),
                        patients_of(model), metadata.text("epoch"), std::stod(metadata.text("threshold")));
  }
  return {"Outcome models", text};
}

}  // namespace residuum::study
