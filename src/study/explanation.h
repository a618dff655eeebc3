// What the outcome models look at in the test patients, each under the model of his regimen: how much of a
// heat map lies in the tumour, which patients are drawn, and whether the maps depend on what was learnt.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "outcome/grad_cam.h"
#include "study/predictions.h"
#include "study/run_folder.h"

namespace residuum::study {

// The mask's share of a patient's heat maps, all slices together, and of the rectangles' area.
struct MapShare {
  std::size_t largest = 0;       // the map with the highest sum, the first of equals
  std::optional<double> energy;  // none: the maps are empty
  double area = 0;
};
// `inside`: the share of each pixel that belongs to the mask, one a map. REQUIRES: equal sizes, one map at
// least.
MapShare map_share(const std::vector<outcome::HeatMap>& maps, const std::vector<imaging::Slice>& inside);

// A test patient with tumour, and the map of what speaks for the outcome that is predicted.
struct ExplainedPatient {
  std::string patient, regimen;
  double probability = 0, threshold = 0;  // of RT
  cohort::Outcome actual = cohort::Outcome::nrt;
  int slices = 0;
  std::size_t telling = 0;  // the slice of the volume whose map is largest
  double area_inside = 0;   // the mask's share of his rectangles' area
  std::optional<double>
      energy_inside;  // its share of the maps, all slices together; none: the maps are empty

  cohort::Outcome predicted() const {
    return probability >= threshold ? cohort::Outcome::rt : cohort::Outcome::nrt;
  }
  bool right() const { return predicted() == actual; }
  // How far the prediction lies from the threshold, on the scale of log odds.
  double confidence() const;
};

struct ShownPatient {
  ExplainedPatient patient;
  std::string why;  // "most confident right, RT"
};

// By rule, `count` at most, nobody twice: the most confident right prediction of RT, of NRT, the most
// confident wrong one of RT (NRT was predicted), of NRT, the one nearest to the threshold, then the next of
// each. Of equals the first.
std::vector<ShownPatient> choose_shown(const std::vector<ExplainedPatient>& patients, std::size_t count);

// How alike the maps are to the model's own once the parts down to this one have forgotten what they learnt.
struct CascadeStep {
  std::string regimen, part;
  int patients = 0;
  double rank_correlation = 0, rank_low = 0, rank_high = 0;  // means over patients, 95% BCa bootstrap
  double ssim = 0, ssim_low = 0, ssim_high = 0;
};
inline constexpr const char* other_patient = "another patient";  // the "part" of the maps of other patients

void write_explained(const RunFolder& run, const std::vector<ExplainedPatient>& patients);
std::vector<ExplainedPatient> read_explained(const RunFolder& run);
void write_cascade(const RunFolder& run, const std::vector<CascadeStep>& steps);
std::vector<CascadeStep> read_cascade(const RunFolder& run);

// Files of the stage.
fs::path explained_table(const RunFolder& run);
fs::path cascade_table(const RunFolder& run);
fs::path heat_picture_file(const RunFolder& run, const std::string& patient);

}  // namespace residuum::study
