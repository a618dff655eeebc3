// Tables as LaTeX.
#include <fmt/core.h>

#include <algorithm>
#include <map>

#include "report/table.h"

namespace residuum::report {
namespace {

constexpr std::size_t line_length = 95;  // characters that fit a line of a page, in \small
constexpr std::size_t long_text = 24;    // a text column with longer cells may be broken
constexpr std::size_t page_rows = 30;

constexpr const char* no_wider_than_the_page =
    "\\resizebox{\\ifdim\\width>\\linewidth\\linewidth\\else\\width\\fi}{!}{%";

// What LaTeX would take for a command of its own, or cannot set.
const std::map<std::string, std::string> replaced{{"\\", "\\textbackslash{}"},
                                                  {"{", "\\{"},
                                                  {"}", "\\}"},
                                                  {"$", "\\$"},
                                                  {"&", "\\&"},
                                                  {"#", "\\#"},
                                                  {"%", "\\%"},
                                                  {"_", "\\_"},
                                                  {"~", "\\textasciitilde{}"},
                                                  {"^", "\\textasciicircum{}"},
                                                  {"<", "\\textless{}"},
                                                  {">", "\\textgreater{}"},
                                                  {"|", "\\textbar{}"},
                                                  {"\"", "''"},
                                                  {"[", "{[}"},
                                                  {"*", "{*}"},
                                                  {"\n", " "},
                                                  {"\r", ""},
                                                  {"\t", " "},
                                                  {"\u2264", "$\\leq$"},
                                                  {"\u2265", "$\\geq$"},
                                                  {"\u00b2", "\\textsuperscript{2}"}};

// The UTF-8 character that begins at `at`.
std::string character(const std::string& text, std::size_t at) {
  std::size_t length = 1;
  while (at + length < text.size() && (static_cast<unsigned char>(text[at + length]) & 0xc0) == 0x80)
    ++length;
  return text.substr(at, length);
}

std::string escaped(const std::string& text) {
  std::string latex;
  for (std::size_t at = 0; at < text.size();) {
    const std::string one = character(text, at);
    const auto found = replaced.find(one);
    latex += found == replaced.end() ? one : found->second;
    at += one.size();
  }
  return latex;
}

// The hyphen of "0.78-0.95" is a dash, that of "-0.3" a minus.
std::string number(const std::string& cell) {
  std::string latex;
  for (std::size_t i = 0; i < cell.size(); ++i) {
    if (cell[i] != '-') {
      latex += escaped(cell.substr(i, 1));
      continue;
    }
    const bool range = i > 0 && std::isdigit(static_cast<unsigned char>(cell[i - 1]));
    latex += range ? "--" : "$-$";
  }
  return latex;
}

std::size_t longest_cell(const Table& table, std::size_t column) {
  std::size_t longest = table.columns[column].size();
  for (const auto& row : table.rows) longest = std::max(longest, row[column].size());
  return longest;
}

// "lrr", or with paragraphs for long texts where the rows would not fit the page.
std::string column_types(const Table& table, const std::vector<bool>& numeric) {
  std::vector<std::size_t> longest;
  std::size_t together = 0, broken = 0;
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    longest.push_back(longest_cell(table, i));
    together += longest[i] + 2;
    if (!numeric[i] && longest[i] > long_text) broken += std::min(longest[i], line_length);
  }
  if (together <= line_length) broken = 0;
  std::size_t fixed = 2 * longest.size();
  for (std::size_t i = 0; i < longest.size(); ++i) {
    if (numeric[i] || longest[i] <= long_text) fixed += longest[i];
  }
  const double free = std::max(0.3, 0.95 - static_cast<double>(fixed) / static_cast<double>(line_length));
  std::string types;
  for (std::size_t i = 0; i < longest.size(); ++i) {
    if (broken == 0 || numeric[i] || longest[i] <= long_text) {
      types += numeric[i] ? "r" : "l";
    } else {
      const double share =
          static_cast<double>(std::min(longest[i], line_length)) / static_cast<double>(broken);
      types += fmt::format(">{{\\raggedright\\arraybackslash}}p{{{:.2f}\\linewidth}}", free * share);
    }
  }
  return types;
}

std::string row_of(const std::vector<std::string>& cells, const std::vector<bool>& numeric) {
  std::string row;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    row += (i > 0 ? " & " : "") + (numeric[i] ? number(cells[i]) : escaped(cells[i]));
  }
  return row + " \\\\\n";
}

}  // namespace

std::string to_latex(const Table& table, const std::string& label) {
  check(table);
  const auto numeric = number_columns(table);
  const std::vector<bool> texts(table.columns.size(), false);
  const std::string types = column_types(table, numeric), header = row_of(table.columns, texts);
  const std::string mark = table.leak.empty() ? "" : "\\textbf{Leaked:} " + escaped(table.leak) + ". ";
  const std::string caption =
      fmt::format("\\caption{{{}{}}}\\label{{tab:{}}}", mark, escaped(table.caption), label);
  std::string rows;
  for (const auto& row : table.rows) rows += row_of(row, numeric);
  const std::string preamble = "% Needs \\usepackage{booktabs,array,longtable,graphicx}.\n";
  if (table.rows.size() > page_rows) {
    return preamble +
           fmt::format(
               "{{\\small\\setlength{{\\LTcapwidth}}{{\\linewidth}}\n\\begin{{longtable}}{{{}}}\n{} \\\\\n"
               "\\toprule\n{}\\midrule\n\\endhead\n\\bottomrule\n\\endlastfoot\n{}\\end{{longtable}}}}\n",
               types, caption, header, rows);
  }
  return preamble + fmt::format(
                        "\\begin{{table}}\n\\centering\\small\n{}\n{}\n\\begin{{tabular}}{{{}}}\n\\toprule\n"
                        "{}\\midrule\n{}\\bottomrule\n\\end{{tabular}}}}\n\\end{{table}}\n",
                        caption, no_wider_than_the_page, types, header, rows);
}

}  // namespace residuum::report
