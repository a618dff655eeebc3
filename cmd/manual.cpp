#include "cmd/manual.h"

#include <fmt/core.h>

namespace residuum {
namespace {

// CLI11's type is "INT:INT in [0 - 1024]": the word that stands for the value, and what it may be.
std::pair<std::string, std::string> value_of(const CLI::Option& option) {
  const std::string type = option.get_type_size() == 0 ? "" : option.get_type_name();
  const auto colon = type.find(':'), from = type.find('['), to = type.find(']');
  if (colon == std::string::npos || from == std::string::npos || to == std::string::npos) return {type, ""};
  std::string range = type.substr(from + 1, to - from - 1);
  if (const auto dash = range.find(" - "); dash != std::string::npos) range.replace(dash, 3, " to ");
  return {type.substr(0, colon), range};
}

ManualPage::Entry entry_of(const CLI::Option& option) {
  const auto [value, allowed] = value_of(option);
  ManualPage::Entry entry;
  entry.text = option.get_description();
  entry.fallback = option.get_default_str();
  entry.allowed = allowed;
  entry.required = option.get_required();
  if (!option.nonpositional()) {
    entry.name = option.get_name(true);
    return entry;
  }
  for (const auto& letter : option.get_snames()) entry.name += (entry.name.empty() ? "-" : ", -") + letter;
  for (const auto& word : option.get_lnames()) entry.name += (entry.name.empty() ? "--" : ", --") + word;
  if (!value.empty()) entry.name += " " + value;
  return entry;
}

}  // namespace

ManualPage manual_page(const Command& command) {
  CLI::App app(command.summary, command.name);
  command.declare(app);
  ManualPage page{command.name, command.summary, "residuum " + command.name, command.example, {}, {}};
  for (const auto* option : app.get_options()) {
    auto& list = option->nonpositional() ? page.options : page.arguments;
    list.push_back(entry_of(*option));
  }
  if (!page.options.empty()) page.synopsis += " [options]";
  for (const auto& argument : page.arguments)
    page.synopsis += argument.required ? " " + argument.name : " [" + argument.name + "]";
  return page;
}

}  // namespace residuum
