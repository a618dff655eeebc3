#include "privacy/key.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>

#include <array>

#include "core/error.h"
#include "imaging/dicom_writer.h"

namespace residuum::privacy {
namespace {

constexpr std::size_t least_bytes = 16, most_bytes = 4096;

}  // namespace

Key Key::read(const fs::path& path) {
  auto bytes = read_file(path, most_bytes);
  if (bytes.size() < least_bytes) {
    throw input_error("{}: a key of {} bytes can be guessed; make one with: head -c 32 /dev/urandom > {}",
                      path.string(), bytes.size(), path.filename().string());
  }
  return Key(std::move(bytes));
}

Key Key::random() {
  std::array<unsigned char, 32> bytes{};
  if (RAND_bytes(bytes.data(), static_cast<int>(bytes.size())) != 1) {
    throw failure("the system gives no random numbers for a key; name one with --key");
  }
  return Key(std::string(bytes.begin(), bytes.end()));
}

std::string Key::code(std::string_view purpose, std::string_view text) const {
  const std::string message = std::string(purpose) + '\0' + std::string(text);
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned int length = 0;
  HMAC(EVP_sha256(), bytes_.data(), static_cast<int>(bytes_.size()),
       reinterpret_cast<const unsigned char*>(message.data()), message.size(), digest.data(), &length);
  std::string hex;
  for (unsigned int i = 0; i < length; ++i) hex += fmt::format("{:02x}", digest[i]);
  return hex;
}

std::string Key::new_uid(std::string_view uid) const {
  return imaging::make_uid(code("uid", uid));
}

int Key::days_back(std::string_view patient_id) const {
  return 1 + static_cast<int>(std::stoull(code("days", patient_id).substr(0, 12), nullptr, 16) % 3650);
}

}  // namespace residuum::privacy
