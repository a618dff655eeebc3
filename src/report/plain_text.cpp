#include "report/plain_text.h"

#include <algorithm>
#include <sstream>

#include "report/table.h"

namespace residuum::report {
namespace {

// Code points: bytes that do not continue one.
std::size_t width_of(const std::string& text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](unsigned char c) { return (c & 0xC0) != 0x80; }));
}

std::string padded(const std::string& text, std::size_t width, bool right) {
  const std::string blank(width - std::min(width, width_of(text)), ' ');
  return right ? blank + text : text + blank;
}

class TextWriter {
 public:
  explicit TextWriter(std::size_t width) : width_(width) {}

  void title(const std::string& text, char line) {
    text_ += (text_.empty() ? "" : "\n") + text + "\n" + std::string(width_of(text), line) + "\n";
  }

  void paragraph(const std::string& text, const std::string& indent = "") {
    std::istringstream words(text);
    std::string line;
    for (std::string word; words >> word;) {
      if (!line.empty() && indent.size() + width_of(line) + 1 + width_of(word) > width_) {
        text_ += indent + line + "\n";
        line.clear();
      }
      line += (line.empty() ? "" : " ") + word;
    }
    text_ += indent + line + "\n";
  }

  void draw(const Paragraph& block) {
    text_ += "\n";
    paragraph(block.text);
  }
  void draw(const Notice& block) {
    text_ += "\n";
    paragraph(block.text, "! ");
  }
  void draw(const Figure& block) { draw(Paragraph{"[figure: " + block.caption + "]"}); }
  void draw(const Image& block) { draw(Paragraph{"[picture: " + block.caption + "]"}); }

  void draw(const Definitions& block) {
    text_ += "\n";
    for (const auto& [term, text] : block.entries) paragraph(term + ": " + text, "  ");
  }

  void draw(const Details& block) {
    draw(Paragraph{block.summary});
    for (const auto& inner : block.blocks) std::visit([this](const auto& one) { draw(one); }, inner);
  }

  void draw(const Table& table) {
    check(table);
    const auto numeric = number_columns(table);
    std::vector<std::size_t> widths;
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
      std::size_t widest = width_of(table.columns[i]);
      for (const auto& row : table.rows) widest = std::max(widest, width_of(row[i]));
      widths.push_back(widest);
    }
    text_ += "\n";
    paragraph(fmt::format("Table {}. {}", ++tables_, table.caption));
    const auto add = [&](const std::vector<std::string>& cells) {
      std::string line;
      for (std::size_t i = 0; i < cells.size(); ++i) {
        line += (i > 0 ? "  " : "") + padded(cells[i], widths[i], numeric[i]);
      }
      text_ += line.substr(0, line.find_last_not_of(' ') + 1) + "\n";
    };
    add(table.columns);
    std::vector<std::string> rules;
    for (const std::size_t width : widths) rules.emplace_back(width, '-');
    add(rules);
    for (const auto& row : table.rows) add(row);
  }

  const std::string& text() const { return text_; }

 private:
  std::size_t width_;
  std::string text_;
  int tables_ = 0;
};

}  // namespace

std::string to_text(const Document& document, std::size_t width) {
  TextWriter writer(width);
  writer.title(document.title, '=');
  if (!document.subtitle.empty()) writer.paragraph(document.subtitle);
  for (const auto& section : document.sections) {
    writer.title(section.title, '-');
    for (const auto& block : section.blocks) std::visit([&](const auto& one) { writer.draw(one); }, block);
  }
  return writer.text();
}

}  // namespace residuum::report
