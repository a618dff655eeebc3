// A report as a value: sections of paragraphs, tables, figures and pictures, in reading order. study composes it,
// html.h draws it.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "core/json.h"

namespace residuum::report {

struct Paragraph {
  std::string text;  // plain text, escaped when drawn
};
struct Notice {      // a boxed remark: research use, synthetic data, a leak
  std::string text;
};
struct Table {
  std::string caption;
  std::vector<std::string> columns;
  std::vector<std::vector<std::string>> rows;
};
struct Figure {
  std::string id;       // letters, digits and - : the file name of its .vl.json too
  std::string caption;
  Json spec;            // Vega-Lite 5, data inline
};
struct Image {
  std::string caption;
  std::string png;      // the file's bytes
  std::string alt;
};
using Block = std::variant<Paragraph, Notice, Table, Figure, Image>;

struct Section {
  std::string title;
  std::vector<Block> blocks;
};

struct Document {
  std::string title;
  std::string subtitle;
  std::vector<Section> sections;
};

}  // namespace residuum::report
