// The manual as Markdown.
#include <fmt/core.h>

#include "cmd/manual.h"

namespace residuum {
namespace {

std::string cell(const std::string& text) {
  std::string safe;
  for (const char c : text) safe += c == '|' ? "\\|" : std::string(1, c);
  return safe;
}

std::string code(const std::string& text) {
  return text.empty() ? "" : "`" + cell(text) + "`";
}

std::string table(const std::vector<ManualPage::Entry>& entries, const char* title) {
  if (entries.empty()) return "";
  std::string text = fmt::format("| {} | default | meaning |\n|---|---|---|\n", title);
  for (const auto& entry : entries) {
    text += fmt::format("| {} | {} | {}{} |\n", code(entry.name),
                        entry.required ? "needed" : code(entry.fallback), cell(entry.text),
                        entry.allowed.empty() ? "" : " (" + cell(entry.allowed) + ")");
  }
  return text + "\n";
}

constexpr const char* written =
    "Written by `residuum help --markdown`; the examples, which are real output, lie in [examples](../examples).\n";

}  // namespace

std::string to_markdown(const ManualPage& page, const std::string& example) {
  std::string text = fmt::format("# residuum {}\n{}.\n\n    {}\n\n", page.name, page.summary, page.synopsis);
  text += table(page.arguments, "argument") + table(page.options, "option");
  text += "Exit code: 0 done, 1 the work failed or was stopped, 2 the input or the call is wrong.\n\n";
  text += "## Example\n    " + page.example + "\n\n";
  if (!example.empty()) text += example + (example.ends_with('\n') ? "\n" : "\n\n");
  return text + written;
}

std::string markdown_index(const std::vector<ManualPage>& pages) {
  std::string text =
      "# Commands\nOne program, `residuum`; `residuum COMMAND --help` says the same as these pages, and `residuum help "
      "--man DIR` writes them as man pages.\n\n| command | does |\n|---|---|\n";
  for (const auto& page : pages)
    text += fmt::format("| [{0}](commands/{0}.md) | {1} |\n", page.name, cell(page.summary));
  return text +
         "\nAlike in all: `--json` prints the result for machines; progress is a bar on a terminal and plain lines "
         "elsewhere, on standard error; `-q` before the command keeps it quiet; Ctrl-C stops at the next safe point, and "
         "the same call goes on from there. Exit codes: 0 done, 1 the work failed or was stopped, 2 the input or the call "
         "is wrong.\n";
}

}  // namespace residuum
