// A command's page of the manual as a value, read off its parser, and as Markdown and roff: so help, man
// pages and docs/commands say the same.
#pragma once

#include <string>
#include <vector>

#include "cmd/command.h"

namespace residuum {

struct ManualPage {
  struct Entry {
    std::string name;      // "STUDY", "--threads INT", "-q, --quiet"
    std::string text;      // what it is
    std::string fallback;  // its default, where it has one
    std::string allowed;   // "0 to 1024", where that is limited
    bool required = false;
  };
  std::string name, summary, synopsis, example;
  std::vector<Entry> arguments, options;
};

// Of `command`, declared to a parser of its own.
ManualPage manual_page(const Command& command);

// `example` (Markdown: real output) ends the page where there is one.
std::string to_markdown(const ManualPage& page, const std::string& example);
std::string markdown_index(const std::vector<ManualPage>& pages);

// man(7), section 1: residuum-NAME, and residuum itself.
std::string to_roff(const ManualPage& page);
std::string roff_index(const std::vector<ManualPage>& pages);

}  // namespace residuum
