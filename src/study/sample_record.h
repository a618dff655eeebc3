// For the tests: a run's record as run_record() gathers it, of settings that differ from every default.
#pragma once

#include "study/run_record.h"

namespace residuum::study::sample {

inline Settings settings() {
  Settings made;
  made.name = "mystudy";
  made.table = {{"CCRT", "IC+CCRT"}, "result", {{"GTV 70"}, {"LN left"}}};
  made.annotation.refused = "leave_out";
  made.seed = 77;
  made.test_fraction = 0.31;
  made.rectangle = {6.5, 23, false, true, 31};
  made.no_tumour = "whole_body";
  made.preset = "code";
  made.segmentation.networks = {"unet16", "unet"};
  made.segmentation.whole_image = true;
  made.segmentation.unit_input = true;
  made.segmentation.bias_correction = true;
  made.segmentation.patch = 112;
  made.segmentation.neighbours = 1;
  made.segmentation.plateau = true;
  made.segmentation.loss = "cross_entropy";
  made.segmentation.deep_supervision = true;
  made.segmentation.augment = false;
  made.segmentation.elastic = 0.013;
  made.segmentation.bias_field = 0.17;
  made.segmentation.weight_average = 0.97;
  made.segmentation.folds = 3;
  made.segmentation.score = "batch";
  made.segmentation.test_flips = true;
  made.segmentation.leak_check = true;
  made.segmentation.pretrained_of = {{"unet", "unet-start-2.safetensors"}};
  made.segmentation.image_size = 208;
  made.segmentation.epochs = 17;
  made.segmentation.batch = 6;
  made.segmentation.optimiser = "rmsprop";
  made.segmentation.learning_rate = 0.00037;
  made.segmentation.validation_fraction = 0.22;
  made.segmentation.background_share = 0.7;
  made.segmentation.threshold = 0.45;
  made.segmentation.min_component_mm3 = 250;
  made.segmentation.keep_largest = 3;
  made.segmentation.pretrained = "unet-start.safetensors";
  made.decision.margin = 0.04;
  made.eligibility = {{"recurrent"}, {"III"}, "mr", "start", 20, "later_mr", "end", 2, 7};
  made.explanation = {{outcome::CamMethod::grad_cam_plus_plus, true}, 6, 15};
  made.fusion = {{"t_stage", "ebv_dna"}, 4};
  made.novelty = {7, 0.08};
  made.outcome.networks = {"resnet18", "xception"};
  made.outcome.units = {outcome::Unit::stack, outcome::Unit::attention};
  made.outcome.patient_batch = 5;
  made.outcome.balance = "weights";
  made.outcome.label_smoothing = 0.07;
  made.outcome.feature_weight = 0.6;
  made.outcome.folds = 4;
  made.outcome.seeds = 3;
  made.outcome.compare_protocols = true;
  made.outcome.calibration = stats::RecalibrationMethod::temperature;
  made.outcome.pretrained_of = {{"xception", "xception-start.pth"}};
  made.outcome.image_size = 176;
  made.outcome.epochs = 33;
  made.outcome.shared_epochs = 7;
  made.outcome.batch = 24;
  made.outcome.max_slices = 9;
  made.outcome.optimiser = "adamw";
  made.outcome.learning_rate = 0.0021;
  made.outcome.validation_fraction = 0.27;
  return made;
}

inline Json performance_row(const std::string& regimen, int patients, int rt, const std::string& measure) {
  const bool interval = measure != "brier";
  return {{"regimen", regimen},
          {"cohort", "test"},
          {"unit", "patient"},
          {"positive_class", "RT"},
          {"patients", std::to_string(patients)},
          {"rt", std::to_string(rt)},
          {"threshold", "0.4130"},
          {"measure", measure},
          {"value", "0.8712"},
          {"ci_low", interval ? "0.7801" : ""},
          {"ci_high", interval ? "0.9555" : ""},
          {"interval", interval ? "DeLong 95%" : ""}};
}

inline Json record() {
  Json made = describe_run(settings(), {});
  made["counts"] = {{"training", 297}, {"test", 133}, {"unassigned", 4}, {"outlined_training", 55}};
  made["computed"] = {{{"stages", {"check", "split"}}, {"with", "LibTorch 1.13.1, ITK 5.3.0"}}};
  const auto model = [](const char* file, Json metadata) {
    metadata.update({{"fitting_patients", "117"}, {"validation_patients", "41"}, {"epoch", "12"}});
    return Json{
        {"file", file}, {"sha256", "00aa11bb22cc33dd44ee"}, {"parameters", 11177025}, {"metadata", metadata}};
  };
  made["models"] = {model("segmentation.safetensors", {{"network", "unet16"}}),
                    model("outcome-ccrt.safetensors",
                          {{"threshold", "0.4130000001"}, {"network", "resnet18"}, {"unit", "stack"}}),
                    model("outcome-ic-ccrt.safetensors",
                          {{"threshold", "0.377"}, {"network", "xception"}, {"unit", "attention"}})};
  made["models"][1]["regimen"] = "CCRT";
  made["models"][2]["regimen"] = "IC+CCRT";
  made["segmentation"] = {{"chosen", "unet16"}, {"validation_dice", 0.7421}};
  made["outcomes"] = {{"CCRT", {{"training_patients", 158}, {"training_rt_rate", 0.354}}},
                      {"IC+CCRT", {{"training_patients", 139}, {"training_rt_rate", 0.273}}}};
  made["test_access"] = {
      {{"stage", "masks"},
       {"purpose", "predicted masks scored"},
       {"patients", 25},
       {"times", {"2024-05-17T09:30:05Z"}}},
      {{"stage", "evaluation"},
       {"purpose", "figures of merit"},
       {"patients", 133},
       {"times", {"2024-05-17T09:41:59Z", "2024-05-18T07:00:00Z", "2024-05-19T22:07:30Z"}}}};
  made["performance"] = {performance_row("CCRT", 70, 25, "auc"), performance_row("CCRT", 70, 25, "brier"),
                         performance_row("IC+CCRT", 63, 17, "auc")};
  made["dice"] = {{"patients", 25},  {"mean", 0.7311},   {"median", 0.754},
                  {"lowest", 0.312}, {"highest", 0.881}, {"interval", {0.688, 0.771}}};
  return made;
}

}  // namespace residuum::study::sample
