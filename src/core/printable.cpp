#include "core/printable.h"

#include <fmt/core.h>

#include "core/text.h"

namespace residuum {

std::string printable(std::string_view text) {
  const bool utf8 = is_utf8(text);
  std::string shown;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    const bool control = (byte < 0x20 && byte != '\n' && byte != '\t') || byte == 0x7F;
    // U+0080 to U+009F: terminals obey these, too.
    const bool late_control = utf8 && byte == 0xC2 && static_cast<unsigned char>(text[i + 1]) < 0xA0;
    if (late_control) {
      shown += fmt::format("\\x{:02X}", static_cast<unsigned char>(text[++i]));
    } else if (control || (byte >= 0x80 && !utf8)) {
      shown += fmt::format("\\x{:02X}", byte);
    } else {
      shown += text[i];
    }
  }
  return shown;
}

}  // namespace residuum
