// Heat maps of a new patient, one a regimen's model.
#pragma once

#include "imaging/volume.h"
#include "outcome/grad_cam.h"
#include "study/bags.h"
#include "study/predict_patient.h"

namespace residuum::study {

// `predictions` in the order of the regimens, `cuts` of the patient's `mask`. REQUIRES: one cut at least.
std::vector<PatientExplanation> explain_patient(const RunFolder& run,
                                                const std::vector<decision::RegimenPrediction>& predictions,
                                                const std::vector<CutSlice>& cuts, const imaging::Mask& mask,
                                                const outcome::CamOptions& options);

}  // namespace residuum::study
