#include "privacy/tally.h"

namespace residuum::privacy {

void Tally::add_file(const Tally& of_file) {
  for (const auto& [done, count] : of_file.counts_) {
    auto& mine = counts_[done];
    mine.elements += count.elements;
    ++mine.files;
  }
}

std::uint64_t Tally::elements(char action) const {
  std::uint64_t sum = 0;
  for (const auto& [done, count] : counts_) sum += done.action == action ? count.elements : 0;
  return sum;
}

CsvTable Tally::table() const {
  CsvTable table({"tag", "name", "action", "elements", "files"});
  for (const auto& [done, count] : counts_) {
    table.add_row({done.tag, done.name, std::string(1, done.action), std::to_string(count.elements),
                   std::to_string(count.files)});
  }
  return table;
}

}  // namespace residuum::privacy
