#include "report/chart.h"
#include "report/figures.h"

namespace residuum::report {
namespace {

Json cells(const stats::Confusion& confusion) {
  Json rows = Json::array();
  const auto add = [&](const char* actual, const char* predicted, int count, int total) {
    const double share = total > 0 ? static_cast<double>(count) / total : 0;
    rows.push_back({{"actual", actual},
                    {"predicted", predicted},
                    {"patients", count},
                    {"share", share},
                    {"percent", total > 0 ? fmt::format("{:.1f}%", 100 * share) : "-"}});
  };
  const int nrt = confusion.true_negative + confusion.false_positive;
  const int rt = confusion.true_positive + confusion.false_negative;
  add("NRT", "NRT", confusion.true_negative, nrt);
  add("NRT", "RT", confusion.false_positive, nrt);
  add("RT", "NRT", confusion.false_negative, rt);
  add("RT", "RT", confusion.true_positive, rt);
  return rows;
}

Json text_layer(const char* field, int size, const char* weight, int dy) {
  return {{"mark", {{"type", "text"}, {"fontSize", size}, {"fontWeight", weight}, {"dy", dy}}},
          {"encoding", {{"text", {{"field", field}, {"type", "nominal"}}}}}};
}

}  // namespace

Figure confusion_figure(const std::string& id, const std::string& caption,
                        const stats::Confusion& confusion) {
  const Json order = {"NRT", "RT"};
  Json x = nominal("predicted", "predicted outcome"), y = nominal("actual", "actual outcome");
  x["sort"] = y["sort"] = order;
  x["axis"] = {{"labelAngle", 0}, {"ticks", false}, {"domain", false}, {"labelPadding", 6}};
  y["axis"] = {{"ticks", false}, {"domain", false}, {"labelPadding", 6}};
  x["scale"] = y["scale"] = {{"paddingInner", 0.02}, {"paddingOuter", 0}};
  // The share is the cell's opacity: an empty cell has the ground of the page, be it light or dark, and the
  // fullest one leaves the counts legible.
  const Json heat = {{"mark", {{"type", "rect"}, {"color", colour::blue}}},
                     {"encoding",
                      {{"fillOpacity",
                        {{"field", "share"},
                         {"type", "quantitative"},
                         {"scale", {{"domain", {0, 1}}, {"range", {0.05, 0.55}}}},
                         {"legend", nullptr}}},
                       {"tooltip",
                        {tooltip("actual", "actual"), tooltip("predicted", "predicted"),
                         tooltip("patients", "patients", "d"), tooltip("percent", "of the actual")}}}}};
  Json spec = chart(caption);
  spec["width"] = 320;
  spec["height"] = 220;
  spec["data"] = {{"values", cells(confusion)}};
  spec["encoding"] = {{"x", x}, {"y", y}};
  spec["layer"] = {heat, text_layer("patients", 20, "bold", -8), text_layer("percent", 13, "normal", 14)};
  return {id, caption, spec};
}

}  // namespace residuum::report
