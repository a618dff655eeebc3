// Everything in a study's DICOM files that tells who a patient is, and the search for it in what the program
// says and writes.
#pragma once

#include <dcmtk/dcmdata/dctk.h>

#include <algorithm>
#include <cctype>
#include <set>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "core/file.h"

namespace residuum::test {

class Planted {
 public:
  // Names, hospital numbers, birth and study dates, times, institution, study descriptions and UIDs of every
  // file below `folder`.
  explicit Planted(const fs::path& folder) {
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
      DcmFileFormat file;
      if (entry.is_regular_file() && file.loadFileUntilTag(entry.path().c_str(), EXS_Unknown, EGL_noChange,
                                                           DCM_MaxReadLength, ERM_autoDetect, DCM_PixelData)
                                         .good()) {
        gather(*file.getDataset());
      }
    }
  }

  std::size_t size() const { return words_.size(); }

  // The values that stand in the text as whole words.
  std::set<std::string> in(std::string_view text) const {
    std::set<std::string> found;
    std::string word;
    const auto look = [&](std::string_view one) {
      word.assign(one);
      if (words_.contains(word)) found.insert(word);
    };
    for (std::size_t at = 0; at < text.size();) {
      if (!is_part(text[at])) {
        ++at;
        continue;
      }
      std::size_t end = at;
      while (end < text.size() && is_part(text[end])) ++end;
      auto one = text.substr(at, end - at);
      while (one.ends_with('.') || one.ends_with('-')) one.remove_suffix(1);
      if (one.size() >= shortest) {
        look(one);
        for (std::size_t from = 0; from <= one.size();) {  // "P001-ALDER1" holds a name as well
          const auto to = std::min(one.find('-', from), one.size());
          if (to - from >= shortest && to - from < one.size()) look(one.substr(from, to - from));
          from = to + 1;
        }
      }
      at = end;
    }
    return found;
  }

 private:
  static constexpr std::size_t shortest = 4;

  static bool is_part(char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '.' || c == '-';
  }

  void gather(DcmDataset& data) {
    for (const auto& tag :
         {DCM_SOPInstanceUID, DCM_StudyInstanceUID, DCM_SeriesInstanceUID, DCM_FrameOfReferenceUID,
          DCM_PatientID, DCM_PatientBirthDate, DCM_StudyDate, DCM_PatientName}) {
      OFString value;
      if (data.findAndGetOFString(tag, value).bad() || value.empty()) continue;
      const std::string text(value.c_str());
      words_.insert(text.substr(text.find('^') == text.npos ? 0 : text.find('^') + 1));
      const bool date = tag == DCM_PatientBirthDate || tag == DCM_StudyDate;
      if (date && text.size() == 8) {
        words_.insert(text.substr(0, 4) + "-" + text.substr(4, 2) + "-" + text.substr(6));
      }
    }
    for (const char* word : {"HOSPITAL", "NASOPHARYNX"})
      words_.insert(word);  // of institution and description
  }

  std::unordered_set<std::string> words_;
};

}  // namespace residuum::test
