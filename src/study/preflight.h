// What can be known to go wrong before any image is read or network trained.
#pragma once

#include "cohort/split.h"
#include "study/settings.h"

namespace residuum::study {

// The split that the study's settings give. Errors: input, naming what is missing and the remedy: a regimen
// of study.toml that nobody in cohort.csv had, or too few patients of an outcome to learn from, choose on and
// test on; too few outlined training patients; pretrained weights that are not there or do not fit the
// network; a synthetic study without its truth.
cohort::Split preflight(const fs::path& study, const Settings& settings, const cohort::Cohort& cohort);

}  // namespace residuum::study
