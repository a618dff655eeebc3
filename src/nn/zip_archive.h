// The zip archives that PyTorch writes. Weights are stored as they are, never compressed, and nothing else is
// read: so no entry is larger than the file. Reading is libzip's. No LibTorch here.
#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "core/file.h"

struct zip;

namespace residuum::nn {

class ZipArchive {
 public:
  // Errors: input, naming the file: unreadable, a damaged directory, a name twice, or stored entries that
  // together claim more than the file holds.
  explicit ZipArchive(const fs::path& path);
  ~ZipArchive();
  ZipArchive(const ZipArchive&) = delete;
  ZipArchive& operator=(const ZipArchive&) = delete;

  struct Entry {
    std::uint64_t bytes = 0;  // of a stored one never above the file's
    bool stored = true;       // neither compressed nor encrypted
  };
  const std::map<std::string, Entry>& entries() const { return entries_; }
  std::uint64_t file_bytes() const { return file_bytes_; }

  // The entry's bytes into `target`, which holds as many as entries() says; its checksum is verified. Errors:
  // input, for an entry that is damaged or not stored. REQUIRES: a name of entries().
  void read(const std::string& name, void* target) const;
  std::string read(const std::string& name) const;

 private:
  std::uint64_t stored_bytes(const std::string& name) const;

  std::string where_;
  zip* handle_ = nullptr;
  std::uint64_t file_bytes_ = 0;
  std::map<std::string, Entry> entries_;
};

}  // namespace residuum::nn
