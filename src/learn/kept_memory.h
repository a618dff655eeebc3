// While it lives, memory that is freed stays with the process. A training step frees what the next one asks
// for again; the C library (glibc) gives large blocks back to the system, which clears their pages anew: up
// to a twentieth of a step. What is kept goes back with the last of them.
#pragma once

namespace residuum::learn {

class KeptMemory {
 public:
  KeptMemory();
  ~KeptMemory();
  KeptMemory(const KeptMemory&) = delete;
  KeptMemory& operator=(const KeptMemory&) = delete;
};

}  // namespace residuum::learn
