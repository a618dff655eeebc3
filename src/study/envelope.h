// What the training images looked like, and whether a new series is like them. A simple, stated check on
// acquisition and intensity: a number must lie within the training patients' range widened by a fifth of it
// (at least 5% of the larger end), a text must be one that was seen.
#pragma once

#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "cohort/split.h"
#include "core/json.h"
#include "imaging/series.h"

namespace residuum::study {

// The features of one image, by name. Texts that are empty and numbers that are NaN count as "absent".
struct ImageFeatures {
  std::map<std::string, double> numbers;
  std::map<std::string, std::string> texts;
};

// `image` not yet normalised. Errors: input, for an image without contrast at all.
ImageFeatures describe_image(const imaging::SeriesVolume& image);

class Envelope {
 public:
  // From training patients alone. Errors: those of `features`.
  static Envelope of(const cohort::TrainingCohort& training,
                     const std::function<ImageFeatures(const cohort::Patient&)>& features);

  // One line for each feature that lies outside: "repetition time 2300 ms, trained on 500 to 750 ms". Empty:
  // inside.
  std::vector<std::string> outside(const ImageFeatures& features) const;

  Json to_json() const;
  static Envelope from_json(const Json& value, const std::string& where);

 private:
  Envelope() = default;
  void add(const ImageFeatures& features);

  struct Range {
    double low = 0, high = 0;
    bool absent_seen = false, present_seen = false;
  };
  std::map<std::string, Range> ranges_;
  std::map<std::string, std::set<std::string>> texts_;
};

}  // namespace residuum::study
