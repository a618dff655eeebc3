#include "report/chart.h"
#include "report/figures.h"

namespace residuum::report {
namespace {

Json curves_of(const std::vector<NamedCalibration>& models) {
  Json rows = Json::array();
  for (const auto& model : models) {
    for (const auto& point : model.curve.smooth) {
      rows.push_back({{"series", model.name},
                      {"predicted", finite(point.predicted)},
                      {"observed", finite(point.observed)}});
    }
  }
  return rows;
}

Json groups_of(const std::vector<NamedCalibration>& models) {
  Json rows = Json::array();
  for (const auto& model : models) {
    for (const auto& group : model.curve.groups) {
      rows.push_back({{"series", model.name},
                      {"predicted", finite(group.mean_probability)},
                      {"observed", finite(group.observed.value)},
                      {"low", finite(group.observed.low)},
                      {"high", finite(group.observed.high)},
                      {"patients", group.observed.total}});
    }
  }
  return rows;
}

}  // namespace

Figure calibration_figure(const std::string& id, const std::string& caption,
                          const std::vector<NamedCalibration>& models) {
  Json names = Json::array();
  for (const auto& model : models) names.push_back(model.name);
  const Json x = rate("predicted", "predicted probability of RT"),
             y = rate("observed", "observed share of RT");
  const Json diagonal = {
      {"data", {{"values", {{{"predicted", 0}, {"observed", 0}}, {{"predicted", 1}, {"observed", 1}}}}}},
      {"mark", {{"type", "line"}, {"strokeDash", {4, 4}}, {"strokeWidth", 1}, {"color", colour::quiet}}},
      {"encoding", {{"x", x}, {"y", y}}}};
  Json spec = chart(caption);
  spec["width"] = spec["height"] = square_plot;
  spec["layer"] = {diagonal};
  const Json groups = groups_of(models);
  if (groups.empty()) {
    spec["layer"].push_back(no_data_layer());
    return {id, caption, spec};
  }
  const Json key = {
      {"title", nullptr}, {"orient", "bottom"}, {"direction", "vertical"}, {"symbolType", "stroke"}};
  const Json colour = series_colour(names, key);
  // A loess curve may leave 0..1; it is not drawn there.
  const Json lines = {
      {"data", {{"values", curves_of(models)}}},
      {"mark", {{"type", "line"}, {"strokeWidth", 2.2}, {"clip", true}}},
      {"encoding", {{"x", x}, {"y", y}, {"color", colour}, {"strokeDash", series_dash(names, key)}}}};
  Json low = y;
  low["field"] = "low";
  const Json bars = {{"mark", {{"type", "rule"}, {"strokeWidth", 1.4}, {"opacity", 0.7}}},
                     {"encoding", {{"x", x}, {"y", low}, {"y2", {{"field", "high"}}}, {"color", colour}}}};
  const Json dots = {
      {"mark", {{"type", "point"}, {"filled", true}, {"size", 60}, {"opacity", 1}}},
      {"encoding",
       {{"x", x},
        {"y", y},
        {"color", colour},
        {"tooltip",
         {tooltip("series", "model"), tooltip("patients", "patients", "d"),
          tooltip("predicted", "mean probability", ".3f"), tooltip("observed", "share of RT", ".3f"),
          tooltip("low", "low", ".3f"), tooltip("high", "high", ".3f")}}}}};
  spec["layer"].push_back(lines);
  spec["layer"].push_back({{"data", {{"values", groups}}}, {"layer", {bars, dots}}});
  return {id, caption, spec};
}

}  // namespace residuum::report
