// The stages of a run in their order. Each reads files, writes files and records itself in the ledger.
#pragma once

#include "study/context.h"

namespace residuum::study {

// Every image and mask read once; tables of what was found; every patient's error in one message.
// Refused masks are left out where the settings say so. stages/check/images.csv, tables/annotations.csv
void check_stage(Context& context);

// Patients to training and test cohort, once; what training images look like, for the reading room.
// stages/split/splits.csv, envelope.json
void split_stage(Context& context);

// Who was left out and why; the cohort's characteristics. tables/flow.csv, table1.csv, balance.csv
void cohort_stage(Context& context);

// Where asked for, the segmentation's image size, batch and neighbouring slices from what the outlined
// training images are like. stages/segmentation-plan/plan.json
void segmentation_plan_stage(Context& context);

// Segmentation networks from the outlined training patients, and the choice among them by validation Dice.
// stages/segmentation-NETWORK/; models/segmentation.safetensors, stages/segmentation/choice.json
void segmentation_stages(Context& context);

// Where asked for: what splitting by image would add to Dice. stages/leak/leak.json
void leak_stage(Context& context);

// A mask for every patient: the radiologist's for outlined training patients (the study's way), the network's
// for all others; scores on outlined test patients. stages/masks/*.nii.gz, dice.csv, dice_slices.csv
void masks_stage(Context& context);

// Where asked for, each mask as a DICOM segmentation object over its series, with the identifiers of the
// series. stages/dicom-seg/*.dcm
void dicom_seg_stage(Context& context);

// Where several networks were tried: the scores on the outlined test patients of those that do not go on.
// stages/networks/NETWORK.csv, NETWORK-slices.csv
void networks_stage(Context& context);

// Tumour rectangles cut out, one PNG a slice. stages/rectangles/, tables/no_tumour.csv
void rectangles_stage(Context& context);

// Radiomic features of every tumour. stages/features/features.csv
void features_stage(Context& context);

// Outcome models of every candidate (network and unit) of each regimen from its training patients, the choice
// among them, and the chosen one's further seeds. stages/outcome-*/; models/outcome-*.safetensors
void outcome_stages(Context& context);

// Where asked for: what the published scripts' choice of the epoch on test patients adds.
// stages/published/protocols.json
void published_stage(Context& context);

// How far test patients lie from those learnt from, as the outcome models see them.
// stages/novelty/*.safetensors, distances.csv
void novelty_stage(Context& context);

// Every test patient under every regimen. predictions.csv
void prediction_stage(Context& context);

// Every candidate on the test patients, for comparison alone. stages/candidates/predictions.csv, epochs.csv
void candidates_stage(Context& context);

// What a network must beat, from training patients; every test patient under each.
// stages/baselines/scores.csv
void baselines_stage(Context& context);

// Clinical columns with the image, fitted on training patients whom the networks had not learnt from.
// stages/fusion/scores.csv, models.json
void fusion_stage(Context& context);

// Figures of merit on the test cohort, of every candidate too. tables/performance.csv, roc.csv, table2.csv,
// network_tests.csv
void evaluation_stage(Context& context);

// Heat maps of the test patients, the tumour's share of them, and whether they depend on the weights.
// stages/explanation/patients.csv, cascade.csv, pictures
void explanation_stage(Context& context);

// Recommendation and judgement for every test patient, and what following the model would be worth.
// decisions.csv, tables/judgement.csv, policy_value.csv and others
void decision_stage(Context& context);

// Synthetic studies, where asked for: do the estimators of the decision stage say what is true?
// stages/simulation/simulation.json
void simulation_stage(Context& context);

// report.html
void report_stage(Context& context);

}  // namespace residuum::study
