// One new patient: both probabilities, the recommendation, and whether the series is like those trained on.
#pragma once

#include "core/json.h"
#include "decision/recommend.h"
#include "nn/compute.h"
#include "study/run_folder.h"

namespace residuum::study {

// Why one model says what it says of him.
struct PatientExplanation {
  std::string regimen, text;  // the picture's caption
  std::string picture_png;    // the slice whose map is largest: rectangle, heat map, both (heat_picture.h)
};

struct PatientPrediction {
  decision::Recommendation recommendation;
  std::vector<double> spreads;  // of the recommendation's predictions: how far the networks of a model's
                                // folds lie apart (standard deviation of the probability before calibration)
  int slices = 0;        // with tumour; 0: none found, and a remark says where the probabilities come from
  double tumour_ml = 0;  // of the predicted mask
  std::vector<std::string> outside;  // how the series differs from the training images; empty: it does not
  std::vector<std::string> remarks;  // which series was chosen and why, reading warnings, reformatting
  std::string picture_png;           // the slice with most tumour, outline and rectangle
  std::vector<PatientExplanation> explanations;  // where asked for and tumour was found, one a regimen
};

// `series`: a DICOM folder or file. A series that is not axial is reformatted to axial slices, and said so.
// `explain`: heat maps too, as the run draws them. `seg`: where the mask is written as a DICOM segmentation
// object over the series, with the series' identifiers; not at all where empty. Errors: input, for a run that
// is not finished, or images that cannot be read.
PatientPrediction predict_patient(const RunFolder& run, const fs::path& series, const std::string& series_uid,
                                  const nn::ComputeOptions& compute, bool explain = false,
                                  const fs::path& seg = {});

Json to_json(const PatientPrediction& prediction);
std::string to_text(const PatientPrediction& prediction);
std::string to_page(const PatientPrediction& prediction);  // HTML, self-contained

// page, picture and JSON into `folder`.
void write_prediction(const fs::path& folder, const PatientPrediction& prediction);

}  // namespace residuum::study
