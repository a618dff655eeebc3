#include "report/html.h"

#include <algorithm>

#include "core/text.h"
#include "core/version.h"
#include "report/assets.h"
#include "report/blocks.h"

namespace residuum::report {
namespace {

// The page may use what it carries and nothing else, so opening it sends nothing anywhere. Vega's expressions
// are interpreted (page.js), hence no 'unsafe-eval'.
constexpr const char* policy =
    "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data: blob:; "
    "base-uri 'none'; form-action 'none'";

std::string head(const Document& document) {
  return fmt::format(
      "<head>\n<meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\" content=\"{}\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      "<meta name=\"generator\" content=\"Residuum {}\">\n<title>{}</title>\n<style>\n{}</style>\n</head>\n",
      policy, version, escape_html(document.title), page_style());
}

std::string header(const Document& document) {
  std::string html = "<header>\n<h1>" + escape_html(document.title) + "</h1>\n";
  if (!document.subtitle.empty())
    html += "<p class=\"subtitle\">" + escape_html(document.subtitle) + "</p>\n";
  return html +
         notice_html("research",
                     "<b>Research use only.</b> Not a medical device, not for clinical decisions.") +
         "</header>\n";
}

std::string contents(const std::vector<Section>& sections) {
  std::string html = "<nav aria-label=\"Contents\">\n<p>Contents</p>\n<ol>\n";
  for (std::size_t i = 0; i < sections.size(); ++i) {
    html += fmt::format("<li><a href=\"#section-{}\">{}</a></li>\n", i + 1, escape_html(sections[i].title));
  }
  return html + "</ol>\n</nav>\n";
}

bool has_figures(const Document& document) {
  const auto is_figure = [](const Block& block) { return std::holds_alternative<Figure>(block); };
  return std::any_of(document.sections.begin(), document.sections.end(), [&](const Section& section) {
    return std::any_of(section.blocks.begin(), section.blocks.end(), is_figure);
  });
}

std::string script(std::string_view text) {
  return fmt::format("<script>{}</script>\n", text);
}

std::string licensed(std::string_view name, std::string_view licence, std::string_view text) {
  return fmt::format("<script>/* {}\n{}*/\n{}</script>\n", name, licence, text);
}

std::string scripts(const Document& document) {
  std::string html;
  if (has_figures(document)) {
    // All three are of one house under one licence; Vega's package does not carry its text.
    html += licensed("Vega", vega_lite_licence(), vega_script());
    html += licensed("Vega-Lite", vega_lite_licence(), vega_lite_script());
    html += licensed("Vega-Embed", vega_embed_licence(), vega_embed_script());
  }
  return html + script(page_script());
}

}  // namespace

std::string to_html(const Document& document) {
  const bool long_page = document.sections.size() > 1;
  std::string html = "<!DOCTYPE html>\n<html lang=\"en\">\n" + head(document);
  html += fmt::format("<body{}>\n<a class=\"skip\" href=\"#content\">Skip to the content</a>\n",
                      long_page ? " class=\"with-contents\"" : "");
  html += header(document);
  if (long_page) html += contents(document.sections);
  html += "<main id=\"content\" tabindex=\"-1\">\n";
  if (has_figures(document)) {
    html +=
        "<noscript><p>The figures are drawn by this page's own scripts, which are switched off "
        "here.</p></noscript>\n";
  }
  html += sections_html(document.sections) + "</main>\n";
  html += fmt::format(
      "<footer><p>Residuum {}. Research use only: not a medical device, not for clinical decisions. This "
      "page is "
      "complete in itself and sends nothing anywhere.</p></footer>\n",
      version);
  return html + scripts(document) + "</body>\n</html>\n";
}

}  // namespace residuum::report
