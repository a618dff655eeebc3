#include "privacy/value_check.h"

#include <dcmtk/dcmdata/dctk.h>

#include <algorithm>
#include <string_view>

namespace residuum::privacy {
namespace {

std::string_view text_of(DcmElement& element, OFString& held) {
  if (element.getOFStringArray(held, OFFalse).bad()) return "";
  return {held.c_str(), held.size()};
}

bool only(std::string_view text, std::string_view letters) {
  return text.find_first_not_of(letters) == text.npos;
}

bool is_printable(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c <= '~'; });
}

bool any_of(DcmEVR type, std::initializer_list<DcmEVR> types) {
  return std::find(types.begin(), types.end(), type) != types.end();
}

}  // namespace

bool has_standard_type(DcmElement& element) {
  const DcmEVR type = element.ident();
  const DcmEVR standard = DcmTag(element.getTag().getXTag()).getEVR();
  switch (standard) {
    case EVR_xs:
      return any_of(type, {EVR_US, EVR_SS, EVR_xs});
    case EVR_lt:
      return any_of(type, {EVR_US, EVR_SS, EVR_OW, EVR_lt});
    case EVR_ox:
    case EVR_px:
      return any_of(type, {EVR_OB, EVR_OW, EVR_ox, EVR_px, EVR_PixelData});
    case EVR_OB:
    case EVR_OW:
      return any_of(type, {EVR_OB, EVR_OW, EVR_ox, EVR_PixelData});
    default:
      return type == standard;
  }
}

bool has_plain_value(DcmElement& element) {
  OFString held;
  switch (element.ident()) {
    case EVR_DS:
      return only(text_of(element, held), "0123456789+-.eE \\");
    case EVR_IS:
      return only(text_of(element, held), "0123456789+- \\");
    case EVR_UI:
      return only(text_of(element, held), "0123456789.\\");
    case EVR_AE:
    case EVR_AS:
    case EVR_CS:
    case EVR_LO:
    case EVR_LT:
    case EVR_PN:
    case EVR_SH:
    case EVR_ST:
    case EVR_UC:
    case EVR_UR:
    case EVR_UT:
      return is_printable(text_of(element, held));
    case EVR_DA:
    case EVR_DT:
    case EVR_TM:
    case EVR_UN:
      return false;  // dates have rows of their own in the profile; what is unknown is not looked into
    default:
      return true;
  }
}

}  // namespace residuum::privacy
