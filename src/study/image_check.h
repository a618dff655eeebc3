// What is found when a patient's image and mask are read for the first time.
#pragma once

#include "cohort/patient.h"
#include "study/envelope.h"

namespace residuum::study {

struct ImageFinding {
  std::string patient;
  imaging::Geometry geometry;
  ImageFeatures features;
  std::string pixels_sha256;  // the same in two patients: one person under two ids
  std::vector<std::string> warnings;
  bool outlined = false;
  int tumour_slices = 0;
  double tumour_ml = 0;  // labels 1 and 2
};

// Errors carry the patient's id.
ImageFinding check_image(const cohort::Patient& patient);

// All patients; every problem in one error, so that a user mends them in one go. The same image under two ids
// is a problem too.
std::vector<ImageFinding> check_images(const std::vector<cohort::Patient>& patients, int threads);

Json to_json(const ImageFeatures& features);
ImageFeatures features_from_json(const Json& value, const std::string& where);

}  // namespace residuum::study
