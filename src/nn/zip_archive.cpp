#include "nn/zip_archive.h"

#include <zip.h>

#include <memory>

#include "core/error.h"

namespace residuum::nn {
namespace {

constexpr zip_uint64_t wanted =
    ZIP_STAT_NAME | ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE | ZIP_STAT_COMP_METHOD | ZIP_STAT_ENCRYPTION_METHOD;

struct CloseEntry {
  void operator()(zip_file_t* file) const { zip_fclose(file); }
};

}  // namespace

ZipArchive::ZipArchive(const fs::path& path) : where_(path.string()) {
  std::error_code failed;
  file_bytes_ = fs::file_size(path, failed);
  int code = 0;
  std::unique_ptr<zip_t, decltype(&zip_discard)> opened(
      failed ? nullptr : zip_open(where_.c_str(), ZIP_RDONLY, &code), &zip_discard);
  if (!opened) throw input_error("{}: the zip archive cannot be read (cut short or damaged)", where_);
  std::uint64_t claimed = 0;
  const auto count = zip_get_num_entries(opened.get(), 0);
  for (zip_int64_t i = 0; i < count; ++i) {
    zip_stat_t stat;
    if (zip_stat_index(opened.get(), static_cast<zip_uint64_t>(i), 0, &stat) != 0 ||
        (stat.valid & wanted) != wanted) {
      throw input_error("{}: entry {} of the zip archive is damaged", where_, i);
    }
    const bool stored = stat.comp_method == ZIP_CM_STORE && stat.encryption_method == ZIP_EM_NONE;
    if (stored && (stat.size != stat.comp_size || stat.size > file_bytes_ - claimed)) {
      throw input_error("{}: \"{}\" claims {} bytes, more than the file has", where_, stat.name, stat.size);
    }
    if (stored) claimed += stat.size;
    if (!entries_.emplace(stat.name, Entry{stat.size, stored}).second) {
      throw input_error("{}: \"{}\" stands twice in the zip archive", where_, stat.name);
    }
  }
  handle_ = opened.release();
}

ZipArchive::~ZipArchive() {
  zip_discard(handle_);
}

void ZipArchive::read(const std::string& name, void* target) const {
  const auto size = stored_bytes(name);
  const std::unique_ptr<zip_file_t, CloseEntry> entry(zip_fopen(handle_, name.c_str(), 0));
  auto* const bytes = static_cast<char*>(target);
  std::uint64_t done = 0;
  while (entry && done < size) {
    const auto got = zip_fread(entry.get(), bytes + done, size - done);
    if (got <= 0) break;
    done += static_cast<std::uint64_t>(got);
  }
  char beyond = 0;  // reading on to the end is what verifies the checksum
  if (!entry || done < size || zip_fread(entry.get(), &beyond, 1) != 0) {
    throw input_error("{}: \"{}\" is damaged (cut short, or its checksum is wrong)", where_, name);
  }
}

std::string ZipArchive::read(const std::string& name) const {
  std::string bytes(stored_bytes(name), '\0');
  read(name, bytes.data());
  return bytes;
}

std::uint64_t ZipArchive::stored_bytes(const std::string& name) const {
  const auto& entry = entries_.at(name);
  if (entry.stored) return entry.bytes;
  throw input_error("{}: \"{}\" is compressed or encrypted, which PyTorch never does", where_, name);
}

}  // namespace residuum::nn
