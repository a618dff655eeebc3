// What a compressed image says of itself, before a decoder that trusts it is let near: GDCM and its codecs
// take the sizes they are told and those of the stream for the same.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace residuum::imaging {

struct CodestreamInfo {
  std::size_t columns = 0, rows = 0;
  unsigned components = 0, precision = 0;  // bits a sample
};

// Of a JPEG or JPEG-LS stream (its frame header, ITU-T T.81 B.2.2 and T.87 C.2.2) or a JPEG 2000 codestream
// (its SIZ segment, ITU-T T.800 A.5.1). Empty when it is neither or cut before that.
std::optional<CodestreamInfo> read_codestream(std::string_view bytes);

// Whether a stream of these three ends in the marker that ends it, but for padding (PS3.5, A.4): decoders
// fill up what is missing and say nothing.
bool reaches_its_end(std::string_view bytes);

// Whether an RLE frame (PS3.5 annex G) is well formed up to its segments' bounds.
bool rle_is_sound(std::string_view bytes, unsigned bytes_per_pixel);

}  // namespace residuum::imaging
