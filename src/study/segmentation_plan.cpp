#include "study/segmentation_plan.h"

#include <algorithm>
#include <cmath>

#include "core/error.h"
#include "nn/catalogue.h"
#include "segmentation/segmentation.h"
#include "stats/describe.h"

namespace residuum::study {
namespace {

constexpr int step = 32, smallest = 128, largest = 384;
constexpr int largest_patch = 256;
constexpr double pixels_of_a_batch = 8.0 * largest_patch * largest_patch, share_of_slices = 0.05;
constexpr double reach_mm = 5;
constexpr double smallest_batch = 2, largest_batch = 32;

Quantity measure(const std::vector<ImagePrint>& patients, double ImagePrint::*member) {
  std::vector<double> values;
  for (const auto& patient : patients) values.push_back(patient.*member);
  return {stats::quantile(values, 0.05), stats::quantile(values, 0.5), stats::quantile(values, 0.95)};
}

std::string as_given(const char* what, int value) {
  return fmt::format("{} {}: as the study sets it", what, value);
}

}  // namespace

Plan make_plan(const std::vector<ImagePrint>& patients, const std::vector<std::string>& networks,
               const Given& given) {
  if (patients.empty()) throw input_error("no training patient to plan the segmentation by");
  double slices = 0;
  for (const auto& patient : patients) {
    if (!(patient.pixel_mm > 0 && patient.slice_mm > 0 && patient.framed_mm > 0))
      throw input_error("a training image without positive spacing and body cannot be planned by");
    slices += patient.slices;
  }
  Plan plan;
  for (const auto& [name, member] : {std::pair{"pixel_mm", &ImagePrint::pixel_mm},
                                     {"slice_mm", &ImagePrint::slice_mm},
                                     {"columns", &ImagePrint::columns},
                                     {"rows", &ImagePrint::rows},
                                     {"slices", &ImagePrint::slices},
                                     {"framed_mm", &ImagePrint::framed_mm},
                                     {"intensity_low", &ImagePrint::intensity_low},
                                     {"intensity_high", &ImagePrint::intensity_high}}) {
    plan.fingerprint.emplace_back(name, measure(patients, member));
  }
  const double body = measure(patients, &ImagePrint::framed_mm).median;
  const double pixel = measure(patients, &ImagePrint::pixel_mm).median;
  const double wanted = std::ceil(body / pixel / step - 1e-9) * step;
  plan.image_size =
      given.image_size.value_or(static_cast<int>(std::clamp(wanted, double{smallest}, double{largest})));
  plan.in_plane_mm = body / plan.image_size;
  plan.reasons.push_back(
      given.image_size
          ? as_given("image_size", plan.image_size)
          : fmt::format("image_size {}: what is seen of the median patient, {:.0f} mm, has {:.0f} pixels of "
                        "{:.2f} mm{}",
                        plan.image_size, body, body / pixel, pixel,
                        wanted > largest    ? ", more than the most that is planned"
                        : wanted < smallest ? ", fewer than the least that is planned"
                                            : ", rounded up to a multiple of 32"));
  const auto pooling = std::ranges::find_if(networks, nn::pools_image);
  if (given.patch) {
    plan.patch = *given.patch;
    plan.reasons.push_back(as_given("patch", plan.patch));
  } else if (plan.image_size <= largest_patch) {
    plan.reasons.emplace_back("patch 0: whole slices are small enough to learn from");
  } else if (pooling != networks.end()) {
    plan.reasons.push_back(
        fmt::format("patch 0: {} pools over all of its image, and learns from whole slices", *pooling));
  } else {
    plan.patch = largest_patch;
    plan.reasons.push_back(fmt::format(
        "patch {0}: larger slices are learnt from in parts of {0} x {0}, so that as many pass together",
        plan.patch));
  }
  const double side = segmentation::training_side(plan.image_size, plan.patch);
  const double by_pixels = std::round(pixels_of_a_batch / (side * side));
  const double by_slices = std::floor(share_of_slices * slices);
  plan.batch = given.batch.value_or(
      static_cast<int>(std::clamp(std::min(by_pixels, by_slices), smallest_batch, largest_batch)));
  plan.reasons.push_back(
      given.batch ? as_given("batch", plan.batch)
                  : fmt::format("batch {}: {:.0f} squares of {:.0f} have the pixels of 8 of 256 x 256; 5% of "
                                "all {:.0f} slices are {:.0f}",
                                plan.batch, by_pixels, side, slices, by_slices));
  const double between = measure(patients, &ImagePrint::slice_mm).median;
  plan.neighbours = given.neighbours.value_or(
      static_cast<int>(std::min(std::round(reach_mm / between), double{segmentation::most_neighbours})));
  plan.reasons.push_back(given.neighbours
                             ? as_given("neighbours", plan.neighbours)
                             : fmt::format("neighbours {}: slices are {:.2f} mm apart, and channels reach "
                                           "{:.1f} mm to each side (some {:g} are aimed at)",
                                           plan.neighbours, between, plan.neighbours * between, reach_mm));
  return plan;
}

Json to_json(const Plan& plan) {
  Json fingerprint = Json::object();
  for (const auto& [name, quantity] : plan.fingerprint)
    fingerprint[name] = {{"p5", quantity.low}, {"median", quantity.median}, {"p95", quantity.high}};
  return {{"image_size", plan.image_size},
          {"patch", plan.patch},
          {"batch", plan.batch},
          {"neighbours", plan.neighbours},
          {"in_plane_mm", plan.in_plane_mm},
          {"reasons", plan.reasons},
          {"fingerprint", fingerprint}};
}

}  // namespace residuum::study
