// How well predicted masks match radiologists' on the outlined test patients: every score that the field
// expects (imaging/overlap.h, surface_distance.h), per patient and per slice, as files and as a table with
// intervals. Where a score is not defined (a distance to an empty mask) its cell is empty and it is counted.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "core/json.h"
#include "imaging/volume.h"
#include "report/document.h"

namespace residuum::study {

// One patient's scores, and those of each slice with tumour in either mask, kept with the patient's result.
// REQUIRES: one grid.
Json score_masks(const imaging::Mask& predicted, const imaging::Mask& reference);

struct PatientScores {
  std::string patient;
  Json scores;  // score_masks()'s
};

// `patients`: patient, dice, then the others. `slices`: the same per slice; slice counts from 0.
void write_scores(const fs::path& patients, const fs::path& slices, const std::vector<PatientScores>& scores);

struct Interval {
  double low = 0, high = 0;
};

// "0.912 (0.871-0.943)", or without an interval where there is none.
std::string with(double value, const std::optional<Interval>& interval);

struct ScoreSummary {
  std::string name;  // as a column of dice.csv
  std::size_t defined = 0, undefined = 0;
  double mean = 0, median = 0, lowest = 0, highest = 0;
  // Percentile interval of 2000 draws of patients with all their slices; none for fewer than two patients.
  std::optional<Interval> by_patient;
  // The article's: mean +- 1.96 SD / sqrt(n), each slice counted as if it were independent. Of slices alone.
  std::optional<Interval> of_article;
};

// Of the bootstrap draws below, from the study's seed: one score has one interval wherever it is shown.
std::uint64_t scores_seed(std::uint64_t study_seed);

// Of one column of either file, over its patients or their slices with tumour in either mask; of the slices'
// Dice with the article's interval. Errors: input, for no column of that name, a damaged file.
ScoreSummary summarise_score(const fs::path& scores, const std::string& column, std::uint64_t seed);
ScoreSummary summarise_slice_dice(const fs::path& slices, std::uint64_t seed);

// Of the differences, patient by patient, of a column of one file less the same of the other. Undefined are
// those for whom either is; who stands in one file alone counts for nothing. Errors: as above.
ScoreSummary summarise_difference(const fs::path& patients, const fs::path& less, const std::string& column,
                                  std::uint64_t seed);

// Of a column of counts.
std::size_t sum_of(const fs::path& patients, const std::string& column);

// Every score of both files, one a row. `of`: whose masks, as in "deeplabv3_resnet50", for the caption; `id`:
// report::Table's.
report::Table segmentation_scores_table(const fs::path& patients, const fs::path& slices, std::uint64_t seed,
                                        const std::string& of, const std::string& id);

}  // namespace residuum::study
