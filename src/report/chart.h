// What every figure shares: colours, fonts, axes, and the words for missing data. A specification is drawn
// for a light ground, as it is printed and downloaded; page.css turns the four plain colours below, by these
// very values, into those of a dark page.
#pragma once

#include <string>

#include "core/json.h"

namespace residuum::report {

namespace colour {
inline constexpr const char* ink = "#1c2430";
inline constexpr const char* quiet = "#6b7683";   // reference lines
inline constexpr const char* line = "#d9dee5";    // grid and frame
inline constexpr const char* ground = "#fefefe";  // behind a legend that lies on the plot
// Okabe & Ito 2008
inline constexpr const char* blue = "#0072b2";
inline constexpr const char* vermillion = "#d55e00";
inline constexpr const char* green = "#009e73";
inline constexpr const char* orange = "#e69f00";
inline constexpr const char* sky = "#56b4e9";
inline constexpr const char* purple = "#cc79a7";
}  // namespace colour

// The start of a specification: schema, description (what a screen reader says) and looks.
Json chart(const std::string& description);

// The side, in pixels, of a plot both of whose axes are rates.
inline constexpr int square_plot = 340;

// null unless finite.
Json finite(double value);

Json quantitative(const std::string& field, const std::string& title);
Json rate(const std::string& field, const std::string& title);  // from 0 to 1
Json nominal(const std::string& field, const std::string& title);
Json tooltip(const std::string& field, const std::string& title, const std::string& format = "");

// Colour and dash by the field "series", so that lines stay apart in grey print too. `names` in order.
Json series_colour(const Json& names, const Json& legend);
Json series_dash(const Json& names, const Json& legend);

// One layer each. The rule is a vertical line at `value` on the axis `x`, its text above the plot.
Json rule_layer(const Json& x, double value, const std::string& text);
Json no_data_layer();

}  // namespace residuum::report
