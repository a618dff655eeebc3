#include "privacy/identifiers.h"

#include <dcmtk/dcmdata/dctk.h>

#include <algorithm>
#include <array>
#include <cctype>

#include "core/text.h"
#include "imaging/dicom_items.h"
#include "privacy/dummies.h"

namespace residuum::privacy {
namespace {

constexpr std::size_t least_word = 4, least_value = 6, least_uid = 16;

bool names_somebody(const DcmTagKey& tag) {
  static const std::array tags{
      DCM_PatientID,          DCM_RETIRED_OtherPatientIDs,     DCM_AccessionNumber,   DCM_InstitutionName,
      DCM_InstitutionAddress, DCM_InstitutionalDepartmentName, DCM_StationName,       DCM_DeviceSerialNumber,
      DCM_PatientAddress,     DCM_PatientTelephoneNumbers,     DCM_IssuerOfPatientID, DCM_AdmissionID,
      DCM_PatientBirthDate};
  return std::find(tags.begin(), tags.end(), tag) != tags.end();
}

bool is_word(char c) {
  return static_cast<unsigned char>(c) >= 0x80 || std::isalnum(static_cast<unsigned char>(c)) != 0;
}

bool only_digits(const std::string& text) {
  return std::all_of(text.begin(), text.end(), [](unsigned char c) { return std::isdigit(c) != 0; });
}

std::string text_in(DcmElement& element) {
  OFString value;
  if (element.getOFStringArray(value, OFFalse).bad()) return "";
  return {value.c_str(), value.size()};
}

bool stands_whole(std::string_view bytes, const std::string& value) {
  for (auto at = bytes.find(value); at != bytes.npos; at = bytes.find(value, at + 1)) {
    const auto end = at + value.size();
    const bool begins = at == 0 || !(is_word(bytes[at - 1]) || bytes[at - 1] == '.');
    const bool ends = end == bytes.size() || !(is_word(bytes[end]) || bytes[end] == '.');
    if (begins && ends) return true;
  }
  return false;
}

}  // namespace

Identifiers Identifiers::of(DcmItem& item) {
  Identifiers found;
  found.gather(item);
  return found;
}

void Identifiers::gather(DcmItem& item) {
  for (DcmObject* one = item.nextInContainer(nullptr); one != nullptr; one = item.nextInContainer(one)) {
    auto* const element = static_cast<DcmElement*>(one);
    if (element->ident() == EVR_SQ) {
      auto& sequence = static_cast<DcmSequenceOfItems&>(*element);
      for (auto* part : imaging::items_of(sequence)) gather(*part);
    } else if (element->ident() == EVR_UI) {
      const std::string text = text_in(*element);
      for (std::size_t from = 0; from < text.size();) {
        const std::size_t to = std::min(text.find('\\', from), text.size());
        const std::string uid(trim(std::string_view(text).substr(from, to - from)));
        if (uid.size() >= least_uid && !uid.starts_with("1.2.840.10008.")) values_.insert(uid);
        from = to + 1;
      }
    } else if (element->ident() == EVR_PN || names_somebody(element->getTag().getXTag())) {
      // A birth date is looked for in text alone: a date that was shifted may happen to be the same.
      add(std::string(trim(text_in(*element))), element->getTag().getXTag() != DCM_PatientBirthDate);
    }
  }
}

void Identifiers::add(const std::string& value, bool whole) {
  if (value == dummy_text || value == dummy_date) return;
  if (whole && value.size() >= (only_digits(value) ? least_value + 2 : least_value)) values_.insert(value);
  std::string word;
  for (const char c : value + " ") {
    if (is_word(c)) {
      word += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
      continue;
    }
    if (word.size() >= least_word) words_.insert(word);
    word.clear();
  }
}

bool Identifiers::are_in(std::string_view text) const {
  const std::string lower = to_lower(text);
  return std::any_of(words_.begin(), words_.end(),
                     [&](const std::string& word) { return lower.find(word) != std::string::npos; });
}

bool Identifiers::stand_in(std::string_view bytes, std::string_view allowed) const {
  return std::any_of(values_.begin(), values_.end(), [&](const std::string& value) {
    return value != allowed && stands_whole(bytes, value);
  });
}

}  // namespace residuum::privacy
