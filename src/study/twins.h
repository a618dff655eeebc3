// One person under two ids, one of which may be in training and the other in test: found by what the images
// are, for a series exported again has new UIDs, other file names and perhaps other grey values.
#pragma once

#include <string>
#include <vector>

#include "imaging/volume.h"
#include "study/image_check.h"

namespace residuum::study {

// Of each slice a hash of where its grey values rise and fall from pixel to pixel, row by row: the same for
// every scaling that keeps their order. Empty for a slice too plain to know again (fewer than a tenth of the
// steps rise, or fall).
std::vector<std::string> slice_prints(const imaging::Volume& image);

// One line for each pair of patients who have the same image, images of one series or of one examination (the
// frame of reference, unless more than half of the patients have it: one that a program writes for
// everybody), or a slice in common. Findings of patients who could not be read have no id and are passed
// over.
std::vector<std::string> twin_problems(const std::vector<ImageFinding>& findings);

}  // namespace residuum::study
