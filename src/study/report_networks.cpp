// The networks that the segmentation tried: Dice per epoch (the article's Figure 5), what each reached, which
// goes on, and what splitting by image adds.
#include <algorithm>

#include "core/csv.h"
#include "core/error.h"
#include "report/figures.h"
#include "study/model_description.h"
#include "study/report_sections.h"
#include "study/segmentation_choice.h"
#include "study/segmentation_leak.h"
#include "study/segmentation_scores.h"
#include "study/with_interval.h"

namespace residuum::study {
namespace {

// How test data flow into the validation figures where images are what is held out.
std::string leak_of(const segmentation::Options& options) {
  if (options.split != "image") return "";
  return "held out by image: the networks have learnt from other slices of the same patients";
}

std::string score_of(const segmentation::Options& options) {
  if (options.score == "batch") return "mean Dice of batches of held-out slices with tumour";
  if (options.score == "slice") return "mean Dice of held-out slices with tumour";
  return "mean Dice of held-out patients";
}

// The mean over folds, as far as all of them have the epoch.
std::vector<double> over_folds(const TriedNetwork& tried, double learn::EpochRecord::*figure) {
  std::vector<double> means;
  for (std::size_t epoch = 0;; ++epoch) {
    double sum = 0;
    for (const auto& history : tried.folds) {
      if (epoch >= history.epochs.size()) return means;
      sum += history.epochs[epoch].*figure;
    }
    means.push_back(sum / static_cast<double>(tried.folds.size()));
  }
}

report::Series series_of(const TriedNetwork& tried, const std::string& name,
                         double learn::EpochRecord::*figure) {
  report::Series series{name, {}, over_folds(tried, figure)};
  for (std::size_t i = 0; i < series.y.size(); ++i) series.x.push_back(static_cast<double>(i + 1));
  return series;
}

const TriedNetwork& chosen_of(const SegmentationChoice& choice) {
  const auto found = std::ranges::find_if(
      choice.networks, [&](const TriedNetwork& tried) { return tried.network == choice.chosen; });
  if (found == choice.networks.end())
    throw input_error("the segmentation's choice, {}, is none of its networks", choice.chosen);
  return *found;
}

report::Figure curves(const Context& context, const SegmentationChoice& choice, const std::string& leak) {
  const auto& options = context.settings.segmentation;
  const auto& chosen = chosen_of(choice);
  const bool one_fold = chosen.folds.size() == 1;
  const Json model =
      describe_model(context.run(), "segmentation", context.run().segmentation_model())["metadata"];
  std::vector<report::Series> series;
  for (const auto& tried : choice.networks) {
    series.push_back(
        series_of(tried, "validation Dice, " + tried.network, &learn::EpochRecord::validation_score));
  }
  if (choice.networks.size() == 1)
    series.push_back(series_of(chosen, "training loss", &learn::EpochRecord::training_loss));
  const auto figure = report::line_figure(
      "segmentation-training",
      fmt::format(
          "Segmentation per epoch: {}{}, {} outlined training patients to learn from and {} held out "
          "(validation), without an interval{}.",
          score_of(options), one_fold ? "" : fmt::format(", mean over {} folds", chosen.folds.size()),
          model.value("fitting_patients", "the"), model.value("validation_patients", "the"),
          one_fold ? fmt::format("; the rule marks the epoch of {} that was kept (highest validation Dice)",
                                 choice.chosen)
                   : ""),
      "epoch", choice.networks.size() == 1 ? "Dice / loss" : "Dice", series,
      one_fold ? chosen.folds.front().chosen_epoch : 0);
  return leak.empty() ? figure : report::leaked(figure, leak);
}

std::string epochs_of(const TriedNetwork& tried) {
  std::string text;
  for (const auto& history : tried.folds)
    text += (text.empty() ? "" : ", ") + std::to_string(history.chosen_epoch);
  return text;
}

double minutes_of(const TriedNetwork& tried) {
  double seconds = 0;
  for (const auto& history : tried.folds) {
    for (const auto& epoch : history.epochs) seconds += epoch.seconds;
  }
  return seconds / 60;
}

double waiting_of(const TriedNetwork& tried) {
  double seconds = 0, waiting = 0;
  for (const auto& history : tried.folds) {
    for (const auto& epoch : history.epochs) {
      seconds += epoch.seconds;
      waiting += epoch.seconds * epoch.waiting_share;
    }
  }
  return seconds > 0 ? waiting / seconds : 0;
}

int redone_of(const TriedNetwork& tried) {
  int redone = 0;
  for (const auto& history : tried.folds) {
    for (const auto& epoch : history.epochs) redone += epoch.redone_steps;
  }
  return redone;
}

std::string number(double value) {
  return fmt::format("{:.3f}", value);
}

// The network's test Dice, and by how much it is above the chosen one's.
std::vector<std::string> test_cells(const Context& context, const SegmentationChoice& choice,
                                    const std::string& network) {
  const auto seed = scores_seed(context.settings.seed);
  const auto own = score_files(context.run(), choice, network).patients;
  const auto dice = summarise_score(own, "dice", seed);
  if (dice.defined == 0) return {"none", "none", "none", "none"};
  std::string difference = "goes on";
  if (network != choice.chosen) {
    const auto chosen = score_files(context.run(), choice, choice.chosen).patients;
    const auto apart = summarise_difference(own, chosen, "dice", seed);
    difference = with(apart.mean, apart.by_patient);
  }
  return {with(dice.mean, dice.by_patient), number(dice.median),
          fmt::format("{:.3f} to {:.3f}", dice.lowest, dice.highest), difference};
}

report::Table networks_table(const Context& context, const SegmentationChoice& choice,
                             const std::string& leak) {
  const auto test_patients = CsvTable::read(context.run().dice_table()).row_count();
  report::Table table{
      fmt::format(
          "The networks of the segmentation. Validation: {} at the epochs kept, without an interval; test: Dice over "
          "the whole volume of {} outlined test patients, which no choice rests on, mean with the 95% interval of 2000 "
          "bootstrap draws of patients, and the mean of the patients' differences from the network that goes on; "
          "minutes of training",
          score_of(context.settings.segmentation), test_patients),
      {"network", "epoch kept", "validation Dice", "test mean (95% interval)", "median", "range",
       "difference", "minutes"},
      {},
      "segmentation-networks",
      leak.empty() ? ""
                   : "the column of validation Dice, " + leak + "; of test patients they have seen no slice"};
  for (const auto& tried : choice.networks) {
    std::vector<std::string> row{tried.network, epochs_of(tried), number(tried.validation_dice)};
    for (auto& cell : test_cells(context, choice, tried.network)) row.push_back(std::move(cell));
    row.push_back(fmt::format("{:.1f}", minutes_of(tried)));
    table.rows.push_back(std::move(row));
  }
  return table;
}

void add_leak(report::Section& section, const Context& context, const SegmentationChoice& choice) {
  const auto leak = read_leak(context.run());
  if (!leak) return;
  const auto found = leak_difference(*leak, context.settings.seed);
  section.blocks.push_back(report::Table{
      fmt::format(
          "What splitting by image adds: {} trained twice on the outlined training patients, with the same "
          "number of slices with tumour to learn from ({}) and held out ({}), epochs and seed; mean Dice of the "
          "held-out slices with tumour, best epoch. The difference's interval is of 2000 bootstrap draws of the held-out "
          "patients of each training (percentiles; none where fewer than {} are held out) and does not hold what another seed "
          "would change",
          choice.networks.front().network, leak->fitting_slices, leak->by_patient.size(), fewest_patients),
      {"held out by patient", "held out by image", "difference (95% interval)"},
      {{number(found.by_patient), number(found.by_image), with(found.difference, found.interval)}},
      "segmentation-leak",
      "the figure by image: slices of one patient stand on both sides"});
  section.blocks.push_back(report::Paragraph{fmt::format(
      "Held out by image the same network {} {:.3f} of Dice against held out by patient: {}.",
      found.difference >= 0 ? "gains" : "loses", std::abs(found.difference),
      found.told_from_chance() && found.difference > 0
          ? "not because it outlines new patients better, but because it has seen their other slices"
          : "with so many held-out patients, a gain from the leak is not told from chance here")});
}

}  // namespace

void add_networks(report::Section& section, const Context& context) {
  const auto choice = read_choice(context.run());
  const auto& chosen = chosen_of(choice);
  const auto leak = leak_of(context.settings.segmentation);
  section.blocks.push_back(curves(context, choice, leak));
  if (choice.networks.size() > 1) {
    section.blocks.push_back(networks_table(context, choice, leak));
    section.blocks.push_back(report::Paragraph{fmt::format(
        "{} goes on: of {} networks it has the highest validation Dice ({:.3f}). Test patients had no "
        "part in the choice.",
        choice.chosen, choice.networks.size(), chosen.validation_dice)});
  }
  std::string remark = fmt::format("The training steps of {} waited for data {:.1f}% of their time.",
                                   choice.chosen, 100 * waiting_of(chosen));
  if (const int redone = redone_of(chosen); redone > 0) {
    remark += fmt::format(" {} steps that were not finite in bf16 were done again in float32.", redone);
  }
  section.blocks.push_back(report::Paragraph{remark});
  add_leak(section, context, choice);
}

}  // namespace residuum::study
