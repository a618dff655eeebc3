#include "privacy/key.h"

#include <gtest/gtest.h>

#include "expect_error.h"
#include "temporary_folder.h"

namespace residuum::privacy {
namespace {

TEST(Key, GivesWhatPythonsHmacGives) {
  const test::TemporaryFolder folder;
  write_file(folder.path() / "key", "0123456789abcdef");
  const auto key = Key::read(folder.path() / "key");
  // Golden: Python, hmac.new(key, b"uid\0" + uid, sha256).hexdigest(), of that hexadecimal text sha256's
  // first 16 bytes as a UUID of version 8; hmac of b"days\0" + id, its first 6 bytes modulo 3650, plus 1.
  EXPECT_EQ(key.new_uid("1.2.840.113619.2.5.1"), "2.25.75971045607439154044767939190948972558");
  EXPECT_EQ(key.days_back("4711"), 2610);
}

TEST(Key, RandomOnesDifferAndShortOnesAreRefused) {
  EXPECT_NE(Key::random().new_uid("1.2.3"), Key::random().new_uid("1.2.3"));
  const test::TemporaryFolder folder;
  write_file(folder.path() / "key", "0123456789abcde");
  test::expect_error([&] { Key::read(folder.path() / "key"); }, {"15 bytes", "can be guessed"});
  test::expect_error([&] { Key::read(folder.path() / "none"); }, {"no such file"});
}

}  // namespace
}  // namespace residuum::privacy
