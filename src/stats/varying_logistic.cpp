#include "stats/varying_logistic.h"

namespace residuum::stats {
namespace {

std::vector<std::size_t> varying_columns(const std::vector<double>& design, std::size_t rows) {
  const std::size_t width = rows > 0 ? design.size() / rows : 0;
  std::vector<std::size_t> columns;
  for (std::size_t column = 0; column < width; ++column) {
    for (std::size_t row = 1; row < rows; ++row) {
      if (design[row * width + column] == design[column]) continue;
      columns.push_back(column);
      break;
    }
  }
  return columns;
}

}  // namespace

double VaryingLogistic::predict(std::span<const double> row) const {
  std::vector<double> kept;
  for (const auto column : columns) kept.push_back(row[column]);
  return model.predict(kept);
}

VaryingLogistic fit_varying_logistic(const std::vector<double>& design, const std::vector<int>& labels,
                                     const LogisticOptions& options) {
  VaryingLogistic fitted{varying_columns(design, labels.size()), {}};
  const std::size_t width = labels.empty() ? 0 : design.size() / labels.size();
  std::vector<double> kept;
  for (std::size_t row = 0; row < labels.size(); ++row) {
    for (const auto column : fitted.columns) kept.push_back(design[row * width + column]);
  }
  fitted.model = fit_logistic(kept, labels, options);
  return fitted;
}

}  // namespace residuum::stats
