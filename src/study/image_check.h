// What is found when a patient's image and mask are read for the first time.
#pragma once

#include "cohort/patient.h"
#include "study/envelope.h"
#include "study/flip_finding.h"

namespace residuum::study {

struct ImageFinding {
  std::string patient;
  std::size_t columns = 0, rows = 0, slices = 0;
  double pixel_mm = 0, slice_mm = 0, angle_from_axial_deg = 0;
  ImageFeatures features;
  std::string series;  // which of how many was read, and why (imaging::SeriesVolume::choice)
  // Hashes, by which later stages know that something has changed, and by which one person under two ids is
  // found.
  std::string voxels_sha256, series_sha256;
  std::string frame_sha256;               // of the frame of reference; empty where the series has none
  std::vector<std::string> slice_prints;  // of each slice (twins.h)
  std::string mask_sha256;                // of the labels, as they are used; empty where not outlined
  std::vector<std::string> warnings;
  int tumour_slices = 0;
  double tumour_ml = 0;                 // of all labels that are used
  std::string annotation;               // what the mask was read from (imaging::to_string)
  double primary_ml = 0, nodes_ml = 0;  // of each label, used or not
  FlipFinding flip;
  double body_mm = 0;                            // longer side of the body's box in the plane
  double intensity_low = 0, intensity_high = 0;  // imaging::IntensityRange, raw
  std::string refused;  // why the mask cannot be used, without names of files; or empty

  bool outlined() const { return !mask_sha256.empty(); }
};

struct MaskRules {
  bool include_nodes = true;
  bool leave_out_refused = false;  // a mask that cannot be used is a finding instead of an error
};

// Errors carry the patient's id.
ImageFinding check_image(const cohort::Patient& patient, const MaskRules& rules);

// All patients, in their order; every problem in one error, so that a user mends them in one go. The same
// person under two ids is a problem too (twins.h). `work`: where findings are kept as they come
// (patient_work.h).
std::vector<ImageFinding> check_images(const std::vector<cohort::Patient>& patients, const MaskRules& rules,
                                       int threads, const fs::path& work = {});

Json to_json(const ImageFeatures& features);
ImageFeatures features_from_json(const Json& value, const std::string& where);
Json to_json(const ImageFinding& finding);
ImageFinding finding_from_json(const Json& value, const std::string& where);

}  // namespace residuum::study
