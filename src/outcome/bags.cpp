#include "outcome/bags.h"

#include <torch/torch.h>

#include "core/error.h"
#include "core/interrupt.h"
#include "core/parallel.h"

namespace residuum::outcome {

namespace {

BagSet load_all(const std::vector<cohort::Patient>& patients, const Loader& load, int image_size,
                int threads) {
  BagSet set;
  set.bags.resize(patients.size());
  for (const auto& patient : patients) {
    set.patients.push_back(patient.id);
    set.outcomes.push_back(patient.outcome == cohort::Outcome::rt);
  }
  parallel_for(patients.size(), threads, [&](std::size_t i) {
    stop_if_interrupted();
    with_context("patient " + patients[i].id, [&] {
      // The rectangles come from 8-bit pictures, so that nothing is lost here.
      set.bags[i] =
          bag_tensor(load(patients[i]), image_size).mul(255).round().clamp(0, 255).to(torch::kUInt8);
    });
  });
  return set;
}

}  // namespace

torch::Tensor bag_tensor(const Bag& bag, int image_size) {
  if (bag.empty()) throw input_error("the patient has no tumour rectangle");
  const auto size = static_cast<std::size_t>(image_size);
  std::vector<torch::Tensor> slices;
  for (const auto& slice : bag) {
    if (slice.width != size || slice.height != size) {
      throw input_error("a tumour rectangle is {} x {} pixels; the network takes {} x {}", slice.width,
                        slice.height, size, size);
    }
    // from_blob does not write; stack copies.
    slices.push_back(
        torch::from_blob(const_cast<float*>(slice.pixels.data()), {image_size, image_size}, torch::kFloat32));
  }
  return torch::stack(slices);
}

std::string BagSet::hash() const {
  std::string text;
  for (std::size_t i = 0; i < bags.size(); ++i) {
    text += sha256({static_cast<const char*>(bags[i].data_ptr()), bags[i].nbytes()}) +
            std::to_string(outcomes[i]);
  }
  return sha256(text);
}

BagSet BagSet::with(const BagSet& others) const {
  auto all = *this;
  all.patients.insert(all.patients.end(), others.patients.begin(), others.patients.end());
  all.bags.insert(all.bags.end(), others.bags.begin(), others.bags.end());
  all.outcomes.insert(all.outcomes.end(), others.outcomes.begin(), others.outcomes.end());
  return all;
}

BagSet load_bags(const cohort::TrainingCohort& cohort, const Loader& load, int image_size, int threads) {
  return load_all(cohort.patients(), load, image_size, threads);
}

BagSet load_bags(const cohort::LeakedCohort& cohort, const Loader& load, int image_size, int threads) {
  return load_all(cohort.patients(), load, image_size, threads);
}

torch::Tensor grey(const torch::Tensor& bag) {
  return bag.to(torch::kFloat32).div(255);
}

}  // namespace residuum::outcome
