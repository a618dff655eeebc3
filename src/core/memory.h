// How much memory this process has held, from Linux's /proc.
#pragma once

#include <optional>

namespace residuum {

// The largest resident size since the start, or since forget_peak_memory() where the system allows that, in
// MiB. Empty where /proc does not tell.
std::optional<double> peak_memory_mib();

// Lets the peak begin anew, so that a stage's own can be told from its predecessors'. Without effect where
// the system does not allow it.
void forget_peak_memory();

// Gives what was freed and lies between other things back to the system, where the C library can (glibc).
void return_freed_memory();

}  // namespace residuum
