#include <algorithm>

#include "core/error.h"
#include "imaging/mask_file.h"
#include "study/bags.h"
#include "study/dice_summary.h"
#include "study/images.h"
#include "study/overlay.h"
#include "study/report_sections.h"
#include "study/segmentation_choice.h"
#include "study/segmentation_scores.h"
#include "study/tumourless.h"

namespace residuum::study {
namespace {

const cohort::Patient& patient_named(const Context& context, const std::string& id) {
  const auto found = std::find_if(context.patients().begin(), context.patients().end(),
                                  [&](const cohort::Patient& patient) { return patient.id == id; });
  if (found == context.patients().end()) throw input_error("patient {}: not in cohort.csv", id);
  return *found;
}

report::Image picture_of(const Context& context, const DiceScore& score, const std::string& rank) {
  const auto& patient = patient_named(context, score.patient);
  const auto image = load_normalised(patient);
  const auto predicted = imaging::read_mask(context.run().mask(patient.id), image.geometry);
  const auto radiologist = load_reference_mask(patient, image.geometry, context.include_nodes());
  const std::size_t slice = fullest_slice(radiologist);
  std::optional<imaging::Rectangle> rectangle;
  for (const auto& found : imaging::tumour_rectangles(predicted, context.settings.rectangle)) {
    if (found.slice == slice) rectangle = found.rectangle;
  }
  const auto picture = draw_slice(image, slice, predicted, &radiologist, rectangle);
  return {
      fmt::format(
          "{} (test patient {}, Dice {:.3f} over the volume), slice {} of {}: predicted outline orange, radiologist's "
          "blue, tumour rectangle green.",
          rank, patient.id, score.dice, slice + 1, image.geometry.size[2]),
      imaging::encode_png(picture), rank + " segmentation of a test patient"};
}

// Of the network that goes on, then of the others.
void add_scores(report::Section& section, const Context& context) {
  const auto choice = read_choice(context.run());
  const auto add = [&](const std::string& network, const std::string& id) {
    const auto files = score_files(context.run(), choice, network);
    section.blocks.push_back(segmentation_scores_table(files.patients, files.slices,
                                                       scores_seed(context.settings.seed), network, id));
  };
  add(choice.chosen, "segmentation-scores");
  for (const auto& tried : choice.networks) {
    if (tried.network != choice.chosen)
      add(tried.network, "segmentation-scores-" + RunFolder::slug(tried.network));
  }
}

}  // namespace

report::Section segmentation_section(const Context& context) {
  report::Section section{title::segmentation, {}};
  add_networks(section, context);
  add_tumourless(section, context);
  const auto scores = read_dice(context.run());
  if (scores.empty()) {
    section.blocks.push_back(
        report::Paragraph{"No test patient was outlined, so the segmentation's Dice on patients it has not "
                          "seen cannot be told."});
    return section;
  }
  const auto summary = summarise_dice(context.run(), context.settings.seed);
  const auto& worst = scores.front();
  const auto& median = scores[scores.size() / 2];
  const auto& best = scores.back();
  const auto number = [](double value) { return fmt::format("{:.3f}", value); };
  section.blocks.push_back(report::Table{
      fmt::format(
          "Dice of predicted against radiologist's masks ({}, whole volume), {} outlined test patients, a pixel "
          "being tumour from a probability of {:g} on (a setting); intervals in the table below",
          context.include_nodes() ? "primary tumour and nodes together" : "primary tumour alone",
          summary.patients, context.settings.segmentation.threshold),
      {"patients", "mean", "median", "lowest", "highest"},
      {{std::to_string(summary.patients), number(summary.mean), number(summary.median),
        number(summary.lowest), number(summary.highest)}},
      "dice"});
  add_scores(section, context);
  section.blocks.push_back(picture_of(context, worst, "Lowest Dice"));
  if (scores.size() > 2) section.blocks.push_back(picture_of(context, median, "Median Dice"));
  if (scores.size() > 1) section.blocks.push_back(picture_of(context, best, "Highest Dice"));
  return section;
}

}  // namespace residuum::study
