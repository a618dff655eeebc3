#include "privacy/dataset_editor.h"

#include <dcmtk/dcmdata/dctk.h>

#include <optional>
#include <vector>

#include "core/error.h"
#include "core/text.h"
#include "imaging/dicom_items.h"
#include "privacy/dates.h"
#include "privacy/dummies.h"
#include "privacy/method_statement.h"
#include "privacy/pixel_tail.h"
#include "privacy/value_check.h"
#include "privacy/vocabulary.h"

namespace residuum::privacy {
namespace {

void require(const OFCondition& condition) {
  if (condition.bad()) throw failure("an attribute cannot be edited ({})", condition.text());
}

bool is_standard_scheme(const std::string& scheme) {
  for (const char* known : {"DCM", "SRT", "SCT", "SNM3", "99SDM", "UCUM", "LN", "FMA", "RADLEX", "NCIt",
                            "UMLS", "NEU", "I10", "ICDO3", "NCDR", "PUBCHEM_CID", "RADELEMENT"}) {
    if (scheme == known) return true;
  }
  return false;
}

// Attributes of multi-frame objects and segmentations must have a value where classic ones may lack it.
bool is_multi_frame(DcmDataset& data) {
  return data.tagExists(DCM_SharedFunctionalGroupsSequence) ||
         data.tagExists(DCM_PerFrameFunctionalGroupsSequence);
}

class Editor {
 public:
  Editor(const Means& means, const Subject& subject, const Identifiers& identifiers, bool multi_frame)
      : means_(means), subject_(subject), identifiers_(identifiers), multi_frame_(multi_frame) {}

  void edit(DcmItem& item) {
    std::vector<DcmTagKey> tags;
    for (DcmObject* one = item.nextInContainer(nullptr); one != nullptr; one = item.nextInContainer(one))
      tags.push_back(one->getTag().getXTag());
    for (const auto& tag : tags) edit(item, tag);
  }

  Tally tally() && { return std::move(tally_); }

 private:
  void edit(DcmItem& item, const DcmTagKey& tag) {
    if (tag.getGroup() % 2 == 1) {
      note({fmt::format("({:04X},xxxx)", tag.getGroup()), "private"}, 'X');
      remove(item, tag);
      return;
    }
    DcmElement* element = nullptr;
    require(item.findAndGetElement(tag, element));
    const Rule& rule = means_.profile.rule(tag.getGroup(), tag.getElement());
    const Done done{fmt::format("({:04X},{:04X})", tag.getGroup(), tag.getElement()),
                    rule.name.empty() ? dictionary_name(tag) : rule.name};
    if (!has_standard_type(*element)) {
      note(done, 'X');
      remove(item, tag);
      return;
    }
    if (const auto value = retained(rule, tag, *element, item)) {
      note(done, 'C');
      put(item, tag, *value);
      return;
    }
    act(action_of(rule.action), item, *element, tag, done);
  }

  void act(Action action, DcmItem& item, DcmElement& element, const DcmTagKey& tag, const Done& done) {
    switch (action) {
      case Action::keep:
        note(done, keep(item, element, tag));
        return;
      case Action::empty:
        note(done, 'Z');
        require(item.insertEmptyElement(tag, OFTrue));
        return;
      case Action::dummy:
        note(done, 'D');
        put_dummy(item, element, tag);
        return;
      case Action::new_uid:
        note(done, 'U');
        put(item, tag, new_uids(imaging::text_of(item, tag)));
        return;
      default:
        note(done, 'X');
        remove(item, tag);
    }
  }

  Action action_of(Action action) const {
    switch (action) {
      case Action::remove_or_empty:
        return multi_frame_ ? Action::empty : Action::remove;
      case Action::remove_or_dummy:
        return multi_frame_ ? Action::dummy : Action::remove;
      case Action::empty_or_dummy:
        return multi_frame_ ? Action::dummy : Action::empty;
      default:
        return action;
    }
  }

  // What an option keeps of a value; nothing where it was not asked for or the value is not fit.
  std::optional<std::string> retained(const Rule& rule, const DcmTagKey& tag, DcmElement& element,
                                      DcmItem& item) const {
    const std::string value = imaging::text_of(item, tag);
    if (value.empty() || rule.option == Option::none) return std::nullopt;
    if (rule.option == Option::dates && means_.retained.shifted_dates) {
      return days_earlier(value, subject_.days_back);
    }
    if (rule.option == Option::characteristics && means_.retained.characteristics) {
      if (tag == DCM_PatientAge) return capped_age(value);
      if (tag == DCM_PatientSex)
        return value == "F" || value == "M" || value == "O" ? std::optional(value) : std::nullopt;
      return has_plain_value(element) ? std::optional(value) : std::nullopt;
    }
    if (rule.option == Option::descriptions && means_.retained.descriptions) {
      const auto cleaned =
          clean_description(value, [&](const std::string& word) { return identifiers_.are_in(word); });
      if (!cleaned.empty()) return cleaned;
    }
    return std::nullopt;
  }

  // The letter of what became of it.
  char keep(DcmItem& item, DcmElement& element, const DcmTagKey& tag) {
    if (element.ident() == EVR_SQ) {
      auto& sequence = static_cast<DcmSequenceOfItems&>(element);
      for (auto* one : imaging::items_of(sequence)) edit(*one);
      return 'K';
    }
    if (!has_plain_value(element)) return replace(item, element, tag);
    const std::string value =
        element.ident() == EVR_DS || element.ident() == EVR_IS ? "" : text_or_nothing(element);
    if (element.ident() == EVR_UI) {
      const std::string uids = new_uids(value);
      if (uids == value) return 'K';
      put(item, tag, uids);
      return 'U';
    }
    if (!value.empty() && identifiers_.are_in(value)) return replace(item, element, tag);
    const bool of_code = tag == DCM_CodeValue || tag == DCM_LongCodeValue || tag == DCM_CodeMeaning ||
                         tag == DCM_CodingSchemeDesignator;
    if (of_code && !is_standard_scheme(imaging::text_of(item, DCM_CodingSchemeDesignator))) {
      return replace(item, element, tag);
    }
    return 'K';
  }

  // Of a kept attribute with a value that may not stay. A number that is none is no loss.
  char replace(DcmItem& item, DcmElement& element, const DcmTagKey& tag) const {
    if (element.ident() == EVR_DS || element.ident() == EVR_IS || element.ident() == EVR_UI ||
        !element.isaString()) {
      remove(item, tag);
      return 'X';
    }
    put(item, tag, dummy_text);
    return 'D';
  }

  static std::string text_or_nothing(DcmElement& element) {
    OFString value;
    if (!element.isaString() || element.getOFStringArray(value, OFFalse).bad()) return "";
    return {value.c_str(), value.size()};
  }

  // Those of the standard itself (a class of objects, a transfer syntax) stay.
  std::string new_uids(const std::string& value) const {
    std::string made, rest = value;
    while (!rest.empty()) {
      const auto end = std::min(rest.find('\\'), rest.size());
      const std::string uid(trim(std::string_view(rest).substr(0, end)));
      if (!made.empty()) made += '\\';
      made += uid.empty() || uid.starts_with("1.2.840.10008.") ? uid : means_.key.new_uid(uid);
      rest.erase(0, end + 1);
    }
    return made;
  }

  void put_dummy(DcmItem& item, DcmElement& element, const DcmTagKey& tag) const {
    if (tag == DCM_PatientID || tag == DCM_PatientName) return put(item, tag, subject_.id);
    const std::string value = text_or_nothing(element);
    if (trim(value).empty()) {
      require(item.insertEmptyElement(tag, OFTrue));
      return;
    }
    switch (element.ident()) {
      case EVR_DA:
        return put(item, tag, dummy_date);
      case EVR_TM:
        return put(item, tag, dummy_time);
      case EVR_DT:
        return put(item, tag, dummy_date_time);
      default:
        // That no agent was given is no identifier, and tells a plain series from an enhanced one.
        return put(item, tag,
                   tag == DCM_ContrastBolusAgent && to_lower(trim(value)) == "none" ? "NONE" : dummy_text);
    }
  }

  static void put(DcmItem& item, const DcmTagKey& tag, const std::string& value) {
    require(item.putAndInsertString(tag, value.c_str()));
  }

  static void remove(DcmItem& item, const DcmTagKey& tag) { delete item.remove(tag); }

  static std::string dictionary_name(const DcmTagKey& tag) {
    const std::string name = DcmTag(tag).getTagName();
    return name == DcmTag_ERROR_TagName ? "" : name;
  }

  void note(Done done, char action) {
    done.action = action;
    tally_.add(done);
  }

  const Means& means_;
  const Subject& subject_;
  const Identifiers& identifiers_;
  bool multi_frame_;
  Tally tally_;
};

}  // namespace

Tally deidentify(DcmDataset& data, const Means& means, const Subject& subject,
                 const Identifiers& identifiers) {
  Editor editor(means, subject, identifiers, is_multi_frame(data));
  editor.edit(data);
  for (const auto& tag : {DCM_PatientName, DCM_PatientID}) {
    require(data.putAndInsertString(tag, subject.id.c_str()));
  }
  for (const auto& tag : {DCM_PatientBirthDate, DCM_PatientSex}) {  // type 2
    if (!data.tagExists(tag)) require(data.insertEmptyElement(tag));
  }
  cut_off_behind_the_pixels(data);
  say_what_was_done(data, means.retained);
  return std::move(editor).tally();
}

}  // namespace residuum::privacy
