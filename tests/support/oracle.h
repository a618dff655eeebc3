// Asks R or Python what a statistic is: a script of tests/oracles reads tables and writes what it computed
// from them.
#pragma once

#include <fmt/core.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <map>
#include <string>
#include <vector>

#include "command_line.h"
#include "core/csv.h"
#include "temporary_folder.h"

namespace residuum::test {

class Answers {
 public:
  void add(const std::string& of, const std::string& what, double value) {
    values_[{of, what}].push_back(value);
  }
  std::size_t size() const { return values_.size(); }

  bool has(std::size_t of, const std::string& what) const {
    return values_.contains({std::to_string(of), what});
  }

  // What was computed of case `of` (from 1), in the script's order.
  const std::vector<double>& values(std::size_t of, const std::string& what) const {
    return values_.at({std::to_string(of), what});
  }
  double value(std::size_t of, const std::string& what) const { return values(of, what).at(0); }

 private:
  std::map<std::pair<std::string, std::string>, std::vector<double>> values_;
};

// script: "x.R" (run by answers.R, see there) or "x.py", which is called with the tables' paths and that of
// the results. No answers, and a failed expectation, where it fails.
inline Answers ask_oracle(const std::string& script, const std::vector<CsvTable>& tables) {
  const TemporaryFolder folder;
  const std::string oracles = std::string(RESIDUUM_SOURCE_DIR) + "/tests/oracles/";
  std::string line = script.ends_with(".py")
                         ? fmt::format("/usr/bin/python3 '{}{}'", oracles, script)
                         : fmt::format("Rscript --vanilla '{0}answers.R' '{0}{1}'", oracles, script);
  for (std::size_t i = 0; i < tables.size(); ++i) {
    const auto path = folder.path() / fmt::format("table{}.csv", i);
    tables[i].write(path);
    line += fmt::format(" '{}'", path.string());
  }
  const auto results = folder.path() / "results.csv";
  const auto result = shell(fmt::format("{} '{}'", line, results.string()));
  EXPECT_EQ(result.exit_code, 0) << result.output;
  Answers answers;
  if (result.exit_code != 0) return answers;
  const auto table = CsvTable::read(results);
  for (std::size_t row = 0; row < table.row_count(); ++row)
    answers.add(table.cell(row, "of"), table.cell(row, "what"), *table.number(row, "value"));
  return answers;
}

// Numbers to all their digits.
inline std::string cell(double value) {
  return fmt::format("{}", value);
}

// Whether the command succeeds, such as "Rscript --vanilla -e 'library(boot)'".
inline bool runs(const std::string& command) {
  return shell(command).exit_code == 0;
}

}  // namespace residuum::test

// Ends a test whose oracle is not installed: skipped with a word, but failed where CI is set.
#define RESIDUUM_NEEDS(command, debian_packages)                                                   \
  if (!residuum::test::runs(command)) {                                                            \
    ASSERT_EQ(std::getenv("CI"), nullptr) << "CI needs the Debian packages " << (debian_packages); \
    GTEST_SKIP() << "not compared: the Debian packages " << (debian_packages) << " are missing";   \
  }
