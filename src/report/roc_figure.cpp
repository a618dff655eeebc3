#include "report/chart.h"
#include "report/figures.h"

namespace residuum::report {
namespace {

// Below the diagonal, where no useful curve runs, as long as the names fit there.
Json legend(const std::vector<NamedRoc>& curves) {
  bool fits = curves.size() <= 4;
  for (const auto& curve : curves) fits &= curve.name.size() <= 36;
  if (!fits)
    return {{"title", nullptr}, {"orient", "bottom"}, {"direction", "vertical"}, {"symbolType", "stroke"}};
  return {{"title", nullptr},
          {"orient", "bottom-right"},
          {"direction", "vertical"},
          {"symbolType", "stroke"},
          {"padding", 6},
          {"fillColor", colour::ground},
          {"offset", 6}};
}

}  // namespace

Figure roc_figure(const std::string& id, const std::string& caption, const std::vector<NamedRoc>& curves) {
  Json rows = Json::array(), names = Json::array();
  for (const auto& curve : curves) {
    names.push_back(curve.name);
    int order = 0;
    for (const auto& point : curve.points) {
      rows.push_back({{"series", curve.name},
                      {"order", order++},
                      {"threshold", finite(point.threshold)},
                      {"fpr", finite(point.false_positive_rate)},
                      {"tpr", finite(point.true_positive_rate)}});
    }
  }
  const Json x = rate("fpr", "1 - specificity"), y = rate("tpr", "sensitivity");
  const Json diagonal = {
      {"data", {{"values", {{{"fpr", 0}, {"tpr", 0}}, {{"fpr", 1}, {"tpr", 1}}}}}},
      {"mark", {{"type", "line"}, {"strokeDash", {4, 4}}, {"strokeWidth", 1}, {"color", colour::quiet}}},
      {"encoding", {{"x", x}, {"y", y}}}};
  Json spec = chart(caption);
  spec["width"] = spec["height"] = square_plot;
  spec["layer"] = {diagonal};
  if (rows.empty()) {
    spec["layer"].push_back(no_data_layer());
    return {id, caption, spec};
  }
  const Json key = legend(curves);
  // One point a distinct score: straight lines between them are the steps, and where patients of both
  // outcomes share a score, the slope that the AUC counts.
  const Json lines = {{"mark", {{"type", "line"}, {"strokeWidth", 2.2}}},
                      {"encoding",
                       {{"color", series_colour(names, key)},
                        {"strokeDash", series_dash(names, key)},
                        {"order", {{"field", "order"}, {"type", "quantitative"}}}}}};
  const Json touch = {{"transform", {{{"filter", "isValid(datum.threshold)"}}}},
                      {"mark", {{"type", "point"}, {"filled", true}, {"size", 120}, {"opacity", 0}}},
                      {"encoding",
                       {{"tooltip",
                         {tooltip("series", "model"), tooltip("threshold", "threshold", ".3f"),
                          tooltip("tpr", "sensitivity", ".3f"), tooltip("fpr", "1 - specificity", ".3f")}}}}};
  spec["layer"].push_back(
      {{"data", {{"values", rows}}}, {"encoding", {{"x", x}, {"y", y}}}, {"layer", {lines, touch}}});
  return {id, caption, spec};
}

}  // namespace residuum::report
