#include <algorithm>
#include <cmath>

#include "core/random.h"
#include "report/chart.h"
#include "report/figures.h"

namespace residuum::report {
namespace {

void check(const std::string& id, const std::vector<double>& probabilities,
           const std::vector<int>& outcomes) {
  if (probabilities.size() != outcomes.size()) {
    throw input_error("figure {}: {} probabilities for {} outcomes", id, probabilities.size(),
                      outcomes.size());
  }
  for (const int outcome : outcomes) {
    if (outcome != 0 && outcome != 1)
      throw input_error("figure {}: outcome {} is neither 0 nor 1", id, outcome);
  }
}

}  // namespace

Figure strip_figure(const std::string& id, const std::string& caption,
                    const std::vector<double>& probabilities, const std::vector<int>& outcomes,
                    double threshold) {
  check(id, probabilities, outcomes);
  Json rows = Json::array();
  Random random(1, id);  // the jitter only keeps dots apart: the same page every time
  for (std::size_t i = 0; i < probabilities.size(); ++i) {
    rows.push_back({{"actual", outcomes[i] == 1 ? "RT" : "NRT"},
                    {"probability", finite(probabilities[i])},
                    {"jitter", std::round(1000 * random.uniform(-1, 1)) / 1000}});
  }
  const auto rt = std::count(outcomes.begin(), outcomes.end(), 1);
  const auto nrt = static_cast<std::ptrdiff_t>(outcomes.size()) - rt;
  const Json order = {"NRT", "RT"};
  Json x = quantitative("probability", "predicted probability of RT");
  x["scale"] = {{"domain", {0, 1}}};
  x["axis"] = {{"tickCount", 5}, {"format", ".1f"}};
  Json y = nominal("actual", "actual outcome");
  y["scale"] = {{"domain", order}};
  y["axis"] = {
      {"ticks", false},
      {"labelPadding", 8},
      {"labelLineHeight", 15},
      {"labelExpr", fmt::format("[datum.label, datum.label == 'RT' ? 'n = {}' : 'n = {}']", rt, nrt)}};
  const Json dots = {
      {"data", {{"values", rows}}},
      {"mark", {{"type", "circle"}, {"size", 60}, {"opacity", 0.85}}},
      {"encoding",
       {{"x", x},
        {"y", y},
        {"yOffset", {{"field", "jitter"}, {"type", "quantitative"}, {"scale", {{"domain", {-1.5, 1.5}}}}}},
        {"color",
         {{"field", "actual"},
          {"type", "nominal"},
          {"scale", {{"domain", order}, {"range", {colour::blue, colour::vermillion}}}},
          {"legend", nullptr}}},
        {"tooltip", {tooltip("actual", "actual"), tooltip("probability", "probability of RT", ".3f")}}}}};
  Json spec = chart(caption);
  spec["width"] = "container";
  spec["height"] = 170;
  spec["layer"] = {dots};
  if (std::isfinite(threshold)) {
    spec["layer"].push_back(rule_layer(x, threshold, fmt::format("threshold {:.3f}", threshold)));
  }
  if (rows.empty()) spec["layer"].push_back(no_data_layer());
  return {id, caption, spec};
}

}  // namespace residuum::report
