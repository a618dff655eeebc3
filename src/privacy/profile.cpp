#include "privacy/profile.h"

#include "core/csv.h"
#include "core/embed.h"
#include "core/error.h"

namespace residuum::privacy {
namespace embedded {

std::string_view profile();

}  // namespace embedded

RESIDUUM_EMBED(embedded, profile, PROFILE_FILE)

namespace {

template <class T>
T one_of(const std::map<std::string, T>& words, const CsvTable& table, std::size_t row, const char* column) {
  const auto found = words.find(table.cell(row, column));
  if (found == words.end()) {
    throw failure("{}: \"{}\" is not known", table.place(row, column), table.cell(row, column));
  }
  return found->second;
}

}  // namespace

Profile Profile::read() {
  const std::map<std::string, Action> actions{{"X", Action::remove},
                                              {"Z", Action::empty},
                                              {"D", Action::dummy},
                                              {"U", Action::new_uid},
                                              {"K", Action::keep},
                                              {"X/Z", Action::remove_or_empty},
                                              {"X/D", Action::remove_or_dummy},
                                              {"Z/D", Action::empty_or_dummy}};
  const std::map<std::string, Option> options{{"", Option::none},
                                              {"dates", Option::dates},
                                              {"characteristics", Option::characteristics},
                                              {"descriptions", Option::descriptions}};
  const auto table = CsvTable::parse(embedded::profile(), "data/privacy/profile.csv");
  Profile profile;
  for (std::size_t row = 0; row < table.row_count(); ++row) {
    const auto tag = static_cast<std::uint32_t>(std::stoul(table.cell(row, "tag"), nullptr, 16));
    profile.rules_[tag] = {one_of(actions, table, row, "action"), one_of(options, table, row, "option"),
                           table.cell(row, "standard"), table.cell(row, "name")};
  }
  return profile;
}

const Rule& Profile::rule(std::uint16_t group, std::uint16_t element) const {
  const auto found = rules_.find(std::uint32_t{group} << 16 | element);
  return found == rules_.end() ? unknown_ : found->second;
}

}  // namespace residuum::privacy
