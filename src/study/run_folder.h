// Where the files of a run lie. One place, so that stages find each other's files without knowing each other.
#pragma once

#include <string>

#include "core/file.h"

namespace residuum::study {

struct RunFolder {
  fs::path root;  // STUDY/runs/NAME

  fs::path record() const { return root / "run.json"; }
  fs::path stage(const std::string& name) const { return root / "stages" / name; }
  fs::path table(const std::string& name) const { return root / "tables" / (name + ".csv"); }
  fs::path latex(const std::string& name) const { return root / "tables" / (name + ".tex"); }
  fs::path figure(const std::string& id) const { return root / "figures" / (id + ".vl.json"); }
  fs::path predictions() const { return root / "predictions.csv"; }
  fs::path decisions() const { return root / "decisions.csv"; }
  fs::path report() const { return root / "report.html"; }
  fs::path segmentation_model() const { return root / "models" / "segmentation.safetensors"; }
  fs::path outcome_model(const std::string& regimen) const {
    return root / "models" / ("outcome-" + slug(regimen) + ".safetensors");
  }
  fs::path annotations_table() const { return table("annotations"); }
  fs::path flip_picture(const std::string& patient) const {
    return stage("check") / ("flip-" + patient + ".png");
  }
  fs::path images_table() const { return stage("check") / "images.csv"; }
  fs::path splits() const { return stage("split") / "splits.csv"; }
  fs::path findings() const { return stage("check") / "findings.json"; }
  fs::path segmentation_plan() const { return stage("segmentation-plan") / "plan.json"; }
  fs::path envelope() const { return stage("split") / "envelope.json"; }
  fs::path features() const { return stage("features") / "features.csv"; }
  fs::path baseline_scores() const { return stage("baselines") / "scores.csv"; }
  fs::path simulation() const { return stage("simulation") / "simulation.json"; }
  // Of each network tried; the chosen one's model is segmentation_model().
  fs::path network_model(const std::string& network) const {
    return stage("segmentation-" + network) / "model.safetensors";
  }
  fs::path segmentation_history(const std::string& network) const {
    return stage("segmentation-" + network) / "history.json";
  }
  fs::path segmentation_choice() const { return stage("segmentation") / "choice.json"; }
  // Of a network that was tried and does not go on, as dice_table() and slice_dice_table() are of the other.
  fs::path network_scores(const std::string& network) const { return stage("networks") / (network + ".csv"); }
  fs::path network_slice_scores(const std::string& network) const {
    return stage("networks") / (network + "-slices.csv");
  }
  fs::path leak() const { return stage("leak") / "leak.json"; }
  fs::path bias_fields() const { return root / "bias-fields"; }
  fs::path slice_cache() const { return root / "cache" / "slices"; }
  fs::path mask(const std::string& patient) const { return stage("masks") / (patient + ".nii.gz"); }
  fs::path dicom_seg(const std::string& patient) const { return stage("dicom-seg") / (patient + ".dcm"); }
  fs::path dice_table() const { return stage("masks") / "dice.csv"; }
  fs::path slice_dice_table() const { return stage("masks") / "dice_slices.csv"; }
  fs::path rectangles() const { return stage("rectangles") / "rectangles.csv"; }
  fs::path tumourless_table() const { return table("no_tumour"); }
  fs::path crop(const std::string& patient, std::size_t slice) const;
  // Of every network and unit of analysis (candidates_table.h), and of the published protocol (protocols.h).
  fs::path candidate_predictions() const { return stage("candidates") / "predictions.csv"; }
  fs::path candidate_epochs() const { return stage("candidates") / "epochs.csv"; }
  fs::path protocols() const { return stage("published") / "protocols.json"; }
  fs::path outcome_result(const std::string& regimen) const {
    return stage("outcome-" + slug(regimen)) / "result.json";
  }
  // A stage of one of a regimen's candidates or further seeds; no slug has a dot, so that none is a regimen's
  // own.
  static std::string outcome_stage(const std::string& regimen, const std::string& part = "") {
    return "outcome-" + slug(regimen) + (part.empty() ? "" : "." + part);
  }
  fs::path candidate_model(const std::string& stage_name) const {
    return stage(stage_name) / "model.safetensors";
  }
  fs::path candidate_result(const std::string& stage_name) const { return stage(stage_name) / "result.json"; }

  // "IC+CCRT" -> "ic-ccrt": letters, digits and '-' alone; a name in another script gets a short hash.
  static std::string slug(const std::string& name);
};

}  // namespace residuum::study
