// One case in a process of its own, so that a crash, a hang or a flood of memory is seen and survived.
#pragma once

#include <cstdint>
#include <string>

#include "reader.h"

namespace residuum::fuzz {

struct Bounds {
  int seconds = 10;  // of the processor; of the clock ten times as many, for the machine may have other work
  std::uint64_t memory_bytes = limits::gib * 2;
};

struct Outcome {
  Verdict verdict = Verdict::defect;
  std::string message;  // of the error, or how the process ended
};

Outcome run_in_child(const Reader& reader, const std::string& bytes, const Bounds& bounds);

}  // namespace residuum::fuzz
