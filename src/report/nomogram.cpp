#include "report/nomogram.h"

#include <algorithm>
#include <cmath>

#include "report/chart.h"
#include "stats/logistic.h"

namespace residuum::report {
namespace {

constexpr double apart = 4;  // points between marks whose names would else run into each other

// One line of the drawing, on a scale of 0 to 100.
void add_line(Json& lines, Json& marks, const std::string& row, double from, double to,
              std::vector<std::pair<double, std::string>> at) {
  lines.push_back({{"row", row}, {"from", from}, {"to", to}});
  std::sort(at.begin(), at.end());
  double last = -apart;
  for (const auto& [x, text] : at) {
    if (x - last < apart) continue;
    marks.push_back({{"row", row}, {"x", x}, {"text", text}});
    last = x;
  }
}

std::string short_number(double value) {
  return fmt::format("{:g}", std::round(value * 1e6) / 1e6 + 0.0);  // no -0
}

}  // namespace

Nomogram::Nomogram(double intercept, std::vector<NomogramColumn> columns) : columns_(std::move(columns)) {
  if (columns_.empty()) throw input_error("a nomogram needs a column");
  double largest = 0;
  base_ = intercept;
  for (const auto& column : columns_) {
    if (!(column.low <= column.high)) throw input_error("nomogram, {}: no range", column.name);
    largest = std::max(largest, std::abs(column.coefficient) * (column.high - column.low));
    base_ += std::min(column.coefficient * column.low, column.coefficient * column.high);
  }
  if (!(largest > 0)) throw input_error("a nomogram of coefficients that are all 0 has no points");
  per_point_ = largest / 100;
  for (const auto& column : columns_)
    most_ += std::abs(column.coefficient) * (column.high - column.low) / per_point_;
}

double Nomogram::points(std::size_t column, double value) const {
  const auto& [name, coefficient, low, high, marks] = columns_[column];
  return (coefficient * value - std::min(coefficient * low, coefficient * high)) / per_point_;
}

double Nomogram::probability(double total_points) const {
  return stats::inverse_logit(base_ + per_point_ * total_points);
}

double Nomogram::total_points(double probability) const {
  return (stats::logit(probability) - base_) / per_point_;
}

std::vector<std::pair<double, std::string>> round_marks(double low, double high) {
  if (!(high > low)) return {{low, short_number(low)}};
  const double rough = (high - low) / 5;
  const double power = std::pow(10, std::floor(std::log10(rough)));
  double step = power;
  for (const double factor : {1.0, 2.0, 5.0, 10.0}) {
    step = factor * power;
    if (step >= rough) break;
  }
  std::vector<std::pair<double, std::string>> marks;
  for (double value = std::ceil(low / step - 1e-9) * step; value <= high + 1e-9 * step; value += step)
    marks.emplace_back(value, short_number(value));
  return marks;
}

Figure nomogram_figure(const std::string& id, const std::string& caption, const Nomogram& nomogram,
                       const std::string& outcome) {
  Json lines = Json::array(), marks = Json::array(), order = Json::array();
  const auto row = [&](const std::string& name, double from, double to,
                       const std::vector<std::pair<double, std::string>>& at) {
    order.push_back(name);
    add_line(lines, marks, name, from, to, at);
  };
  row("points", 0, 100, round_marks(0, 100));
  for (std::size_t c = 0; c < nomogram.columns().size(); ++c) {
    const auto& column = nomogram.columns()[c];
    std::vector<std::pair<double, std::string>> at;
    for (const auto& [value, text] : column.marks) at.emplace_back(nomogram.points(c, value), text);
    const auto [from, to] = std::minmax({nomogram.points(c, column.low), nomogram.points(c, column.high)});
    row(column.name, from, to, at);
  }
  // The totals go beyond 100: drawn on the same width.
  const double most = nomogram.most_points();
  std::vector<std::pair<double, std::string>> totals, probabilities;
  for (const auto& [value, text] : round_marks(0, most)) totals.emplace_back(100 * value / most, text);
  row("total points", 0, 100, totals);
  for (const double p : {0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99}) {
    const double at = 100 * nomogram.total_points(p) / most;
    if (at >= 0 && at <= 100) probabilities.emplace_back(at, short_number(p));
  }
  row("probability of " + outcome, 0, 100, probabilities);

  Json y = nominal("row", "");
  y["title"] = nullptr;
  y["sort"] = order;
  y["scale"] = {{"domain", order}, {"paddingInner", 0.5}, {"paddingOuter", 0.5}};
  y["axis"] = {
      {"ticks", false}, {"domain", false}, {"labelPadding", 8}, {"labelLimit", 180}, {"grid", false}};
  const auto x = [](const char* field) {
    Json made = quantitative(field, "");
    made["scale"] = {{"domain", {0, 100}}, {"nice", false}};
    made["axis"] = nullptr;
    return made;
  };
  const Json rules = {{"data", {{"values", lines}}},
                      {"mark", {{"type", "rule"}, {"strokeWidth", 1.4}, {"color", colour::blue}}},
                      {"encoding", {{"y", y}, {"x", x("from")}, {"x2", {{"field", "to"}}}}}};
  const Json ticks = {
      {"data", {{"values", marks}}},
      {"mark",
       {{"type", "tick"}, {"orient", "vertical"}, {"size", 9}, {"thickness", 1.4}, {"color", colour::blue}}},
      {"encoding", {{"y", y}, {"x", x("x")}}}};
  const Json texts = {
      {"data", {{"values", marks}}},
      {"mark", {{"type", "text"}, {"dy", -11}, {"fontSize", 11}, {"color", colour::ink}}},
      {"encoding", {{"y", y}, {"x", x("x")}, {"text", {{"field", "text"}, {"type", "nominal"}}}}}};
  Json spec = chart(caption);
  spec["width"] = "container";
  spec["height"] = static_cast<int>(40 * order.size());
  spec["layer"] = {rules, ticks, texts};
  return {id, caption, spec};
}

}  // namespace residuum::report
