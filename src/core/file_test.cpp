#include "core/file.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <cerrno>
#include <fstream>
#include <stdexcept>
#include <thread>
#include <vector>

#include "expect_error.h"
#include "temporary_folder.h"

namespace residuum {
namespace {

std::size_t entries(const fs::path& folder) {
  return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder), fs::directory_iterator()));
}

TEST(WriteFile, GivesBackWhatWasWritten) {
  const test::TemporaryFolder folder;
  const fs::path path = folder.path() / "a" / "b" / "c.bin";
  const std::string bytes("\0\r\n\xFF text", 9);
  write_file(path, bytes);
  EXPECT_EQ(read_file(path), bytes);
  write_file(path, "");
  EXPECT_EQ(read_file(path), "");
}

TEST(WriteFile, LeavesNoTemporary) {
  const test::TemporaryFolder folder;
  write_file(folder.path() / "x", "1");
  write_file(folder.path() / "x", "2");
  EXPECT_EQ(entries(folder.path()), 1u);
}

TEST(WriteFile, KeepsTheOldFileWhenTheWriterFails) {
  const test::TemporaryFolder folder;
  const fs::path path = folder.path() / "x.nii.gz";
  write_file(path, "old");
  const auto half = [](const fs::path& temporary) {
    EXPECT_TRUE(temporary.string().ends_with("x.nii.gz"));
    std::ofstream(temporary) << "half";
    throw std::runtime_error("disk full");
  };
  EXPECT_THROW(write_file_with(path, half), std::runtime_error);
  EXPECT_EQ(read_file(path), "old");
  EXPECT_EQ(entries(folder.path()), 1u);
}

TEST(WriteFile, SaysWhyItFails) {
  const test::TemporaryFolder folder;
  write_file(folder.path() / "file", "x");
  fs::create_directories(folder.path() / "folder" / "inside");
  test::expect_error([&] { write_file(folder.path() / "file" / "below", "x"); }, {"file", "cannot be made"},
                     ErrorKind::failure);
  test::expect_error([&] { write_file(folder.path() / "folder", "x"); }, {"folder", "cannot be written"},
                     ErrorKind::failure);
  test::expect_error([&] { write_file_with(folder.path() / "y", [](const fs::path&) {}); },
                     {"y", "cannot be written"}, ErrorKind::failure);
  EXPECT_EQ(entries(folder.path()), 2u);
}

TEST(WriteFile, TellsOfAFullDiskAndHowToGoOn) {
  const auto error = cannot_be_written("x.csv", ENOSPC);
  EXPECT_STREQ(error.what(),
               "x.csv: cannot be written (No space left on device); make room on the disk and give the same "
               "command again");
  EXPECT_NE(std::string(cannot_be_written("x.csv", EROFS).what()).find("make the folder writable"),
            std::string::npos);
}

// Two threads that wrote one target shared a temporary of the process's name and tore each other's bytes.
TEST(WriteFile, IsAtomicBetweenThreads) {
  const test::TemporaryFolder folder;
  const fs::path path = folder.path() / "x";
  const auto write = [&](char letter) {
    for (int i = 0; i < 50; ++i) write_file(path, std::string(100000, letter));
  };
  write_file(path, std::string(100000, 'a'));
  {
    std::jthread a(write, 'a'), b(write, 'b');
    for (int i = 0; i < 50; ++i) {
      const std::string bytes = read_file(path);
      ASSERT_EQ(bytes, std::string(100000, bytes.empty() ? '?' : bytes[0]));
    }
  }
  EXPECT_EQ(entries(folder.path()), 1u);
}

TEST(ReadFile, RefusesWhatIsNoFileOrTooLarge) {
  const test::TemporaryFolder folder;
  test::expect_error([&] { read_file(folder.path() / "none"); }, {"none", "no such file"});
  test::expect_error([&] { read_file(folder.path()); }, {"not a regular file"});
  const fs::path pipe = folder.path() / "pipe";
  ASSERT_EQ(::mkfifo(pipe.c_str(), 0600), 0);
  test::expect_error([&] { read_file(pipe); }, {"not a regular file"});
  write_file(folder.path() / "large", "12345");
  EXPECT_EQ(read_file(folder.path() / "large", 5).size(), 5u);
  test::expect_error([&] { read_file(folder.path() / "large", 4); }, {"large", "5 bytes", "4 allowed"});
}

// FIPS 180-4's examples.
TEST(Sha256, AgreesWithTheStandard) {
  EXPECT_EQ(sha256(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(sha256("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST(Sha256, OfAFileIsThatOfItsBytes) {
  const test::TemporaryFolder folder;
  for (const std::size_t size : {0u, 1u, 65535u, 65536u, 65537u, 200000u}) {
    const std::string bytes(size, 'x');
    write_file(folder.path() / "x", bytes);
    EXPECT_EQ(sha256_of_file(folder.path() / "x"), sha256(bytes)) << size;
  }
}

// A folder opened and read nothing: its hash was that of no bytes.
TEST(Sha256, RefusesWhatIsNoFile) {
  const test::TemporaryFolder folder;
  test::expect_error([&] { sha256_of_file(folder.path()); }, {"not a regular file"});
  test::expect_error([&] { sha256_of_file(folder.path() / "none"); }, {"no such file"});
}

}  // namespace
}  // namespace residuum
