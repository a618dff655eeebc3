#include "report/step_figure.h"

#include <set>

#include "report/chart.h"

namespace residuum::report {

Figure step_figure(const std::string& id, const std::string& caption, const std::string& x_title,
                   const std::string& y_title, const std::vector<std::string>& steps,
                   const std::vector<StepSeries>& series) {
  if (std::set<std::string>(steps.begin(), steps.end()).size() != steps.size())
    throw input_error("figure {}: a step stands twice", id);
  Json rows = Json::array(), names = Json::array();
  for (const auto& one : series) {
    if (one.value.size() != steps.size() || one.low.size() != steps.size() ||
        one.high.size() != steps.size()) {
      throw input_error("figure {}: series \"{}\" does not have {} values with intervals", id, one.name,
                        steps.size());
    }
    names.push_back(one.name);
    for (std::size_t i = 0; i < steps.size(); ++i) {
      rows.push_back({{"series", one.name},
                      {"step", steps[i]},
                      {"value", finite(one.value[i])},
                      {"low", finite(one.low[i])},
                      {"high", finite(one.high[i])}});
    }
  }
  Json x = nominal("step", x_title), y = quantitative("value", y_title);
  x["sort"] = steps;
  x["scale"] = {{"domain", steps}};
  x["axis"] = {{"labelAngle", -40}, {"labelLimit", 140}, {"grid", false}};
  y["axis"] = {{"tickCount", 6}};
  const Json legend = {{"title", nullptr}, {"orient", "top"}, {"direction", "horizontal"}};
  const Json offset = {{"field", "series"}, {"type", "nominal"}, {"sort", names}};
  const Json colour = series_colour(names, legend);
  Json low = y, high = {{"field", "high"}};
  low["field"] = "low";
  const Json bars = {
      {"mark", {{"type", "rule"}, {"strokeWidth", 1.6}}},
      {"encoding", {{"x", x}, {"xOffset", offset}, {"y", low}, {"y2", high}, {"color", colour}}}};
  const Json dots = {
      {"mark", {{"type", "point"}, {"filled", true}, {"size", 48}, {"opacity", 1}}},
      {"encoding",
       {{"x", x},
        {"xOffset", offset},
        {"y", y},
        {"color", colour},
        {"shape",
         {{"field", "series"}, {"type", "nominal"}, {"scale", {{"domain", names}}}, {"legend", legend}}},
        {"tooltip",
         {tooltip("series", "series"), tooltip("step", x_title), tooltip("value", y_title, ".3f"),
          tooltip("low", "low", ".3f"), tooltip("high", "high", ".3f")}}}}};
  Json spec = chart(caption);
  spec["width"] = "container";
  spec["height"] = 240;
  spec["data"] = {{"values", rows}};
  spec["layer"] = {bars, dots};
  if (rows.empty()) spec["layer"].push_back(no_data_layer());
  return {id, caption, spec};
}

}  // namespace residuum::report
