#include "report/chart.h"

#include <cmath>

#include "report/figures.h"

namespace residuum::report {
namespace {

Json looks() {
  return {{"background", "white"},
          {"font", "Helvetica Neue, Helvetica, Arial, Liberation Sans, Nimbus Sans, sans-serif"},
          {"view", {{"stroke", colour::line}}},
          {"axis",
           {{"labelColor", colour::ink},
            {"titleColor", colour::ink},
            {"gridColor", colour::line},
            {"tickColor", colour::quiet},
            {"domainColor", colour::quiet},
            {"labelFontSize", 12},
            {"titleFontSize", 13},
            {"titleFontWeight", "normal"},
            {"titlePadding", 8},
            {"gridOpacity", 0.7}}},
          {"legend",
           {{"labelColor", colour::ink},
            {"labelFontSize", 12},
            {"labelLimit", 0},
            {"symbolSize", 220},
            {"symbolStrokeWidth", 2}}},
          {"text", {{"color", colour::ink}, {"fontSize", 12}}}};
}

Json by_series(const Json& names, const Json& range, const Json& legend) {
  return {{"field", "series"},
          {"type", "nominal"},
          {"scale", {{"domain", names}, {"range", range}}},
          {"legend", legend}};
}

}  // namespace

Json chart(const std::string& description) {
  return {{"$schema", "https://vega.github.io/schema/vega-lite/v5.json"},
          {"description", description},
          {"config", looks()}};
}

Json finite(double value) {
  return std::isfinite(value) ? Json(value) : Json(nullptr);
}

Json quantitative(const std::string& field, const std::string& title) {
  return {{"field", field}, {"type", "quantitative"}, {"title", title}};
}

Json rate(const std::string& field, const std::string& title) {
  Json axis = quantitative(field, title);
  axis["scale"] = {{"domain", {0, 1}}};
  axis["axis"] = {{"tickCount", 5}, {"format", ".1f"}};
  return axis;
}

Json nominal(const std::string& field, const std::string& title) {
  return {{"field", field}, {"type", "nominal"}, {"title", title}};
}

Json tooltip(const std::string& field, const std::string& title, const std::string& format) {
  if (format.empty()) return nominal(field, title);
  Json shown = quantitative(field, title);
  shown["format"] = format;
  return shown;
}

Json series_colour(const Json& names, const Json& legend) {
  const Json range = {colour::blue, colour::vermillion, colour::green, colour::orange,
                      colour::sky,  colour::purple,     colour::ink};
  return by_series(names, range, legend);
}

Json series_dash(const Json& names, const Json& legend) {
  const Json range = Json::parse("[[1, 0], [7, 3], [2, 2], [9, 3, 2, 3], [12, 4], [5, 2, 1, 2], [1, 3]]");
  return by_series(names, range, legend);
}

Json rule_layer(const Json& x, double value, const std::string& text) {
  const Json rule = {
      {"mark", {{"type", "rule"}, {"strokeDash", {4, 3}}, {"strokeWidth", 1.5}, {"color", colour::quiet}}}};
  const Json label = {{"mark", {{"type", "text"}, {"baseline", "bottom"}}},
                      {"encoding", {{"y", {{"value", -4}}}, {"text", {{"value", text}}}}}};
  return {{"data", {{"values", Json::array({{{x.at("field"), value}}})}}},
          {"encoding", {{"x", x}}},
          {"layer", {rule, label}}};
}

Figure leaked(Figure figure, const std::string& how) {
  figure.spec["title"] = {{"text", "Leaked: " + how},
                          {"color", colour::ink},
                          {"fontSize", 13},
                          {"anchor", "start"},
                          {"limit", 0}};
  figure.leak = how;
  return figure;
}

Json no_data_layer() {
  return {{"data", {{"values", Json::array({Json::object()})}}},
          {"mark", {{"type", "text"}, {"fontSize", 14}, {"fontStyle", "italic"}}},
          {"encoding",
           {{"x", {{"value", {{"expr", "width / 2"}}}}},
            {"y", {{"value", {{"expr", "height * 0.3"}}}}},
            {"text", {{"value", "no data"}}}}}};
}

}  // namespace residuum::report
