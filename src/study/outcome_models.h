// A run's outcome models, one a regimen.
#pragma once

#include "decision/recommend.h"
#include "nn/compute.h"
#include "outcome/outcome.h"
#include "study/run_folder.h"

namespace residuum::study {

class OutcomeModels {
 public:
  // Errors: input, for a file that is missing, damaged or the model of another regimen, or models that take
  // rectangles of different sizes.
  OutcomeModels(const RunFolder& run, const std::vector<std::string>& regimens, const nn::Compute& compute);

  double threshold(std::size_t regimen) const { return models_[regimen].classifier.threshold(); }
  int image_size() const { return models_.front().classifier.image_size(); }

  // In the order of the regimens. Where no tumour was found (an empty bag), the rate of residual tumour among
  // the patients whom the regimen's model learnt from.
  std::vector<decision::RegimenPrediction> predict(const outcome::Bag& bag) const;

  // The same with how far the networks of a regimen's model lie apart (outcome::Classifier::Answer::spread).
  struct Answer {
    decision::RegimenPrediction prediction;
    double spread = 0;
  };
  std::vector<Answer> answer(const outcome::Bag& bag) const;

 private:
  struct Model {
    std::string regimen;
    outcome::Classifier classifier;
    double training_rt_rate = 0;
  };
  std::vector<Model> models_;
};

}  // namespace residuum::study
