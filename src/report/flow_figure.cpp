#include "report/flow_figure.h"

#include <algorithm>
#include <sstream>

#include "report/chart.h"

namespace residuum::report {
namespace {

// In pixels of the drawing; the page scales it to its width.
constexpr double line_height = 17, padding = 9, gap = 26, box_width = 300, side_left = 350, side_width = 290;
constexpr std::size_t box_characters = 44, side_characters = 42;

std::vector<std::string> broken(const std::vector<std::string>& lines, std::size_t characters) {
  std::vector<std::string> made;
  for (const auto& line : lines) {
    std::istringstream words(line);
    std::string part;
    for (std::string word; words >> word;) {
      if (!part.empty() && part.size() + 1 + word.size() > characters) {
        made.push_back(part);
        part.clear();
      }
      part += (part.empty() ? "" : " ") + word;
    }
    made.push_back(part);
  }
  return made;
}

double height_of(const std::vector<std::string>& lines) {
  return 2 * padding + line_height * static_cast<double>(lines.size());
}

// The specification's data, filled from the top down.
struct Drawing {
  Json boxes = Json::array(), texts = Json::array(), lines = Json::array(), heads = Json::array();

  void box(double left, double top, double width, const std::vector<std::string>& lines_of_text) {
    boxes.push_back({{"x", left}, {"x2", left + width}, {"y", top}, {"y2", top + height_of(lines_of_text)}});
    for (std::size_t i = 0; i < lines_of_text.size(); ++i) {
      texts.push_back({{"x", left + padding},
                       {"y", top + padding + line_height * (static_cast<double>(i) + 0.5)},
                       {"text", lines_of_text[i]}});
    }
  }

  void arrow(double x, double y, double x2, double y2) {
    lines.push_back({{"x", x}, {"y", y}, {"x2", x2}, {"y2", y2}});
    heads.push_back(
        {{"x", x2 - (x2 > x ? 4 : 0)}, {"y", y2 - (y2 > y ? 4 : 0)}, {"angle", x2 > x ? 90 : 180}});
  }
};

Json position(const char* field, double size, bool down) {
  return {{"field", field},
          {"type", "quantitative"},
          {"axis", nullptr},
          {"scale", {{"domain", {0, size}}, {"nice", false}, {"reverse", down}}}};
}

}  // namespace

Figure flow_figure(const std::string& id, const std::string& caption, const std::vector<FlowBox>& boxes) {
  if (boxes.empty()) throw input_error("figure {}: a flow needs one box at least", id);
  Drawing drawing;
  double top = 1;
  const double middle = box_width / 2;
  for (std::size_t i = 0; i < boxes.size(); ++i) {
    if (boxes[i].lines.empty()) throw input_error("figure {}: box {} is empty", id, i + 1);
    const auto lines = broken(boxes[i].lines, box_characters),
               side = broken(boxes[i].leaving, side_characters);
    drawing.box(1, top, box_width, lines);
    top += height_of(lines);
    const bool leaves = !side.empty(), last = i + 1 == boxes.size();
    if (!leaves && last) break;
    const double length = leaves ? std::max(gap, height_of(side) + 12) : gap;
    if (leaves) {
      drawing.arrow(middle, top + length / 2, side_left, top + length / 2);
      drawing.box(side_left, top + (length - height_of(side)) / 2, side_width, side);
    }
    if (last) {
      drawing.lines.push_back({{"x", middle}, {"y", top}, {"x2", middle}, {"y2", top + length / 2}});
    } else {
      drawing.arrow(middle, top, middle, top + length);
    }
    top += length;
  }
  const double width = side_left + side_width + 1, height = top + 1;
  const Json x = position("x", width, false), y = position("y", height, true);
  const Json ends = {{"x", x}, {"y", y}, {"x2", {{"field", "x2"}}}, {"y2", {{"field", "y2"}}}};
  const Json head_encoding = {
      {"x", x}, {"y", y}, {"angle", {{"field", "angle"}, {"type", "quantitative"}, {"scale", nullptr}}}};
  Json spec = chart(caption);
  spec["width"] = width;
  spec["height"] = height;
  spec["view"] = {{"stroke", nullptr}};
  spec["layer"] = {{{"data", {{"values", drawing.lines}}},
                    {"mark", {{"type", "rule"}, {"color", colour::quiet}, {"strokeWidth", 1.3}}},
                    {"encoding", ends}},
                   {{"data", {{"values", drawing.heads}}},
                    {"mark",
                     {{"type", "point"},
                      {"shape", "triangle-up"},
                      {"filled", true},
                      {"size", 60},
                      {"opacity", 1},
                      {"color", colour::quiet}}},
                    {"encoding", head_encoding}},
                   {{"data", {{"values", drawing.boxes}}},
                    {"mark",
                     {{"type", "rect"},
                      {"fill", colour::ground},
                      {"stroke", colour::quiet},
                      {"strokeWidth", 1.3},
                      {"cornerRadius", 2}}},
                    {"encoding", ends}},
                   {{"data", {{"values", drawing.texts}}},
                    {"mark", {{"type", "text"}, {"align", "left"}, {"baseline", "middle"}, {"fontSize", 13}}},
                    {"encoding", {{"x", x}, {"y", y}, {"text", {{"field", "text"}, {"type", "nominal"}}}}}}};
  return {id, caption, spec};
}

}  // namespace residuum::report
