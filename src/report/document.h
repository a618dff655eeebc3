// A report as a value: sections of paragraphs, tables, figures and pictures, in reading order. study composes
// it, html.h draws it. All text is plain text in UTF-8, escaped when drawn. Tables are numbered in reading
// order, and so are figures and pictures together.
#pragma once

#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "core/json.h"

namespace residuum::report {

struct Paragraph {
  std::string text;
  std::string head = {};  // its title, at the start of the first line
};
struct Notice {  // a boxed remark: synthetic data, a leak
  std::string text;
};
struct Table {
  std::string caption;
  std::vector<std::string> columns;
  std::vector<std::vector<std::string>> rows;  // one cell per column; columns of numbers are set flush right
  std::string id =
      {};  // what its .csv and .tex are called, after the number: letters, digits and -; or empty
  std::string leak = {};  // how test data flowed into it, where they did: a mark that nobody overlooks
};
struct Figure {
  std::string id;  // letters, digits and - : the file name of its .vl.json too
  std::string caption;
  Json spec;  // Vega-Lite 5, data inline
  std::string leak = {};
};
struct Image {
  std::string caption;
  std::string png;  // the file's bytes
  std::string alt;
  std::string leak = {};
};
struct Definitions {  // settings and versions, say: a term and what it is
  std::vector<std::pair<std::string, std::string>> entries;
};
// A box that opens when asked, and on paper: what only some readers want. It holds no figure, for a chart
// cannot take its width from a closed box.
struct Details {
  std::string summary;
  std::vector<std::variant<Paragraph, Table, Definitions>> blocks;
};
using Block = std::variant<Paragraph, Notice, Table, Figure, Image, Definitions, Details>;

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
