#include "study/checklist.h"

#include <algorithm>

#include "core/error.h"

namespace residuum::study {
namespace {

std::string answer(const ChecklistItem& item, const std::vector<std::string>& titles) {
  if (item.sections.empty()) return item.note;
  std::string text;
  for (const auto& section : item.sections) {
    const auto found = std::find(titles.begin(), titles.end(), section);
    if (found == titles.end())
      throw failure("checklist item {} points at section \"{}\", which the report lacks", item.number,
                    section);
    text += fmt::format("{}{} {}", text.empty() ? "Section " : ", ", found - titles.begin() + 1, section);
  }
  return text + (item.note.empty() ? "" : ": " + item.note);
}

}  // namespace

report::Table checklist_table(const std::string& id, const std::string& caption,
                              const std::vector<ChecklistItem>& items,
                              const std::vector<std::string>& titles) {
  report::Table table{caption, {"item", "asks for", "answer"}, {}};
  table.id = id;
  for (const auto& item : items) table.rows.push_back({item.number, item.asks, answer(item, titles)});
  return table;
}

}  // namespace residuum::study
