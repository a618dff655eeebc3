#include <algorithm>
#include <iostream>

#include "cmd/manual.h"
#include "cmd/program.h"
#include "core/error.h"
#include "core/file.h"
#include "core/text.h"

namespace residuum {
namespace {

struct HelpArguments {
  std::string command, man, markdown;
};

std::vector<ManualPage> pages() {
  std::vector<ManualPage> all;
  for (const auto& command : commands()) all.push_back(manual_page(command));
  return all;
}

void write_man(const fs::path& folder) {
  const auto all = pages();
  write_file(folder / "residuum.1", roff_index(all));
  for (const auto& page : all) write_file(folder / ("residuum-" + page.name + ".1"), to_roff(page));
  std::cout << fmt::format("{}: {} man pages; man -l {} shows the first\n", folder.string(), all.size() + 1,
                           (folder / "residuum.1").string());
}

// docs/commands, and docs/commands.md beside it; docs/examples has the hand-written part.
void write_markdown(const fs::path& given) {
  const fs::path folder = fs::absolute(given).lexically_normal();
  const fs::path docs = folder.has_filename() ? folder.parent_path() : folder.parent_path().parent_path();
  const std::string name = fs::relative(folder, docs).string();
  const auto all = pages();
  write_file(docs / (name + ".md"), markdown_index(all));
  for (const auto& page : all) {
    const fs::path example = docs / "examples" / (page.name + ".md");
    write_file(docs / name / (page.name + ".md"),
               to_markdown(page, fs::exists(example) ? read_file(example) : ""));
  }
  std::cout << fmt::format("{}: {} pages\n", given.string(), all.size());
}

void print_help(const std::string& name) {
  const auto program = make_program();
  if (name.empty()) {
    std::cout << program->app.help();
    return;
  }
  std::vector<std::string> known;
  for (const auto& command : commands()) known.push_back(command.name);
  if (std::find(known.begin(), known.end(), name) == known.end()) {
    const auto near = nearest(name, known);
    throw input_error("no command \"{}\"{}; `residuum help` lists them", name,
                      near.empty() ? "" : fmt::format(", did you mean \"{}\"", near));
  }
  std::cout << program->app.get_subcommand(name)->help("residuum");
}

}  // namespace

Command help_command() {
  return {"help", "Say what the program or one of its commands does; write its manual", "residuum help run",
          [](CLI::App& app) {
            auto arguments = std::make_shared<HelpArguments>();
            app.add_option("COMMAND", arguments->command, "the command to explain; none: all in short");
            app.add_option("--man", arguments->man, "write the man pages into this folder");
            app.add_option("--markdown", arguments->markdown,
                           "write a Markdown page a command into this folder, an index beside it");
            return [arguments] {
              if (!arguments->man.empty()) write_man(arguments->man);
              if (!arguments->markdown.empty()) write_markdown(arguments->markdown);
              if (arguments->man.empty() && arguments->markdown.empty()) print_help(arguments->command);
              return 0;
            };
          }};
}

}  // namespace residuum
