#include "core/file.h"

#include <fcntl.h>
#include <openssl/evp.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <memory>

#include "core/error.h"

namespace residuum {
namespace {

// Of this thread alone: two that write the same target must not share a temporary.
fs::path temporary_beside(const fs::path& path) {
  return path.parent_path() / fmt::format(".tmp-{}-{}", ::gettid(), path.filename().string());
}

// The rename alone would survive a crash of ours, not one of the machine. 0, or why it failed: some file
// systems (NFS, quotas) tell of a full disk no earlier. Those that cannot flush say so by EINVAL.
int flush_to_disk(const fs::path& path) {
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return errno;
  int code = ::fsync(descriptor) == 0 || errno == EINVAL || errno == EROFS ? 0 : errno;
  if (::close(descriptor) != 0 && code == 0 && errno != EINTR) code = errno;
  return code;
}

void require_regular(const fs::path& path) {
  std::error_code code;
  if (!fs::exists(path, code)) throw input_error("{}: no such file", path.string());
  if (!fs::is_regular_file(path, code)) throw input_error("{}: not a regular file", path.string());
}

std::string remedy(int code) {
  if (code == ENOSPC || code == EDQUOT) return "; make room on the disk and give the same command again";
  if (code == EACCES || code == EPERM || code == EROFS) return "; make the folder writable or name another";
  return "";
}

class Sha256 {
 public:
  Sha256() : context_(EVP_MD_CTX_new(), &EVP_MD_CTX_free) {
    EVP_DigestInit_ex(context_.get(), EVP_sha256(), nullptr);
  }
  void update(const char* bytes, std::size_t count) { EVP_DigestUpdate(context_.get(), bytes, count); }
  std::string hex() {
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned int length = 0;
    EVP_DigestFinal_ex(context_.get(), digest.data(), &length);
    std::string text;
    for (unsigned int i = 0; i < length; ++i) text += fmt::format("{:02x}", digest[i]);
    return text;
  }

 private:
  std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context_;
};

}  // namespace

std::string read_file(const fs::path& path, std::uint64_t max_bytes) {
  require_regular(path);
  std::error_code code;
  const auto size = fs::file_size(path, code);
  if (code) throw input_error("{}: cannot be read ({})", path.string(), code.message());
  if (size > max_bytes) {
    throw input_error("{}: {} bytes, more than the {} allowed here", path.string(), size, max_bytes);
  }
  std::ifstream stream(path, std::ios::binary);
  std::string bytes(size, '\0');
  if (!stream.read(bytes.data(), static_cast<std::streamsize>(size))) {
    throw input_error("{}: cannot be read ({})", path.string(), std::strerror(errno));
  }
  return bytes;
}

Error cannot_be_written(const fs::path& path, int code) {
  return failure("{}: cannot be written ({}){}", path.string(), std::strerror(code), remedy(code));
}

void write_file(const fs::path& path, std::string_view bytes) {
  write_file_with(path, [&](const fs::path& temporary) {
    std::ofstream stream(temporary, std::ios::binary | std::ios::trunc);
    stream.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    stream.close();
    if (!stream) throw cannot_be_written(path, errno);
  });
}

void write_file_with(const fs::path& path, const std::function<void(const fs::path&)>& write) {
  std::error_code code;
  if (path.has_parent_path()) fs::create_directories(path.parent_path(), code);
  if (code) {
    throw failure("{}: the folder cannot be made ({}){}", path.parent_path().string(), code.message(),
                  remedy(code.value()));
  }
  const fs::path temporary = temporary_beside(path);
  try {
    write(temporary);
  } catch (...) {
    fs::remove(temporary, code);
    throw;
  }
  int failed = flush_to_disk(temporary);
  if (failed == 0 && ::rename(temporary.c_str(), path.c_str()) != 0) failed = errno;
  if (failed != 0) {
    fs::remove(temporary, code);
    throw cannot_be_written(path, failed);
  }
}

std::string sha256(std::string_view bytes) {
  Sha256 hash;
  hash.update(bytes.data(), bytes.size());
  return hash.hex();
}

std::string sha256_of_file(const fs::path& path) {
  require_regular(path);
  std::ifstream stream(path, std::ios::binary);
  if (!stream) throw input_error("{}: cannot be read ({})", path.string(), std::strerror(errno));
  Sha256 hash;
  std::array<char, 65536> buffer{};
  while (stream.read(buffer.data(), buffer.size()) || stream.gcount() > 0) {
    hash.update(buffer.data(), static_cast<std::size_t>(stream.gcount()));
  }
  if (stream.bad()) throw input_error("{}: cannot be read ({})", path.string(), std::strerror(errno));
  return hash.hex();
}

}  // namespace residuum
