#include <algorithm>
#include <cmath>

#include "report/chart.h"
#include "report/figures.h"

namespace residuum::report {
namespace {

void check(const std::string& id, const std::vector<Sample>& samples, double low, double high, int bins) {
  if (!(low < high) || bins < 1)
    throw input_error("figure {}: {} bins from {} to {} are none", id, bins, low, high);
  for (const auto& sample : samples) {
    for (const double value : sample.values) {
      if (!(value >= low && value <= high))
        throw input_error("figure {}: {} lies outside {} to {}", id, value, low, high);
    }
  }
}

}  // namespace

Figure histogram_figure(const std::string& id, const std::string& caption, const std::string& x_title,
                        const std::vector<Sample>& samples, double low, double high, int bins) {
  check(id, samples, low, high, bins);
  Json rows = Json::array(), names = Json::array();
  const double width = (high - low) / bins;
  for (const auto& sample : samples) {
    names.push_back(sample.name);
    std::vector<int> counts(static_cast<std::size_t>(bins), 0);
    for (const double value : sample.values) {
      const auto bin = static_cast<std::size_t>((value - low) / width);
      ++counts[std::min(bin, counts.size() - 1)];
    }
    for (std::size_t bin = 0; bin < counts.size(); ++bin) {
      if (counts[bin] == 0) continue;
      const double left = low + static_cast<double>(bin) * width;
      rows.push_back(
          {{"series", sample.name}, {"from", left}, {"to", left + width}, {"patients", counts[bin]}});
    }
  }
  Json x = quantitative("from", x_title), y = quantitative("patients", "patients");
  x["scale"] = {{"domain", {low, high}}, {"nice", false}};
  x["axis"] = {{"grid", false}, {"tickCount", 6}};
  y["axis"] = {{"tickMinStep", 1}, {"tickCount", 5}};
  const Json legend = {
      {"title", nullptr}, {"orient", "top"}, {"direction", "horizontal"}, {"symbolType", "square"}};
  const Json bars = {{"data", {{"values", rows}}},
                     {"mark", {{"type", "bar"}, {"opacity", samples.size() > 1 ? 0.55 : 0.9}}},
                     {"encoding",
                      {{"x", x},
                       {"x2", {{"field", "to"}}},
                       {"y", y},
                       {"y2", {{"datum", 0}}},
                       {"color", series_colour(names, samples.size() > 1 ? legend : Json(nullptr))},
                       {"tooltip",
                        {tooltip("series", "group"), tooltip("from", "from", ".3~g"),
                         tooltip("to", "to", ".3~g"), tooltip("patients", "patients", "d")}}}}};
  Json spec = chart(caption);
  spec["width"] = "container";
  spec["height"] = 220;
  spec["layer"] = {bars};
  if (rows.empty()) spec["layer"].push_back(no_data_layer());
  return {id, caption, spec};
}

}  // namespace residuum::report
