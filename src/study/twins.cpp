#include "study/twins.h"

#include <fmt/core.h>

#include <algorithm>
#include <functional>
#include <map>
#include <set>

#include "core/file.h"

namespace residuum::study {
namespace {

constexpr std::size_t print_length = 16;  // hexadecimal digits: 64 bits

class TwinSearch {
 public:
  explicit TwinSearch(const std::vector<ImageFinding>& findings) : findings_(findings) {}

  // Pairs of patients who share one of the hashes; each pair is told of once, by the first search that finds
  // it. A hash of more than `most` patients tells nothing.
  void find(const std::function<std::vector<std::string>(const ImageFinding&)>& hashes, const char* what,
            std::size_t most) {
    std::map<std::string, std::vector<std::string>> holders;
    for (const auto& finding : findings_) {
      if (finding.patient.empty()) continue;
      std::set<std::string> own;
      for (const auto& hash : hashes(finding)) {
        if (!hash.empty() && own.insert(hash).second) holders[hash].push_back(finding.patient);
      }
    }
    std::map<std::pair<std::string, std::string>, std::size_t> shared;
    for (const auto& [hash, patients] : holders) {
      if (patients.size() > most) continue;
      for (std::size_t i = 1; i < patients.size(); ++i) ++shared[{patients.front(), patients[i]}];
    }
    for (const auto& [pair, count] : shared) {
      if (!told_.insert(pair).second) continue;
      problems_.push_back(fmt::format("patients {} and {} have {}; a patient may stand in cohort.csv once",
                                      pair.first, pair.second, fmt::format(fmt::runtime(what), count)));
    }
  }

  const std::vector<std::string>& problems() const { return problems_; }

 private:
  const std::vector<ImageFinding>& findings_;
  std::set<std::pair<std::string, std::string>> told_;
  std::vector<std::string> problems_;
};

}  // namespace

std::vector<std::string> slice_prints(const imaging::Volume& image) {
  std::vector<std::string> prints;
  for (std::size_t k = 0; k < image.geometry.size[2]; ++k) {
    const auto slice = image.slice(k);
    std::string steps;
    std::size_t rising = 0, falling = 0;
    for (std::size_t i = 1; i < slice.size(); ++i) {
      const bool up = slice[i] > slice[i - 1], down = slice[i] < slice[i - 1];
      rising += up;
      falling += down;
      steps += up ? '+' : down ? '-' : '=';
    }
    const bool plain = 10 * std::min(rising, falling) < steps.size() || steps.empty();
    prints.push_back(plain ? "" : sha256(steps).substr(0, print_length));
  }
  return prints;
}

std::vector<std::string> twin_problems(const std::vector<ImageFinding>& findings) {
  TwinSearch search(findings);
  const auto one = [](std::string ImageFinding::*hash) {
    return [hash](const ImageFinding& finding) { return std::vector<std::string>{finding.*hash}; };
  };
  search.find(one(&ImageFinding::voxels_sha256), "the same image, voxel for voxel", findings.size());
  search.find(one(&ImageFinding::series_sha256), "images of one series", findings.size());
  search.find([](const ImageFinding& finding) { return finding.slice_prints; },
              "{} slice(s) in common, pixel for pixel", findings.size());
  search.find(one(&ImageFinding::frame_sha256), "images of one examination (FrameOfReferenceUID)",
              std::max<std::size_t>(2, findings.size() / 2));
  return search.problems();
}

}  // namespace residuum::study
