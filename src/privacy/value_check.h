// Whether an element's value may stay as it is: that it is what its attribute should hold.
#pragma once

class DcmElement;

namespace residuum::privacy {

// Whether the element's type is that of the standard's dictionary for its attribute, so that a text cannot
// hide in a number.
bool has_standard_type(DcmElement& element);

// Numbers as text hold a number's letters alone; all other text is printable ASCII.
bool has_plain_value(DcmElement& element);

}  // namespace residuum::privacy
