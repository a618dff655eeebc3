#include "report/blocks.h"

#include "core/text.h"
#include "report/file_name.h"
#include "report/table.h"

namespace residuum::report {
namespace {

// Inside <script> only "</" and "<!--" end or change the element; without "<" JSON holds neither. Bytes that
// are no UTF-8 become U+FFFD, as they would in the page's text.
std::string json_for_script(const Json& value) {
  std::string text;
  for (const char c : value.dump(-1, ' ', false, Json::error_handler_t::replace)) {
    if (c == '<') {
      text += "\\u003c";
    } else {
      text += c;
    }
  }
  return text;
}

// A number may be parted from its interval, an interval is not parted.
std::string number_html(const std::string& cell) {
  const auto interval = cell.find(" (");
  if (interval == std::string::npos) return escape_html(cell);
  return escape_html(cell.substr(0, interval + 1)) + "<wbr>" + escape_html(cell.substr(interval + 1));
}

constexpr std::size_t many_columns = 7;  // from so many on a table is set smaller, to fit the page's width

void check(const Figure& figure) {
  if (!is_file_name(figure.id)) {
    throw input_error("report figure \"{}\": an id is made of letters, digits and -", figure.id);
  }
}

std::string caption_html(const std::string& caption, const std::string& leak) {
  if (leak.empty()) return escape_html(caption);
  return "<strong class=\"leak\">Leaked: " + escape_html(leak) + "</strong> " + escape_html(caption);
}

class Writer {
 public:
  void add(const Section& section, std::size_t number) {
    html_ += fmt::format("<section id=\"section-{0}\" aria-labelledby=\"title-{0}\">\n", number);
    html_ += fmt::format("<h2 id=\"title-{0}\"><span class=\"number\">{0}</span> {1}</h2>\n", number,
                         escape_html(section.title));
    draw_all(section.blocks);
    html_ += "</section>\n";
  }

  const std::string& html() const { return html_; }

 private:
  template <class Blocks>
  void draw_all(const Blocks& blocks) {
    for (const auto& block : blocks) std::visit([this](const auto& one) { draw(one); }, block);
  }

  void draw(const Paragraph& paragraph) {
    const std::string head = paragraph.head.empty() ? "" : "<b>" + escape_html(paragraph.head) + ".</b> ";
    html_ += "<p>" + head + escape_html(paragraph.text) + "</p>\n";
  }

  void draw(const Notice& notice) { html_ += notice_html("caution", escape_html(notice.text)); }

  void draw(const Definitions& definitions) {
    html_ += "<dl>\n";
    for (const auto& [term, text] : definitions.entries) {
      html_ += fmt::format("<div><dt>{}</dt><dd>{}</dd></div>\n", escape_html(term), escape_html(text));
    }
    html_ += "</dl>\n";
  }

  void draw(const Details& details) {
    html_ += "<details>\n<summary>" + escape_html(details.summary) + "</summary>\n";
    draw_all(details.blocks);
    html_ += "</details>\n";
  }

  // A wide table scrolls in its own box, which the keyboard can reach; its caption stays in sight.
  void draw(const Table& table) {
    check(table);
    const auto numeric = number_columns(table);
    ++tables_;
    html_ += fmt::format(
        "<div class=\"scroll\" id=\"table-{0}\" tabindex=\"0\" role=\"region\" "
        "aria-labelledby=\"caption-{0}\">\n"
        "<table{2}>\n<caption id=\"caption-{0}\"><span><b>Table {0}.</b> {1}</span></caption>\n<thead><tr>",
        tables_, caption_html(table.caption, table.leak),
        table.columns.size() >= many_columns ? " class=\"many\"" : "");
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
      html_ += fmt::format("<th scope=\"col\"{}>{}</th>", numeric[i] ? " class=\"number\"" : "",
                           escape_html(table.columns[i]));
    }
    html_ += "</tr></thead>\n<tbody>\n";
    for (const auto& row : table.rows) {
      html_ += "<tr>";
      for (std::size_t i = 0; i < row.size(); ++i) {
        if (numeric[i]) {
          html_ += "<td class=\"number\">" + number_html(row[i]) + "</td>";
        } else {
          html_ += fmt::format("<{0}>{1}</{2}>", i == 0 ? "th scope=\"row\"" : "td", escape_html(row[i]),
                               i == 0 ? "th" : "td");
        }
      }
      html_ += "</tr>\n";
    }
    html_ += "</tbody>\n</table>\n</div>\n";
  }

  // page.js draws the specification that follows the chart's box into it.
  void draw(const Figure& figure) {
    check(figure);
    Json spec = figure.spec;
    if (spec.is_object() && !spec.contains("description")) spec["description"] = figure.caption;
    open_figure("chart-figure");
    html_ += fmt::format(
        "<div class=\"chart\"></div>\n<script type=\"application/json\" data-figure=\"{}\">{}</script>\n",
        figure.id, json_for_script(spec));
    close_figure(figure.caption, figure.leak);
  }

  void draw(const Image& image) {
    open_figure("picture");
    html_ += fmt::format("<img alt=\"{}\" src=\"data:image/png;base64,{}\">\n", escape_html(image.alt),
                         to_base64(image.png));
    close_figure(image.caption, image.leak);
  }

  void open_figure(const char* kind) {
    html_ += fmt::format("<figure class=\"{}\" id=\"figure-{}\">\n", kind, ++figures_);
  }

  void close_figure(const std::string& caption, const std::string& leak) {
    html_ += fmt::format("<figcaption><b>Figure {}.</b> {}</figcaption>\n</figure>\n", figures_,
                         caption_html(caption, leak));
  }

  std::string html_;
  int tables_ = 0, figures_ = 0;
};

constexpr const char* warning_sign =
    "<svg class=\"icon\" viewBox=\"0 0 24 24\" aria-hidden=\"true\"><path d=\"M12 3 22 20.5H2Z\"/>"
    "<path d=\"M12 9.5v5M12 17.2v.3\"/></svg>";

}  // namespace

std::string sections_html(const std::vector<Section>& sections) {
  Writer writer;
  for (std::size_t i = 0; i < sections.size(); ++i) writer.add(sections[i], i + 1);
  return writer.html();
}

std::string notice_html(const std::string& kind, const std::string& body) {
  return fmt::format("<div class=\"notice {}\" role=\"note\">{}<p>{}</p></div>\n", kind, warning_sign, body);
}

}  // namespace residuum::report
