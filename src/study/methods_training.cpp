// How the networks were trained, as prose.
#include <fmt/core.h>

#include <algorithm>

#include "segmentation/segmentation.h"
#include "study/methods_text.h"
#include "study/outcome_settings.h"
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

std::string values_of(const Fields& options) {
  std::string text =
      options.flag("bias_correction") ? "without their bias field, found by N4 (Tustison et al. 2010), " : "";
  const auto intensity = options.text("intensity");
  if (intensity == "zscore") return text + "as z-scores by the mean and deviation inside the patient's body";
  if (intensity != "range") return text + intensity;
  return text + (options.flag("unit_input")
                     ? "of 0 to 1 as they are"
                     : "brought to the mean and deviation that published weights expect");
}

std::string input_of(const Fields& options) {
  const auto size = options.whole("image_size");
  std::string text = fmt::format("{} with {} pixels on its longer side, values {}",
                                 options.flag("whole_image") ? "the whole slice" : "the box of the body",
                                 size, values_of(options));
  if (const auto neighbours = options.whole("neighbours"); neighbours > 0)
    text += fmt::format(", with {} slice(s) on either side as channels", neighbours);
  const auto patch = options.whole("patch");
  if (segmentation::learns_from_parts(static_cast<int>(size), static_cast<int>(patch))) {
    text += fmt::format(
        ", learnt from in patches of at most {0} x {0} pixels, every other one of a slice with tumour placed to hold "
        "some of it, and predicted whole",
        patch);
  }
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

std::string parts_of(const Fields& options) {
  const int side = segmentation::training_side(static_cast<int>(options.whole("image_size")),
                                               static_cast<int>(options.whole("patch")));
  const int at_once = segmentation::slices_at_once(side);
  if (options.whole("batch") <= at_once) return "";
  return fmt::format(
      " (in equal parts of at most {} slices, whose gradients are added up; batch norm's statistics are of each part)",
      at_once);
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
      "batch {}{}, {} epochs; kept was the epoch of highest {} ({}).",
      names, tumour_of(settings), starts_of(options), run.at("counts").whole("outlined_training"),
      held_out_of(options), patients_of(model), input_of(options), options.number("background_share"),
      run.at("training").text("segmentation_augmentation"), loss_of(options),
      run.at("training").text("segmentation"), options.whole("batch"), parts_of(options),
      options.whole("epochs"), score_of(options), metadata.text("epoch"));
  if (networks.size() > 1) {
    text += fmt::format(" {} goes on, of the highest validation Dice ({:.3f}).", choice.text("chosen"),
                        choice.number("validation_dice"));
  }
  text += extras_of(options, run.at("training"));
  text += fmt::format(
      " A pixel is tumour from a probability of {:g} on; connected components under {:g} mm3 are removed{}. Trained {}.",
      options.number("threshold"), options.number("min_component_mm3"),
      options.whole("keep_largest") == 0
          ? ""
          : fmt::format(", and of the others all but the {} largest", options.whole("keep_largest")),
      run.at("training").text("segmentation_precision"));
  if (options.flag("plan")) {
    text +=
        " Image size, patch, batch and neighbouring slices were planned from the outlined training images' spacing and size where not "
        "set by hand.";
  }
  if (options.flag("write_dicom_seg")) text += " Masks were written as DICOM segmentation objects, too.";
  return {"Segmentation", text};
}

namespace {

std::string unit_words(const std::string& unit) {
  if (unit == "image")
    return "the slice as unit, each with its patient's label; a patient's probability is the mean of his slices'";
  if (unit == "mean") {
    return "the patient as unit, his probability being the mean of his slices' probabilities, of which the cross-entropy "
           "is what is learnt";
  }
  if (unit == "stack") {
    return "the patient as unit, his first 10 slices (in order) as channels of one image, empty ones where there are "
           "fewer";
  }
  return "the patient as unit, his slices' features weighed by gated attention (Ilse, Tomczak and Welling 2018)";
}

std::string listed(const Json& names) {
  std::string text;
  for (const auto& name : names) text += (text.empty() ? "" : ", ") + name.get<std::string>();
  return text;
}

std::string candidates_of(const Fields& options) {
  const auto networks = options.get<Json>("networks"), units = options.get<Json>("units");
  std::string text = fmt::format(
      "Per regimen {} learnt from the training patients who had it, started from {}: ", listed(networks),
      starts_of(options));
  for (std::size_t i = 0; i < units.size(); ++i)
    text +=
        (i == 0 ? "" : "; ") + units[i].get<std::string>() + ": " + unit_words(units[i].get<std::string>());
  return text + ". ";
}

std::string outcome_input_of(const Fields& options) {
  const auto size = options.whole("image_size"), slices = options.whole("max_slices");
  return fmt::format(
      "Input: tumour rectangles resized to {} x {} pixels, grey three times, with {} mean and standard deviation; {} of "
      "a patient in a training step, all of them in prediction; ",
      size, size, options.flag("own_normalisation") ? "each network's published" : "ImageNet's",
      slices == 0 ? "all slices" : fmt::format("at most {} slices, drawn at random,", slices));
}

std::string shared_of(const Fields& options) {
  const auto shared = options.whole("shared_epochs");
  return shared == 0
             ? ""
             : fmt::format(
                   ", the first {} of them on the training patients of every regimen, each with the outcome that he "
                   "had, the others on the regimen's own, on whom alone everything was chosen",
                   shared);
}

std::string balance_of(const Fields& options) {
  std::string text;
  if (options.text("balance") == "weights") text += " Both outcomes weigh the same in the loss.";
  if (options.text("balance") == "sampling") text += " Both outcomes are drawn equally often.";
  if (const double smoothing = options.number("label_smoothing"); smoothing > 0)
    text += fmt::format(" Labels are smoothed by {:g}.", smoothing);
  if (const double weight = options.number("feature_weight"); weight > 0) {
    text += fmt::format(
        " In training each network estimated the radiomic features of the patient's tumour as well (multitask learning, "
        "Caruana 1997); their mean squared error, in standard deviations, is added to the loss with weight {:g}.",
        weight);
  }
  return text;
}

std::string choices_of(const Fields& options) {
  if (options.text("epoch") == "test") {
    return " The epoch was chosen by accuracy on the test patients, as the published scripts do: every figure of these "
           "models is leaked.";
  }
  const auto folds = options.whole("folds");
  std::string text =
      folds > 1
          ? fmt::format(
                " The training patients were divided, stratified by outcome, into {} folds (instead of {:g}% of them held out "
                "once); as many networks learnt, each with another fold held out, and their probabilities are averaged. The epoch of each is that of lowest "
                "loss on the fold held out from it.",
                folds, 100 * options.number("validation_fraction"))
          : fmt::format(
                " {:g}% of the training patients, stratified by outcome, were held out: the epoch of lowest loss comes "
                "from them.",
                100 * options.number("validation_fraction"));
  const auto calibration = options.text("calibration");
  if (calibration == "platt")
    text += " Probabilities are calibrated by a logistic regression on their logits (Platt 1999)";
  if (calibration == "temperature") text += " Probabilities are calibrated by temperature (Guo et al. 2017)";
  if (calibration == "isotonic")
    text += " Probabilities are calibrated by isotonic regression (Zadrozny and Elkan 2002)";
  if (calibration != "none") text += ", fitted on held-out patients alone.";
  const bool several = options.get<Json>("networks").size() * options.get<Json>("units").size() > 1;
  if (several) text += " Among the candidates the one of highest AUC on held-out training patients goes on.";
  text += " Thresholds: " + threshold_origin(options.text("threshold")) + ".";
  return text;
}

std::string trained_of(const Fields& run) {
  std::string text;
  const bool several = run.at("settings").at("outcome").get<Json>("networks").size() *
                           run.at("settings").at("outcome").get<Json>("units").size() >
                       1;
  for (const auto& model : run.get<Json>("models")) {
    if (!model.contains("regimen")) continue;
    const Fields metadata = Fields(model).at("metadata");
    text += fmt::format(" {}: {}{}; epoch {}, threshold {:.3f}.", Fields(model).text("regimen"),
                        several ? metadata.text("network") + ", unit " + metadata.text("unit") + ", " : "",
                        patients_of(model), metadata.text("epoch"), std::stod(metadata.text("threshold")));
  }
  return text;
}

}  // namespace

Passage outcome_methods(const Json& record) {
  const Fields run(record), options = run.at("settings").at("outcome");
  std::string text =
      candidates_of(options) + outcome_input_of(options) +
      fmt::format("augmentation: {}. {}, {} slices a step", run.at("training").text("augmentation"),
                  run.at("training").text("outcome"), options.whole("batch"));
  const auto units = options.get<std::vector<std::string>>("units");
  if (std::find(units.begin(), units.end(), "stack") != units.end())
    text += fmt::format(" ({} patients of unit stack)", options.whole("patient_batch"));
  text += fmt::format(", {} epochs{}. Trained {}.", options.whole("epochs"), shared_of(options),
                      run.at("training").text("outcome_precision"));
  text += balance_of(options) + choices_of(options) + trained_of(run);
  if (const auto seeds = options.whole("seeds"); seeds > 1) {
    text += fmt::format(
        " The model that went on was trained with {} seeds (other weights to begin with, another order, another division "
        "into held-out parts); predictions are the first one's.",
        seeds);
  }
  if (options.flag("compare_protocols")) {
    text +=
        " Beside it the published scripts' protocol was followed on the same patients, to see what its choice of the epoch "
        "on test patients adds.";
  }
  return {"Outcome models", text};
}

}  // namespace residuum::study
