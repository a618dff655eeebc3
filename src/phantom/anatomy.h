// The standard head and neck from 6 cm above the nasopharynx to 10 cm below it, and one patient's variant of
// it.
#pragma once

#include <vector>

#include "core/random.h"
#include "phantom/structure.h"

namespace residuum::phantom {

// The tables, in the order in which they are painted.
std::vector<Structure> body_outline();  // skin, fat beneath it, ears
std::vector<Structure> neck_muscles();
std::vector<Structure> face_tissues();  // muscles of chewing, tongue, glands
std::vector<Structure> skull();         // bone: vault, base, face
std::vector<Structure> jaws();
std::vector<Structure> brain();
std::vector<Structure> spine();
std::vector<Structure> airways();  // nose, sinuses, pharynx, larynx
std::vector<Structure> vessels();

struct Build {
  float width = 1, depth = 1, height = 1;  // patient size over standard size, along x, y, z
  float fat_mm = 0;                        // fat beneath the skin, more than the standard's 5 mm
};

// Every structure of the standard head, by tables that live as long as the program.
const std::vector<Structure>& standard_anatomy();

// One patient: both sides of each paired structure, each a little different.
std::vector<Instance> vary_anatomy(Random& random, const Build& build);
Build vary_build(Random& random);

}  // namespace residuum::phantom
