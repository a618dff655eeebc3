// Cases in a process of their own, so that a crash, a hang or a flood of memory is seen and survived.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

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

// All in one process within the bounds of one case, for starting a process takes longer than most cases.
// Empty where that did not go well: then each is to be run by itself.
std::vector<Verdict> run_together(const Reader& reader, const std::vector<std::string>& cases,
                                  const Bounds& bounds);

}  // namespace residuum::fuzz
