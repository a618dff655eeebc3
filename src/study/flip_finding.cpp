#include "study/flip_finding.h"

#include <algorithm>

#include "core/error.h"
#include "imaging/picture.h"
#include "study/images.h"
#include "study/overlay.h"

namespace residuum::study {

std::string FlipFinding::warning() const {
  return fmt::format(
      "the mask fits the image better mirrored {} (edges {:.2f} as it is, {:.2f} mirrored; spread within {:.2f} and {:.2f}; "
      "{:.0f}% and {:.0f}% of it on the body). Was it saved flipped? Look at both; nothing was changed",
      better, as_it_is.edge, flipped.edge, as_it_is.spread, flipped.spread, 100 * as_it_is.on_body,
      100 * flipped.on_body);
}

FlipFinding find_flip(const imaging::Volume& normalised, const imaging::Mask& mask) {
  const auto found = imaging::check_flips(normalised, mask);
  FlipFinding finding{found.as_it_is, {}, ""};
  if (found.suspect) {
    finding.flipped = found.flipped[*found.suspect];
    finding.better = imaging::flips[*found.suspect].name;
  }
  return finding;
}

void write_flip_picture(const fs::path& path, const cohort::Patient& patient, const FlipFinding& finding) {
  const auto image = load_normalised(patient);
  const auto mask = cohort::load_mask(patient, image.geometry);
  const auto flip = std::ranges::find(imaging::flips, finding.better, &imaging::Flip::name);
  if (flip == imaging::flips.end())
    throw input_error("patient {}: \"{}\" is no flip of a mask", patient.id, finding.better);
  const auto mirrored = imaging::flipped(mask, *flip);
  const auto draw = [&](const imaging::Mask& one) {
    return draw_slice(image, fullest_slice(one), one, nullptr, std::nullopt);
  };
  write_file(path, imaging::encode_png(imaging::montage({draw(mask), draw(mirrored)}, 2)));
}

namespace {

Json numbers(const imaging::MaskFit& fit) {
  return {fit.edge, fit.spread, fit.on_body};
}

imaging::MaskFit fit_of(const Json& value, const char* key, const std::string& where) {
  const auto read = json_field<std::vector<double>>(value, key, where);
  if (read.size() != 3) throw input_error("{}: field \"{}\" has {} numbers, not 3", where, key, read.size());
  return {read[0], read[1], read[2]};
}

}  // namespace

Json to_json(const FlipFinding& finding) {
  return {{"as_it_is", numbers(finding.as_it_is)},
          {"flipped", numbers(finding.flipped)},
          {"better", finding.better}};
}

FlipFinding flip_from_json(const Json& value, const std::string& where) {
  return {fit_of(value, "as_it_is", where), fit_of(value, "flipped", where),
          json_field<std::string>(value, "better", where)};
}

}  // namespace residuum::study
