// Which segments of an annotation are primary tumour and which are nodes: by what they are called.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "imaging/volume.h"

namespace residuum::imaging {

// Names as they stand in the file (case and outer spaces do not count). A list that is not empty takes the
// place of the rules below for its label.
struct AnnotationNames {
  std::vector<std::string> primary, nodes;
};

// By the rules, case not counting, nor what stands between GTV and its letters: names that begin with PTV,
// CTV or ITV are none; GTVnx is primary; GTVn, GTVnd, GTVln (and with l or r behind), node, lymph are nodes;
// GTVp, GTVt, primary, tumour, tumor, NPC, and GTV alone or with a number are primary.
std::optional<Label> label_named(std::string_view name, const AnnotationNames& names);

}  // namespace residuum::imaging
