// Compressed pixels are decoded by GDCM to what they were, and what only claims to be an image is not let
// allocate.
#include <gdcmImageChangeTransferSyntax.h>
#include <gdcmImageReader.h>
#include <gdcmImageWriter.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "dicom_series.h"
#include "expect_error.h"

namespace residuum::imaging {
namespace {

using gdcm::TransferSyntax;

void compress(const fs::path& file, TransferSyntax::TSType syntax) {
  gdcm::ImageReader reader;
  reader.SetFileName(file.c_str());
  ASSERT_TRUE(reader.Read());
  gdcm::ImageChangeTransferSyntax change;
  change.SetTransferSyntax(syntax);
  change.SetInput(reader.GetImage());
  ASSERT_TRUE(change.Change());
  gdcm::ImageWriter writer;
  writer.SetFileName(file.c_str());
  writer.SetFile(reader.GetFile());
  writer.SetImage(change.GetOutput());
  ASSERT_TRUE(writer.Write());
}

// DCMTK's libdcmtkcharls took the calls that GDCM meant for the newer CharLS: JPEG-LS ended in a crash.
TEST(CompressedSeries, IsReadToTheVoxelsThatWereWritten) {
  const fixture::SeriesOnDisk series(fixture::larger_volume(5));
  const std::vector syntaxes{TransferSyntax::JPEGLSLossless, TransferSyntax::JPEG2000Lossless,
                             TransferSyntax::JPEGLosslessProcess14_1, TransferSyntax::RLELossless};
  for (std::size_t k = 0; k < syntaxes.size(); ++k) compress(series.file(k), syntaxes[k]);
  EXPECT_EQ(read_image(series.path()).volume.voxels, fixture::larger_volume(5).voxels);
}

// OpenJPEG and libjpeg fill up what is missing with grey and say nothing.
TEST(CompressedSeries, ACutStreamIsRefused) {
  for (const auto syntax : {TransferSyntax::JPEG2000Lossless, TransferSyntax::JPEGLosslessProcess14_1,
                            TransferSyntax::JPEGLSLossless}) {
    const fixture::SeriesOnDisk series(fixture::larger_volume(1));
    compress(series.file(0), syntax);
    auto bytes = read_file(series.file(0));
    const auto end = bytes.rfind("\xFF\xD9");
    ASSERT_NE(end, std::string::npos);
    std::fill(bytes.begin() + static_cast<std::ptrdiff_t>(end - 200),
              bytes.begin() + static_cast<std::ptrdiff_t>(end) + 2, '\0');
    write_file(series.file(0), bytes);
    test::expect_error([&] { read_image(series.path()); }, {"IM00001.dcm", "cut off before its end"});
  }
}

TEST(CompressedSeries, FewBytesThatClaimALargeImageAreNotDecoded) {
  fixture::SeriesOnDisk series(fixture::larger_volume(5));
  compress(series.file(3), TransferSyntax::JPEG2000Lossless);
  auto bytes = read_file(series.file(3));
  const auto stream = bytes.find("\xFF\x4F\xFF\x51");  // SOC, SIZ
  ASSERT_NE(stream, std::string::npos);
  const auto put = [&](std::size_t at, std::uint32_t value) {
    for (std::size_t i = 0; i < 4; ++i)
      bytes[stream + at + i] = static_cast<char>(value >> (24 - 8 * i) & 0xFF);
  };
  for (const std::size_t at : {8u, 12u, 24u, 28u}) put(at, 4096);  // Xsiz, Ysiz, XTsiz, YTsiz
  write_file(series.file(3), bytes);
  // The header must agree with the stream, or it is refused before: 4096 x 4096, within what a slice may
  // have.
  DcmFileFormat file;
  ASSERT_TRUE(file.loadFile(series.file(3).c_str()).good());
  file.loadAllDataIntoMemory();
  file.getDataset()->putAndInsertUint16(DCM_Rows, 4096);
  file.getDataset()->putAndInsertUint16(DCM_Columns, 4096);
  ASSERT_TRUE(file.saveFile(series.file(3).c_str(), EXS_JPEG2000LosslessOnly).good());
  const auto alone = find_series({series.file(3)});
  test::expect_error([&] { read_series(alone.front()); },
                     {"IM00004.dcm", "bytes cannot hold the 33554432 that Rows"});
}

}  // namespace
}  // namespace residuum::imaging
