// The program's version, as run.json and reports state it.
#pragma once

namespace residuum {

inline constexpr const char* version = RESIDUUM_VERSION;

}  // namespace residuum
