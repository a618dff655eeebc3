// Where in a tumour rectangle an outcome model found what it says: Grad-CAM and Grad-CAM++ (sources in
// class_activation.h), by autograd on the float32 model, at the layer that the study's article names
// (nn/image_classifier.h). No LibTorch in this header.
#pragma once

#include "outcome/outcome.h"

namespace residuum::outcome {

enum class CamMethod { grad_cam, grad_cam_plus_plus };
std::string to_string(CamMethod method);  // "grad-cam", "grad-cam++"

struct CamOptions {
  CamMethod method = CamMethod::grad_cam;
  bool eigen_smoothing = false;
};
// Errors: input, for another name.
CamMethod cam_method(const std::string& name);

// What speaks for an outcome on one slice.
struct HeatMap {
  imaging::Slice map;      // of the rectangle's size, at least 0, in units of the logit; all 0: nothing does
  double probability = 0;  // of RT, of this slice alone; of units attention and stack the patient's
};

class Explainer {
 public:
  // Errors: input, for a file that is not an outcome model of this program.
  explicit Explainer(const fs::path& model);
  ~Explainer();
  Explainer(Explainer&&) noexcept;

  const std::string& regimen() const;
  std::string layer() const;  // "layer4.2"
  int image_size() const;

  // One map a slice: of the slice's logit of RT, or for `of` = nrt of its negative, that of NRT; of unit
  // attention of the patient's logit. A stack has one map, given to each of its slices; slices beyond it have
  // an empty one. Of several networks the mean. The maps of one bag can be compared with each other. Errors:
  // input, for an empty bag or slices of another size.
  std::vector<HeatMap> explain(const Bag& bag, cohort::Outcome of, const CamOptions& options = {}) const;

  // For the sanity check of Adebayo et al. 2018 (arXiv 1810.03292): the networks' parts from the output to
  // the input; each is given the values of a network that has learnt nothing, the same for the same seed.
  std::vector<std::string> parts() const;
  void randomise(const std::string& part, std::uint64_t seed);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace residuum::outcome
