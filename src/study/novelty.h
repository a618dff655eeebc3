// Whether a patient is like those whom the run's outcome models learnt from, by each model's own features
// (outcome/novelty.h). Beside it stands the envelope of acquisition and intensity (envelope.h).
#pragma once

#include <map>
#include <set>

#include "nn/compute.h"
#include "outcome/novelty.h"
#include "study/run_folder.h"

namespace residuum::study {

fs::path novelty_file(const RunFolder& run, const std::string& regimen);
fs::path distances_table(const RunFolder& run);

class PatientNovelty {
 public:
  // Errors: input, for a file that is missing, damaged, or of another model.
  PatientNovelty(const RunFolder& run, const std::vector<std::string>& regimens, const nn::Compute& compute);

  struct Of {
    std::string regimen;
    double distance = 0, bound = 0, share_within = 1;
    std::size_t patients = 0;
    bool unlike() const { return distance > bound; }
  };
  // One a model. REQUIRES: a bag that is not empty.
  std::vector<Of> measure(const outcome::Bag& bag) const;

 private:
  struct Model {
    std::string regimen;
    outcome::Embedder embedder;
    outcome::Novelty novelty;
  };
  std::vector<Model> models_;
};

// "tumour as the model of CCRT sees it: distance 0.41 to the training patients, of whom 97% lie within 0.29"
std::string describe(const PatientNovelty::Of& of);

// Of the test patients with tumour, by regimen's model: distances.csv.
struct DistanceRow {
  std::string patient, regimen;
  double distance = 0, bound = 0;
  int training_patients = 0;
};
std::vector<DistanceRow> read_distances(const RunFolder& run);
// Whom any model finds unlike its training patients.
std::set<std::string> unlike_training(const RunFolder& run);

}  // namespace residuum::study
