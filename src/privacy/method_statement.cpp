#include "privacy/method_statement.h"

#include <dcmtk/dcmdata/dctk.h>

#include <vector>

#include "core/error.h"
#include "core/version.h"

namespace residuum::privacy {
namespace {

void put(DcmItem& item, const DcmTagKey& tag, const std::string& value) {
  const auto condition = item.putAndInsertString(tag, value.c_str());
  if (condition.bad()) throw failure("an attribute cannot be written ({})", condition.text());
}

struct Code {
  const char* value;
  const char* meaning;
};

// CID 7050 (PS3.16).
std::vector<Code> method_codes(const Retained& retained) {
  std::vector<Code> codes{{"113100", "Basic Application Confidentiality Profile"}};
  if (retained.descriptions) codes.push_back({"113105", "Clean Descriptors Option"});
  if (retained.shifted_dates) {
    codes.push_back({"113107", "Retain Longitudinal Temporal Information Modified Dates Option"});
  }
  if (retained.characteristics) codes.push_back({"113108", "Retain Patient Characteristics Option"});
  return codes;
}

}  // namespace

void say_what_was_done(DcmDataset& data, const Retained& retained) {
  put(data, DCM_PatientIdentityRemoved, "YES");
  put(data, DCM_DeidentificationMethod,
      fmt::format("Residuum {}: PS3.15 Basic Profile, others by allow-list", version));
  long number = 0;
  for (const auto& code : method_codes(retained)) {
    DcmItem* item = nullptr;
    const auto condition =
        data.findOrCreateSequenceItem(DCM_DeidentificationMethodCodeSequence, item, number++);
    if (condition.bad()) throw failure("an attribute cannot be written ({})", condition.text());
    put(*item, DCM_CodeValue, code.value);
    put(*item, DCM_CodingSchemeDesignator, "DCM");
    put(*item, DCM_CodeMeaning, code.meaning);
  }
  put(data, DCM_LongitudinalTemporalInformationModified, retained.shifted_dates ? "MODIFIED" : "REMOVED");
}

}  // namespace residuum::privacy
