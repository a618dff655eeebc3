// `residuum reproduce`: the article's tables recomputed (src/paper/), for people, for machines and as files.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "core/json.h"
#include "report/document.h"

namespace residuum::study {

struct Reproduction {
  report::Document document;
  std::vector<std::pair<std::string, report::Table>> tables;  // by the name of their file
  Json json;
};

// `replicates` of the comparators' bootstrap.
Reproduction reproduce_article(int replicates = 2000);

std::string to_text(const Reproduction& reproduction);

// DIR/reproduce.html, DIR/reproduce.json and one DIR/NAME.csv a table. Errors: failure, when they cannot be
// written.
void write_reproduction(const fs::path& folder, const Reproduction& reproduction);

}  // namespace residuum::study
