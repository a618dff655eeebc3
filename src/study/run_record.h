// What a run tells of itself: what run.json says of settings and program, and everything that its finished
// stages have written down, gathered for the methods text, the limits and the model cards. These are written
// from it alone, so that they cannot drift from what was run.
#pragma once

#include "core/json.h"
#include "nn/compute.h"
#include "study/context.h"

namespace residuum::study {

// run.json as it begins, and again once the segmentation is planned: program, use, the stages to come,
// settings, the training recipes in words, precision, compute, software.
Json describe_run(const Settings& settings, const nn::Compute& compute);

// run.json and, of the stages up to the evaluation:
//   counts        patients in training, test, unassigned; outlined_training
//   computed      [{stages: [...], with: "..."}]: stages that were computed alike, in order of the run
//   models        [{file, regimen (outcome models), sha256, parameters, metadata}]
//   segmentation  {chosen, validation_dice}: the network that goes on
//   outcomes      {regimen: {training_patients, training_rt_rate}}
//   dice          {patients, mean, median, lowest, highest} of outlined test patients, where there are any
//   test_access   when which stage looked at test patients (test_access.h)
//   performance   rows of tables/performance.csv as objects
// Errors: input, naming the file that is missing or damaged.
Json run_record(const Context& context);

}  // namespace residuum::study
