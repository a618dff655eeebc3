// Work on several cores.
#pragma once

#include <cstddef>
#include <functional>

namespace residuum {

// Cores this process may use (its affinity mask, not the machine's count).
int available_cores();

// Calls work(0) ... work(count - 1), each once, on up to `threads` threads. The first exception stops the
// rest and is rethrown here. The order is not defined: give each call its own output and its own Random.
void parallel_for(std::size_t count, int threads, const std::function<void(std::size_t)>& work);

}  // namespace residuum
