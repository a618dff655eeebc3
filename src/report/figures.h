// Figures as Vega-Lite specifications with their data inside; colours from the Okabe-Ito palette, which
// colour-blind readers can tell apart. A number that is not finite is written as null and not drawn; a figure
// without data says so in its frame.
#pragma once

#include <string>
#include <vector>

#include "report/document.h"
#include "stats/calibration.h"
#include "stats/rates.h"
#include "stats/roc.h"

namespace residuum::report {

struct NamedRoc {
  std::string name;  // "CCRT, AUC 0.87 (0.78-0.95)"
  std::vector<stats::RocPoint> points;
};
Figure roc_figure(const std::string& id, const std::string& caption, const std::vector<NamedRoc>& curves);

// What was observed against what was predicted: groups of patients with the interval of their share, the
// smooth curve as far as it lies in 0..1, over the diagonal of probabilities that are what they say.
struct NamedCalibration {
  std::string name;
  stats::CalibrationCurve curve;
};
Figure calibration_figure(const std::string& id, const std::string& caption,
                          const std::vector<NamedCalibration>& models);

// Counts and their share of the row: of the patients with that actual outcome.
Figure confusion_figure(const std::string& id, const std::string& caption, const stats::Confusion& confusion);

struct Series {
  std::string name;
  std::vector<double> x, y;
};
// Lines over epochs, say; `marked_x` (the chosen epoch) gets a vertical rule when > 0.
// Errors: input, for a series with unequally many x and y.
Figure line_figure(const std::string& id, const std::string& caption, const std::string& x_title,
                   const std::string& y_title, const std::vector<Series>& series, double marked_x = 0);

// Probabilities of RT by actual outcome (1 RT, 0 NRT), one dot a patient, with the threshold as a rule.
// Errors: input, for unequal lengths or another outcome.
Figure strip_figure(const std::string& id, const std::string& caption,
                    const std::vector<double>& probabilities, const std::vector<int>& outcomes,
                    double threshold);

// How many patients of each sample fall into each of `bins` equal bins from `low` to `high`.
// Errors: input, for a value outside, or no bin.
struct Sample {
  std::string name;
  std::vector<double> values;
};
Figure histogram_figure(const std::string& id, const std::string& caption, const std::string& x_title,
                        const std::vector<Sample>& samples, double low, double high, int bins);
// The figure with a mark, in its caption and in the drawing itself, so that a saved picture keeps it: `how`
// says how test data flowed into it.
Figure leaked(Figure figure, const std::string& how);

}  // namespace residuum::report
