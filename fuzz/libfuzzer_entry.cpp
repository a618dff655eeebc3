// One reader for libFuzzer: RESIDUUM_FUZZ_READER is the function that gives it.
#include <cstdint>
#include <cstdio>
#include <cstdlib>

#include "reader.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const auto reader = residuum::fuzz::RESIDUUM_FUZZ_READER();
  std::string message;
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  if (residuum::fuzz::try_bytes(reader, bytes, message) != residuum::fuzz::Verdict::defect) return 0;
  std::fprintf(stderr, "%s\n", message.c_str());
  std::abort();
}
