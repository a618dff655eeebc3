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

std::string starts_of(const Fields& options) {
  auto text = start_of(options);
  const auto starts = options.get<Json>("pretrained_of");
  for (const auto& [network, file] : starts.items())
    text += fmt::format(" ({} from the weights of {})", network, file.get<std::string>());
  return text;
}

std::string input_of(const Fields& options) {
  const auto size = options.whole("image_size");
  std::string text = fmt::format(
      "{} fitted into {} x {} pixels, values {}",
      options.flag("whole_image") ? "the whole slice" : "the box of the body", size, size,
      options.flag("unit_input") ? "of 0 to 1 as they are"
                                 : "brought to the mean and deviation that published weights expect");
  if (const auto neighbours = options.whole("neighbours"); neighbours > 0)
    text += fmt::format(", with {} slice(s) on either side as channels", neighbours);
  return text;
}

std::string held_out_of(const Fields& options) {
  const auto split = options.text("split");
  const double share = 100 * options.number("validation_fraction");
  if (const auto folds = options.whole("folds"); folds > 1) {
    return fmt::format(
        "in {} folds by {}, each held out by one of as many networks whose probabilities are averaged "
        "(instead of {:g}% of them)",
        folds, split, share);
  }
  return fmt::format("{:g}% of them held out by {}{}", share, split,
                     split == "image" ? ", so that slices of one patient stand on both sides, a leak" : "");
}

std::string score_of(const Fields& options) {
  const auto score = options.text("score");
  if (score == "batch") return "mean Dice of batches of held-out slices";
  return score == "slice" ? "mean Dice of held-out slices" : "mean Dice of held-out patients";
}

std::string loss_of(const Fields& options) {
  if (options.text("loss") == "cross_entropy") return "binary cross-entropy";
  return "mean of binary cross-entropy and 1 - soft Dice (Milletari et al. 2016)";
}

// What is there only where it was asked for.
std::string extras_of(const Fields& options, const Fields& training) {
  std::string text;
  if (options.flag("deep_supervision")) {
    text += fmt::format(
        " Deep supervision: in training alone inner layers had outputs of their own that were learnt from, too; {}.",
        training.text("deep_supervision"));
  }
  if (const double decay = options.number("weight_average"); decay > 0)
    text += fmt::format(" The weights used are a moving average over steps (decay {:g}).", decay);
  if (options.flag("test_flips")) text += " Predicted is the mean of a slice and of its mirror image.";
  if (options.flag("leak_check"))
    text += " What splitting by image would add was measured by training twice.";
  return text;
}

}  // namespace

Passage segmentation_methods(const Json& record) {
  const Fields run(record), settings = run.at("settings"), options = settings.at("segmentation");
  const auto model = run.get<Json>("models").at(0);
  const Fields metadata = Fields(model).at("metadata"), choice = run.at("segmentation");
  const auto networks = options.get<std::vector<std::string>>("networks");
  std::string names;
  for (const auto& name : networks) names += (names.empty() ? "" : " and ") + name;
  std::string text = fmt::format(
      "{} ({}), started from {}, learnt from outlined training patients slice by slice ({} patients; {}: {}). Input: "
      "{}; {:g} tumour-free slices drawn anew per slice with tumour in every epoch; augmentation: {}. Loss: {}. {}, "
      "batch {}, {} epochs; kept was the epoch of highest {} ({}).",
      names, tumour_of(settings), starts_of(options), run.at("counts").whole("outlined_training"),
      held_out_of(options), patients_of(model), input_of(options), options.number("background_share"),
      run.at("training").text("segmentation_augmentation"), loss_of(options),
      run.at("training").text("segmentation"), options.whole("batch"), options.whole("epochs"),
      score_of(options), metadata.text("epoch"));
  if (networks.size() > 1) {
    text += fmt::format(" {} goes on, of the highest validation Dice ({:.3f}).", choice.text("chosen"),
                        choice.number("validation_dice"));
  }
  text += extras_of(options, run.at("training"));
  text += fmt::format(
      " A pixel is tumour from a probability of {:g} on; connected components under {:g} mm3 are removed{}. A step whose "
      "loss or gradients were not finite in bf16 was done again in float32.",
      options.number("threshold"), options.number("min_component_mm3"),
      options.whole("keep_largest") == 0
          ? ""
          : fmt::format(", and of the others all but the {} largest", options.whole("keep_largest")));
  if (options.flag("plan")) {
    text +=
        " Image size and batch were planned from the outlined training images' spacing and size where not set by hand.";
  }
  if (options.flag("write_dicom_seg")) text += " Masks were written as DICOM segmentation objects, too.";
  return {"Segmentation", text};
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
