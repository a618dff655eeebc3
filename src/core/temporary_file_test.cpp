#include "core/temporary_file.h"

#include <gtest/gtest.h>

namespace residuum {
namespace {

TEST(TemporaryFile, IsGoneWithItsOwner) {
  fs::path path;
  {
    const TemporaryFile file("residuum-temporary-file-test", ".txt");
    path = file.path();
    EXPECT_FALSE(fs::exists(path));
    write_file(path, "x");
    EXPECT_EQ(path.extension(), ".txt");
  }
  EXPECT_FALSE(fs::exists(path));
  { const TemporaryFile never_made("residuum-temporary-file-test", ".txt"); }
}

}  // namespace
}  // namespace residuum
