// Values of a DICOM data set, forgiving: what is absent or no number is empty or NaN. For imaging's own
// sources that speak DCMTK.
#pragma once

#include <string>

#include "imaging/series.h"

class DcmDataset;
class DcmItem;
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

// The item of `group` in a functional group macro of a frame: its own, else the shared one; null in classic
// images.
DcmItem* functional_item(DcmDataset& data, const DcmTagKey& group, long frame);

Acquisition acquisition_of(DcmDataset& data);

}  // namespace residuum::imaging
