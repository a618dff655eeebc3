#include "study/network_settings.h"

#include <fmt/ranges.h>

#include <algorithm>
#include <set>

#include "core/error.h"
#include "core/text.h"

namespace residuum::study {

std::vector<std::string> read_networks(const Config& config, const std::string& part, nn::NetworkTask task,
                                       const std::vector<std::string>& fallback) {
  const auto known = nn::network_names(task);
  if (config.has(part + "network") && config.has(part + "networks"))
    throw input_error("{0}network and {0}networks are both given; name the networks in one", part);
  if (config.has(part + "network")) return {config.choice(part + "network", "", known)};
  const auto networks = config.texts(part + "networks", fallback);
  for (const auto& name : networks) {
    if (std::ranges::find(known, name) != known.end()) continue;
    const auto near = nearest(name, known);
    throw input_error("{}networks: \"{}\" is unknown; {}", part, name,
                      near.empty() ? fmt::format("there are {}", fmt::join(known, ", "))
                                   : fmt::format("did you mean \"{}\"?", near));
  }
  if (networks.empty() || std::set(networks.begin(), networks.end()).size() != networks.size())
    throw input_error("{}networks: name at least one, none twice", part);
  return networks;
}

void read_starts(const Config& config, const std::string& part, const std::vector<std::string>& networks,
                 std::string& pretrained, std::map<std::string, std::string>& pretrained_of) {
  pretrained = config.text(part + "pretrained", "");
  for (const auto& name : networks) {
    const auto start = config.text(part + "pretrained_of." + name, "");
    if (!start.empty()) pretrained_of[name] = start;
  }
  if (!pretrained.empty() && networks.size() > 1) {
    throw input_error(
        "{}pretrained \"{}\": there are several networks; say of which it is, as in pretrained_of.{} = \"...\"",
        part, pretrained, networks.front());
  }
}

}  // namespace residuum::study
