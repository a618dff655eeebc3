// The defaults of a study's segmentation by its preset; study.toml's keys go before them. Sources, side by
// side: docs/study-folder.md. Where the article is silent, its scripts' values stand in `paper`. No LibTorch
// here.
#pragma once

#include "segmentation/segmentation.h"

namespace residuum::segmentation {

// "paper": U-Net and DeepLabv3, RMSprop at 0.001, batch 32, 20 epochs, held out by patient (not stated).
// "code": as the published scripts train, their leak by image included, within the outlined training
// patients. "rigorous": the program's own. REQUIRES: one of these.
Options preset_options(const std::string& name);

}  // namespace residuum::segmentation
