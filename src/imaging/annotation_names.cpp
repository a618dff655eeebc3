#include "imaging/annotation_names.h"

#include <algorithm>
#include <regex>

#include "core/text.h"

namespace residuum::imaging {
namespace {

// Characters of a name that is looked at: DICOM allows 64. std::regex goes one call deeper with every
// character that it repeats over.
constexpr std::size_t longest = 256;

bool matches(const std::string& name, const char* pattern) {
  return std::regex_search(name, std::regex(pattern));
}

std::optional<Label> by_rule(std::string_view raw) {
  if (raw.size() > longest) return std::nullopt;
  const auto name = to_lower(trim(raw));
  if (matches(name, "^(ptv|ctv|itv)")) return std::nullopt;
  if (matches(name, "gtv[ _-]*p?nx(?![a-z])")) return primary_tumour;
  if (matches(name, "gtv[ _-]*(n|nd|ln)[lr]?(?![a-z])|node|lymph")) return lymph_nodes;
  if (matches(name, "gtv[ _-]*[pt](?![a-z])|primary|tumou?r|^npc$|^gtv[ _-]*[0-9]*$")) return primary_tumour;
  return std::nullopt;
}

bool holds(const std::vector<std::string>& names, std::string_view name) {
  return std::any_of(names.begin(), names.end(),
                     [&](const std::string& one) { return to_lower(trim(one)) == to_lower(trim(name)); });
}

}  // namespace

std::optional<Label> label_named(std::string_view name, const AnnotationNames& names) {
  if (holds(names.primary, name)) return primary_tumour;
  if (holds(names.nodes, name)) return lymph_nodes;
  const auto ruled = by_rule(name);
  if (ruled == primary_tumour && !names.primary.empty()) return std::nullopt;
  if (ruled == lymph_nodes && !names.nodes.empty()) return std::nullopt;
  return ruled;
}

}  // namespace residuum::imaging
