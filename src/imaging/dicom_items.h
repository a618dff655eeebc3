// Values of a DICOM data set, forgiving: what is absent or no number is empty or NaN. For imaging's own
// sources that speak DCMTK.
#pragma once

#include <string>
#include <vector>

#include "imaging/series.h"

class DcmDataset;
class DcmItem;
class DcmSequenceOfItems;
class DcmTagKey;

namespace residuum::imaging {

// DCMTK writes what it finds odd to standard error, values included; our errors say what matters.
void silence_dcmtk();

std::string text_of(DcmItem& item, const DcmTagKey& tag);                           // trimmed, all values
double number_of(DcmItem& item, const DcmTagKey& tag, unsigned long position = 0);  // of DS, FD, FL
double integer_of(DcmItem& item, const DcmTagKey& tag);  // of IS, US, UL and the like; NaN for a fraction

// The shortest digits that fit a DS value (16 characters) and lose least. Errors: input, for a number that is
// not finite.
std::string decimal_string(double value);

// The items of a sequence in their order; none where it is absent. DCMTK finds each by walking to it from the
// first, which takes minutes for the tens of thousands that a file may hold; this walks once.
std::vector<DcmItem*> items_of(DcmSequenceOfItems& sequence);
std::vector<DcmItem*> items_of(DcmItem& item, const DcmTagKey& sequence);

// The functional group macros of a multi-frame object (PS3.3 C.7.6.16), of a data set that outlives it.
class FunctionalGroups {
 public:
  explicit FunctionalGroups(DcmDataset& data);

  // The item of `group` of a frame: its own, else the shared one; null in classic images.
  DcmItem* item(const DcmTagKey& group, std::size_t frame) const;

 private:
  std::vector<DcmItem*> frames_, shared_;
};

Acquisition acquisition_of(DcmDataset& data);

}  // namespace residuum::imaging
