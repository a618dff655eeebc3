#include "study/envelope.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>

#include "imaging/body_box.h"
#include "imaging/intensity.h"

namespace residuum::study {
namespace {

std::string list(const std::set<std::string>& values) {
  std::string text;
  for (const auto& value : values) {
    text += (text.empty() ? "" : ", ") + (value.empty() ? std::string("absent") : "\"" + value + "\"");
  }
  return text;
}

// Contrast of the tissue within the body: standard deviation of the intensities above the tissue level, of
// the normalised image. Scanner gain does not change it, another sequence does.
double body_contrast(const imaging::Volume& normalised) {
  double count = 0, sum = 0, squares = 0;
  for (const float value : normalised.voxels) {
    if (value <= imaging::tissue_level) continue;
    count += 1;
    sum += value;
    squares += static_cast<double>(value) * value;
  }
  if (count < 2) return 0;
  const double mean = sum / count;
  return std::sqrt(std::max(0.0, squares / count - mean * mean));
}

}  // namespace

ImageFeatures describe_image(const imaging::SeriesVolume& image) {
  const auto& geometry = image.volume.geometry;
  const auto& acquisition = image.acquisition;
  const auto range = imaging::measure_intensity(image.volume);
  ImageFeatures features;
  features.numbers = {
      {"angle from axial, degrees", imaging::angle_from_axial(geometry)},
      {"field strength, T", acquisition.field_strength_t},
      {"repetition time, ms", acquisition.repetition_time_ms},
      {"echo time, ms", acquisition.echo_time_ms},
      {"flip angle, degrees", acquisition.flip_angle_deg},
      {"pixel spacing, mm", std::max(geometry.spacing[0], geometry.spacing[1])},
      {"slice distance, mm", geometry.spacing[2]},
      {"slices", static_cast<double>(geometry.size[2])},
      {"field of view, mm", static_cast<double>(geometry.size[0]) * geometry.spacing[0]},
      {"share of voxels in the body", range.body_fraction},
      {"tissue contrast", body_contrast(imaging::normalise(image.volume, range))},
  };
  features.texts = {{"manufacturer", acquisition.manufacturer},
                    {"contrast agent given", acquisition.contrast_agent.empty() ? "" : "yes"}};
  return features;
}

Envelope Envelope::of(const cohort::TrainingCohort& training,
                      const std::function<ImageFeatures(const cohort::Patient&)>& features) {
  Envelope envelope;
  for (const auto& patient : training.patients()) envelope.add(features(patient));
  return envelope;
}

void Envelope::add(const ImageFeatures& features) {
  for (const auto& [name, value] : features.numbers) {
    Range& range = ranges_[name];
    if (!std::isfinite(value)) {
      range.absent_seen = true;
    } else if (!range.present_seen) {
      range.low = range.high = value;
      range.present_seen = true;
    } else {
      range.low = std::min(range.low, value);
      range.high = std::max(range.high, value);
    }
  }
  for (const auto& [name, value] : features.texts) texts_[name].insert(value);
}

std::vector<std::string> Envelope::outside(const ImageFeatures& features) const {
  std::vector<std::string> lines;
  for (const auto& [name, range] : ranges_) {
    const auto found = features.numbers.find(name);
    if (found == features.numbers.end() || !std::isfinite(found->second)) {
      if (!range.absent_seen) lines.push_back(fmt::format("{}: absent, trained where it was present", name));
      continue;
    }
    if (!range.present_seen) continue;  // nothing to compare with
    const double slack =
        std::max(0.2 * (range.high - range.low), 0.05 * std::max(std::abs(range.low), std::abs(range.high)));
    if (found->second < range.low - slack || found->second > range.high + slack) {
      lines.push_back(
          fmt::format("{}: {:.4g}, trained on {:.4g} to {:.4g}", name, found->second, range.low, range.high));
    }
  }
  for (const auto& [name, seen] : texts_) {
    const auto found = features.texts.find(name);
    const std::string value = found == features.texts.end() ? "" : found->second;
    if (!seen.contains(value)) {
      lines.push_back(fmt::format("{}: {}, trained on {}", name, list({value}), list(seen)));
    }
  }
  return lines;
}

Json Envelope::to_json() const {
  Json value = {{"numbers", Json::object()}, {"texts", Json::object()}};
  for (const auto& [name, range] : ranges_) {
    value["numbers"][name] = {{"low", range.low},
                              {"high", range.high},
                              {"absent_seen", range.absent_seen},
                              {"present_seen", range.present_seen}};
  }
  for (const auto& [name, seen] : texts_) value["texts"][name] = seen;
  return value;
}

Envelope Envelope::from_json(const Json& value, const std::string& where) {
  Envelope envelope;
  const auto numbers = json_field<Json>(value, "numbers", where),
             texts = json_field<Json>(value, "texts", where);
  for (const auto& [name, entry] : numbers.items()) {
    envelope.ranges_[name] = {
        json_field<double>(entry, "low", where), json_field<double>(entry, "high", where),
        json_field<bool>(entry, "absent_seen", where), json_field<bool>(entry, "present_seen", where)};
  }
  for (const auto& [name, entry] : texts.items()) {
    envelope.texts_[name] = json_field<std::set<std::string>>(Json{{"seen", entry}}, "seen", where);
  }
  return envelope;
}

}  // namespace residuum::study
