#include "privacy/pixel_tail.h"

#include <dcmtk/dcmdata/dctk.h>

#include <algorithm>
#include <cstdint>
#include <vector>

#include "core/error.h"

namespace residuum::privacy {
namespace {

void require(const OFCondition& condition) {
  if (condition.bad()) throw failure("the pixel data cannot be edited ({})", condition.text());
}

}  // namespace

void cut_off_behind_the_pixels(DcmDataset& data) {
  DcmElement* element = nullptr;
  if (data.findAndGetElement(DCM_PixelData, element).bad() ||
      DcmXfer(data.getOriginalXfer()).isEncapsulated()) {
    return;
  }
  const auto number = [&](const DcmTagKey& tag) {
    Uint16 value = 0;  // and stays so where it is absent
    data.findAndGetUint16(tag, value);
    return std::uint64_t{value};
  };
  Sint32 frames = 0;
  data.findAndGetSint32(DCM_NumberOfFrames, frames);
  const auto bits = number(DCM_BitsAllocated);
  const auto pixels = number(DCM_Rows) * number(DCM_Columns) *
                      std::max<std::uint64_t>(number(DCM_SamplesPerPixel), 1) *
                      static_cast<unsigned>(std::max(frames, 1));
  const std::uint64_t needed = ((pixels * bits + 7) / 8 + 1) / 2 * 2;
  if (needed == 0 || element->getLengthField() <= needed) return;
  Uint16* words = nullptr;
  Uint8* octets = nullptr;
  if (element->getUint16Array(words).good() && words != nullptr) {
    const std::vector<Uint16> kept(words, words + needed / 2);
    require(element->putUint16Array(kept.data(), static_cast<unsigned long>(kept.size())));
  } else if (element->getUint8Array(octets).good() && octets != nullptr) {
    const std::vector<Uint8> kept(octets, octets + needed);
    require(element->putUint8Array(kept.data(), static_cast<unsigned long>(kept.size())));
  }
}

}  // namespace residuum::privacy
