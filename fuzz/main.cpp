// Readers against mutated files, reproducibly, with any compiler:
//   fuzz_readers NAME|all [--cases N] [--seed S] [--keep FOLDER]    N mutated files each
//   fuzz_readers NAME FILE...                                       these files
// Exit code 0 when every case was read or refused with an error that names the file, 1 otherwise; each file
// that was neither is kept in FOLDER.
#include <CLI/CLI.hpp>

#include <algorithm>
#include <cstdlib>
#include <iostream>

#include "core/error.h"
#include "in_child.h"
#include "mutate.h"

namespace residuum::fuzz {
namespace {

struct Tally {
  std::size_t read = 0, refused = 0, defects = 0;

  void add(const Reader& reader, const Outcome& outcome, const std::string& what) {
    if (outcome.verdict == Verdict::read) ++read;
    if (outcome.verdict == Verdict::refused) ++refused;
    if (outcome.verdict != Verdict::defect) return;
    ++defects;
    std::cout << fmt::format("{}: {}: {}\n", reader.name, what, outcome.message) << std::flush;
  }
};

// Valid files first: a reader that refuses what its mutations start from is hardly tested.
bool reads_its_seeds(const Reader& reader, const std::vector<std::string>& seeds) {
  std::size_t read = 0;
  for (const auto& seed : seeds) {
    const auto outcome = run_in_child(reader, seed, {});
    read += outcome.verdict == Verdict::read;
    if (outcome.verdict != Verdict::read)
      std::cout << fmt::format("{}: a seed is not read: {}\n", reader.name, outcome.message);
  }
  return read > 0;
}

Tally mutate_and_read(const Reader& reader, std::size_t cases, std::uint64_t seed, const fs::path& keep) {
  Tally tally;
  const auto seeds = reader.seeds();
  if (!reads_its_seeds(reader, seeds)) {
    tally.defects = 1;
    return tally;
  }
  constexpr std::size_t together = 50;
  for (std::size_t first = 0; first < cases; first += together) {
    std::vector<std::string> some;
    for (std::size_t i = first; i < std::min(cases, first + together); ++i) {
      Random random(seed, fmt::format("{} {}", reader.name, i));
      some.push_back(mutated(seeds, random));
    }
    const auto verdicts = run_together(reader, some, {});
    const auto defects_before = tally.defects;
    for (std::size_t i = 0; i < some.size(); ++i) {
      const auto outcome = verdicts.empty() ? run_in_child(reader, some[i], {}) : Outcome{verdicts[i], ""};
      const fs::path kept = keep / fmt::format("{}-{}-{}", reader.name, seed, first + i);
      if (outcome.verdict == Verdict::defect) write_file(kept, some[i]);
      tally.add(reader, outcome, kept.string());
    }
    if (verdicts.empty() && tally.defects == defects_before)
      std::cout << fmt::format("{}: cases {} to {} of seed {} did not go well together, but each alone\n",
                               reader.name, first, first + some.size() - 1, seed);
  }
  return tally;
}

struct Arguments {
  std::string name;
  std::vector<std::string> files;
  std::size_t cases = 300;
  std::uint64_t seed = 1;
  std::string keep = "fuzz-defects";
};

int run(const Arguments& arguments) {
  std::size_t defects = 0;
  bool known = false;
  for (const auto& reader : readers()) {
    if (arguments.name != "all" && arguments.name != reader.name) continue;
    known = true;
    Tally tally;
    for (const auto& file : arguments.files) {
      const auto outcome = run_in_child(reader, read_file(file), {});
      tally.add(reader, outcome, file);
      if (outcome.verdict == Verdict::refused) std::cout << outcome.message << "\n";
    }
    if (arguments.files.empty())
      tally = mutate_and_read(reader, arguments.cases, arguments.seed, arguments.keep);
    std::cout << fmt::format("{}: {} read, {} refused, {} defects\n", reader.name, tally.read, tally.refused,
                             tally.defects)
              << std::flush;
    defects += tally.defects;
  }
  if (!known) std::cerr << arguments.name << ": no such reader\n";
  return known && defects == 0 ? 0 : 1;
}

}  // namespace
}  // namespace residuum::fuzz

int main(int argc, char** argv) {
  CLI::App app;
  residuum::fuzz::Arguments arguments;
  app.add_option("NAME", arguments.name)->required();
  app.add_option("FILE", arguments.files);
  app.add_option("--cases", arguments.cases);
  app.add_option("--seed", arguments.seed);
  app.add_option("--keep", arguments.keep);
  CLI11_PARSE(app, argc, argv);
  return residuum::fuzz::run(arguments);
}
