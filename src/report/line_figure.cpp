#include <algorithm>
#include <cmath>

#include "report/chart.h"
#include "report/figures.h"

namespace residuum::report {
namespace {

constexpr std::size_t most_dots = 60;  // of a series; with more, dots would hide the line

void check(const std::string& id, const Series& series) {
  if (series.x.size() != series.y.size()) {
    throw input_error("figure {}: series \"{}\" has {} x and {} y", id, series.name, series.x.size(),
                      series.y.size());
  }
}

bool is_whole(double value) {
  return !std::isfinite(value) || (value == std::floor(value) && std::abs(value) < 1e9);
}

// At most some fifteen, a round step apart. (Vega's tickMinStep does not survive the merging of layers.)
Json whole_ticks(const std::vector<Series>& series) {
  double low = 0, high = 0;
  bool any = false;
  for (const auto& one : series) {
    for (const double x : one.x) {
      if (!std::isfinite(x)) continue;
      low = any ? std::min(low, x) : x;
      high = any ? std::max(high, x) : x;
      any = true;
    }
  }
  Json ticks = Json::array();
  if (!any) return ticks;
  long step = 1;
  for (int i = 0; (high - low) / static_cast<double>(step) > 15; ++i) {
    step = step * (i % 3 == 1 ? 5 : 4) / 2;  // 1, 2, 5, 10 ...
  }
  const auto first = static_cast<long>(std::ceil(low / static_cast<double>(step))) * step;
  for (long tick = first; static_cast<double>(tick) <= high; tick += step) ticks.push_back(tick);
  return ticks;
}

}  // namespace

Figure line_figure(const std::string& id, const std::string& caption, const std::string& x_title,
                   const std::string& y_title, const std::vector<Series>& series, double marked_x) {
  Json rows = Json::array(), names = Json::array();
  bool whole = true;
  std::size_t longest = 0;
  for (const auto& one : series) {
    check(id, one);
    names.push_back(one.name);
    whole &= std::all_of(one.x.begin(), one.x.end(), is_whole);
    longest = std::max(longest, one.x.size());
    for (std::size_t i = 0; i < one.x.size(); ++i) {
      rows.push_back({{"series", one.name}, {"x", finite(one.x[i])}, {"y", finite(one.y[i])}});
    }
  }
  Json x = quantitative("x", x_title), y = quantitative("y", y_title);
  x["scale"] = {{"nice", false}, {"zero", false}, {"padding", 8}};
  x["axis"] = {{"grid", false}, {"tickCount", 6}, {"labelOverlap", true}};
  if (whole) {
    x["axis"]["values"] = whole_ticks(series);
    x["axis"]["format"] = "d";
  }
  y["scale"] = {{"zero", false}};
  y["axis"] = {{"tickCount", 6}};
  Json spec = chart(caption);
  spec["width"] = "container";
  spec["height"] = 260;
  spec["layer"] = Json::array();
  if (rows.empty()) {
    x["scale"]["domain"] = y["scale"]["domain"] = {0, 1};
    x["axis"]["tickCount"] = 5;
    spec["encoding"] = {{"x", x}, {"y", y}};
    spec["layer"] = {{{"data", {{"values", Json::array()}}}, {"mark", "point"}}, no_data_layer()};
    return {id, caption, spec};
  }
  if (marked_x > 0 && std::isfinite(marked_x)) {
    spec["layer"].push_back(rule_layer(x, marked_x, fmt::format("{} {:g}", x_title, marked_x)));
  }
  // Names stand one below the other where they would not fit side by side.
  const Json legend = {
      {"title", nullptr},
      {"orient", "top"},
      {"direction", "horizontal"},
      {"symbolType", "stroke"},
      {"offset", 24},  // room for the rule's text
      {"columns",
       {{"expr", fmt::format("width < {} ? 1 : 3", 180 * std::min<std::size_t>(3, series.size()))}}}};
  const Json lines = {
      {"mark", {{"type", "line"}, {"strokeWidth", 2.2}}},
      {"encoding", {{"color", series_colour(names, legend)}, {"strokeDash", series_dash(names, legend)}}}};
  const Json dots = {
      {"mark", {{"type", "point"}, {"filled", true}, {"size", 36}, {"opacity", longest > most_dots ? 0 : 1}}},
      {"encoding",
       {{"color", series_colour(names, legend)},
        {"tooltip",
         {tooltip("series", "series"), tooltip("x", x_title, whole ? "d" : ".4~g"),
          tooltip("y", y_title, ".4~g")}}}}};
  spec["layer"].push_back(
      {{"data", {{"values", rows}}}, {"encoding", {{"x", x}, {"y", y}}}, {"layer", {lines, dots}}});
  return {id, caption, spec};
}

}  // namespace residuum::report
