// Figures as Vega-Lite specifications with their data inside; colours from the Okabe-Ito palette, which
// colour-blind readers can tell apart.
#pragma once

#include <string>
#include <vector>

#include "report/document.h"
#include "stats/rates.h"
#include "stats/roc.h"

namespace residuum::report {

struct NamedRoc {
  std::string name;  // "CCRT, AUC 0.87 (0.78-0.95)"
  std::vector<stats::RocPoint> points;
};
Figure roc_figure(const std::string& id, const std::string& caption, const std::vector<NamedRoc>& curves);

Figure confusion_figure(const std::string& id, const std::string& caption, const stats::Confusion& confusion);

struct Series {
  std::string name;
  std::vector<double> x, y;
};
// Lines over epochs, say; `marked_x` (the chosen epoch) gets a vertical rule when > 0.
Figure line_figure(const std::string& id, const std::string& caption, const std::string& x_title,
                   const std::string& y_title, const std::vector<Series>& series, double marked_x = 0);

// Probabilities of RT by actual outcome, one dot a patient, with the threshold as a rule.
Figure strip_figure(const std::string& id, const std::string& caption, const std::vector<double>& probabilities,
                    const std::vector<int>& outcomes, double threshold);

}  // namespace residuum::report
