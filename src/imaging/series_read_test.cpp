// Series that can be read, and every kind that must not be.
#include <gtest/gtest.h>

#include <cmath>
#include <fstream>

#include "dicom_series.h"
#include "expect_error.h"

namespace residuum::imaging {
namespace {

using fixture::SeriesOnDisk;

void expect_same_place(const Geometry& a, const Geometry& b) {
  EXPECT_EQ(a.size, b.size);
  for (std::size_t i = 0; i < 3; ++i) {
    EXPECT_NEAR(a.spacing[i], b.spacing[i], 1e-4);
    EXPECT_NEAR(a.origin[i], b.origin[i], 1e-4);
    for (std::size_t j = 0; j < 3; ++j) EXPECT_NEAR(a.direction[i][j], b.direction[i][j], 1e-6);
  }
}

SeriesVolume read_only_series(const fs::path& folder, const ReadOptions& options = {}) {
  const auto series = find_series(folder);
  EXPECT_EQ(series.size(), 1u);
  return read_series(series.front(), options);
}

// Spoils a good series and expects the error to say so.
void expect_refused(const std::function<void(SeriesOnDisk&)>& spoil,
                    std::initializer_list<std::string> parts) {
  SeriesOnDisk series;
  spoil(series);
  test::expect_error([&] { read_only_series(series.path()); }, parts);
}

TEST(ReadSeries, GivesBackWhatWasWritten) {
  const SeriesOnDisk series;
  const auto read = read_only_series(series.path());
  expect_same_place(read.volume.geometry, fixture::volume().geometry);
  EXPECT_EQ(read.volume.voxels, fixture::volume().voxels);
  EXPECT_EQ(read.series_uid, make_uid("series"));
  EXPECT_EQ(read.acquisition.echo_time_ms, 11);
  EXPECT_TRUE(std::isnan(read.acquisition.flip_angle_deg));
  EXPECT_TRUE(read.warnings.empty());
}

TEST(ReadSeries, OrdersByPositionWhateverNamesAndNumbersSay) {
  const SeriesOnDisk series;
  const auto files = fixture::files_in(series.path() / "series");
  for (std::size_t k = 0; k < files.size(); ++k) {
    const std::size_t mixed = (k * 5 + 3) % files.size();
    fixture::edit(files[k], [&](DcmDataset& data) {
      fixture::set(data, DCM_InstanceNumber, std::to_string(mixed + 1));
    });
    fs::rename(files[k], series.path() / "series" / fmt::format("z{}", mixed));
  }
  EXPECT_EQ(read_only_series(series.path()).volume.voxels, fixture::volume().voxels);
}

TEST(ReadSeries, TakesAListOfFiles) {
  const SeriesOnDisk series;
  auto files = fixture::files_in(series.path() / "series");
  std::reverse(files.begin(), files.end());
  std::size_t skipped = 9;
  const auto found = find_series(files, &skipped);
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(skipped, 0u);
  EXPECT_EQ(read_series(found.front()).volume.voxels, fixture::volume().voxels);
}

TEST(ReadSeries, AppliesEachFilesRescaling) {
  SeriesOnDisk series;
  series.edit_file(2, [](DcmDataset& data) {
    fixture::set(data, DCM_RescaleSlope, "2.5");
    fixture::set(data, DCM_RescaleIntercept, "-7");
  });
  const auto read = read_only_series(series.path());
  const auto written = fixture::volume();
  EXPECT_EQ(read.volume.slice(1)[4], written.slice(1)[4]);
  EXPECT_FLOAT_EQ(read.volume.slice(2)[4], 2.5F * written.slice(2)[4] - 7);
}

TEST(ReadSeries, ReadsBigEndianAndImplicitFilesBesideOthers) {
  const SeriesOnDisk series;
  fixture::edit(
      series.file(1), [](DcmDataset&) {}, EXS_BigEndianExplicit);
  fixture::edit(
      series.file(2), [](DcmDataset&) {}, EXS_LittleEndianImplicit);
  fixture::edit(
      series.file(3), [](DcmDataset&) {}, EXS_DeflatedLittleEndianExplicit);
  EXPECT_EQ(read_only_series(series.path()).volume.voxels, fixture::volume().voxels);
}

TEST(ReadSeries, ASingleSliceIsAVolume) {
  const SeriesOnDisk series(fixture::volume(1));
  const auto read = read_only_series(series.path());
  EXPECT_EQ(read.volume.geometry.size[2], 1u);
  EXPECT_EQ(read.volume.geometry.spacing[2], 5);
}

TEST(ReadSeries, ASingleSliceWithoutExtentIsRefused) {
  SeriesOnDisk series(fixture::volume(1));
  series.edit_all([](DcmDataset& data) {
    data.findAndDeleteElement(DCM_SpacingBetweenSlices);
    fixture::set(data, DCM_SliceThickness, "");
  });
  test::expect_error([&] { read_only_series(series.path()); }, {"SpacingBetweenSlices", "IM00001.dcm"});
}

TEST(ReadSeries, RefusesAMissingSlice) {
  expect_refused([](SeriesOnDisk& series) { fs::remove(series.file(3)); },
                 {"a slice is missing", "gap 10.00 mm"});
}

void move_along_normal(DcmDataset& data, double mm) {
  const auto& direction = fixture::volume().geometry.direction;
  std::string text;
  for (unsigned i = 0; i < 3; ++i) {
    double value = 0;
    data.findAndGetFloat64(DCM_ImagePositionPatient, value, i);
    text += fmt::format("{}{:.5f}", i ? "\\" : "", value + mm * direction[i][2]);
  }
  fixture::set(data, DCM_ImagePositionPatient, text);
}

TEST(ReadSeries, RefusesAMissingSliceOfFew) {
  const SeriesOnDisk series(fixture::volume(4));
  fs::remove(series.file(1));
  test::expect_error([&] { read_only_series(series.path()); }, {"a slice is missing", "otherwise 5.00"});
}

TEST(ReadSeries, WarnsWhenEverySecondSliceIsAbsent) {
  const SeriesOnDisk series;
  for (const std::size_t k : {7, 5, 3, 1}) fs::remove(series.file(k));
  const auto read = read_only_series(series.path());
  ASSERT_EQ(read.warnings.size(), 1u);
  EXPECT_NE(read.warnings[0].find("10.00 mm apart, SpacingBetweenSlices says 5.00"), std::string::npos);
}

TEST(ReadSeries, RefusesUnevenSpacing) {
  expect_refused(
      [](SeriesOnDisk& series) { series.edit_file(3, [](DcmDataset& data) { move_along_normal(data, 1); }); },
      {"uneven spacing", "6.000 mm", "at most 5%"});
}

TEST(ReadSeries, WarnsOfSlightlyUnevenSpacing) {
  SeriesOnDisk series;
  series.edit_file(3, [](DcmDataset& data) { move_along_normal(data, 0.15); });
  const auto read = read_only_series(series.path());
  ASSERT_EQ(read.warnings.size(), 1u);
  EXPECT_NE(read.warnings[0].find("slice spacing varies by up to 3.0%"), std::string::npos)
      << read.warnings[0];
}

TEST(ReadSeries, RefusesRepeatedPositions) {
  expect_refused(
      [](SeriesOnDisk& series) { fs::copy_file(series.file(2), series.path() / "series" / "again.dcm"); },
      {"9 images at 8 positions", "repeated positions"});
}

TEST(ReadSeries, RefusesMixedOrientations) {
  expect_refused(
      [](SeriesOnDisk& series) {
        series.edit_file(0, [](DcmDataset& data) {
          fixture::set(data, DCM_ImageOrientationPatient, "0\\1\\0\\0\\0\\-1");
        });
      },
      {"ImageOrientationPatient", "mixed orientations"});
}

TEST(ReadSeries, RefusesMixedSizesAndSpacings) {
  expect_refused(
      [](SeriesOnDisk& series) {
        series.edit_file(5, [](DcmDataset& data) { fixture::set(data, DCM_PixelSpacing, "0.8\\0.5"); });
      },
      {"IM00006.dcm", "PixelSpacing differs"});
  SeriesOnDisk series;
  test::TemporaryFolder other;
  auto smaller = fixture::volume(2);
  smaller.geometry.size = {5, 6, 2};
  smaller.geometry.origin[2] += 200;
  write_mr_series(other.path(), smaller, fixture::acquisition(), fixture::identity("series"));
  fs::copy_file(fixture::files_in(other.path()).front(), series.path() / "series" / "odd.dcm");
  test::expect_error([&] { read_only_series(series.path()); }, {"odd.dcm", "5 x 6", "mixed sizes"});
}

TEST(ReadSeries, RefusesAShearedStack) {
  expect_refused(
      [](SeriesOnDisk& series) {
        series.edit_file(4, [](DcmDataset& data) {
          double x = 0;
          data.findAndGetFloat64(DCM_ImagePositionPatient, x, 0);
          double y = 0, z = 0;
          data.findAndGetFloat64(DCM_ImagePositionPatient, y, 1);
          data.findAndGetFloat64(DCM_ImagePositionPatient, z, 2);
          fixture::set(data, DCM_ImagePositionPatient, fmt::format("{}\\{:.5f}\\{:.5f}", x + 4, y, z));
        });
      },
      {"slice 5", "4.0 mm beside", "sheared"});
}

TEST(ReadSeries, RefusesOtherModalities) {
  expect_refused(
      [](SeriesOnDisk& series) {
        series.edit_all([](DcmDataset& data) { fixture::set(data, DCM_Modality, "CT"); });
      },
      {"Modality is \"CT\"", "not MR", "IM00001.dcm"});
}

TEST(ReadSeries, RefusesWhatIsNotAxialUnlessToldTo) {
  auto sagittal = fixture::volume();
  sagittal.geometry.direction = {{{0, 0, -1}, {1, 0, 0}, {0, -1, 0}}};
  const SeriesOnDisk series(sagittal);
  test::expect_error([&] { read_only_series(series.path()); }, {"not axial", "90 degrees", "at most 30"});
  ReadOptions options;
  options.require_axial = false;
  EXPECT_EQ(read_only_series(series.path(), options).volume.voxels, sagittal.voxels);
}

TEST(ReadSeries, RefusesTruncatedPixelData) {
  expect_refused(
      [](SeriesOnDisk& series) { fs::resize_file(series.file(3), fs::file_size(series.file(3)) - 20); },
      {"IM00004.dcm", "truncated"});
}

TEST(ReadSeries, RefusesFilesWithoutPixelData) {
  expect_refused(
      [](SeriesOnDisk& series) {
        series.edit_file(3, [](DcmDataset& data) { data.findAndDeleteElement(DCM_PixelData); });
      },
      {"IM00004.dcm", "no PixelData"});
}

TEST(ReadSeries, RefusesPixelDataThatDoNotFitTheHeader) {
  expect_refused(
      [](SeriesOnDisk& series) {
        series.edit_all([](DcmDataset& data) { data.putAndInsertUint16(DCM_Rows, 50); });
      },
      {"IM00001.dcm", "truncated pixel data: 60 bytes where 6 x 50 x 1 pixels of 16 bits take 600"});
  expect_refused(
      [](SeriesOnDisk& series) {
        series.edit_file(3, [](DcmDataset& data) {
          const Uint16 few[] = {1, 2, 3, 4};
          data.putAndInsertUint16Array(DCM_PixelData, few, 4);
        });
      },
      {"IM00004.dcm", "truncated pixel data: 8 bytes"});
  expect_refused(
      [](SeriesOnDisk& series) {
        series.edit_all([](DcmDataset& data) {
          data.putAndInsertUint16(DCM_Rows, 46340);
          data.putAndInsertUint16(DCM_Columns, 46340);
        });
      },
      {"IM00001.dcm", "Rows 46340 x Columns 46340", "more than the 16777216 pixels"});
}

TEST(ReadSeries, RefusesOtherPixelLayouts) {
  const auto with = [](const DcmTagKey& tag, Uint16 value) {
    return [=](SeriesOnDisk& series) {
      series.edit_file(3, [&](DcmDataset& data) { data.putAndInsertUint16(tag, value); });
    };
  };
  for (const Uint16 bits : {1, 12, 24, 32, 64}) {
    expect_refused(with(DCM_BitsAllocated, bits), {"IM00004.dcm", fmt::format("BitsAllocated {}", bits)});
  }
  expect_refused(with(DCM_BitsStored, 17), {"IM00004.dcm", "BitsStored 17"});
  expect_refused(with(DCM_HighBit, 15), {"IM00004.dcm", "HighBit 15"});
  expect_refused(with(DCM_PixelRepresentation, 2), {"IM00004.dcm", "PixelRepresentation 2"});
  for (const char* photometric : {"MONOCHROME1", "PALETTE COLOR", "RGB"}) {
    expect_refused(
        [&](SeriesOnDisk& series) {
          series.edit_file(
              3, [&](DcmDataset& data) { fixture::set(data, DCM_PhotometricInterpretation, photometric); });
        },
        {"IM00004.dcm", photometric, "MONOCHROME2"});
  }
}

TEST(ReadSeries, ReadsSignedValues) {
  SeriesOnDisk series;
  series.edit_all([](DcmDataset& data) {
    data.putAndInsertUint16(DCM_PixelRepresentation, 1);
    data.putAndInsertUint16(DCM_BitsStored, 12);
    std::vector<Uint16> pixels(30, 0x0FFE);  // -2 in 12 bits
    pixels[1] = 0x07FF;
    data.putAndInsertUint16Array(DCM_PixelData, pixels.data(), pixels.size());
  });
  const auto read = read_only_series(series.path());
  EXPECT_EQ(read.volume.voxels[0], -2);
  EXPECT_EQ(read.volume.voxels[1], 2047);
}

TEST(ReadSeries, RefusesGeometryThatIsNone) {
  const auto with = [](const DcmTagKey& tag, const char* value) {
    return [=](SeriesOnDisk& series) {
      series.edit_file(3, [&](DcmDataset& data) { fixture::set(data, tag, value); });
    };
  };
  expect_refused(with(DCM_PixelSpacing, "0\\0.5"), {"IM00004.dcm", "PixelSpacing", "not positive"});
  expect_refused(with(DCM_PixelSpacing, "-1\\0.5"), {"IM00004.dcm", "PixelSpacing"});
  expect_refused(with(DCM_PixelSpacing, "1e9\\0.5"), {"IM00004.dcm", "PixelSpacing"});
  expect_refused(with(DCM_ImagePositionPatient, "0\\nan\\0"), {"IM00004.dcm", "ImagePositionPatient"});
  expect_refused(with(DCM_ImagePositionPatient, ""), {"IM00004.dcm", "ImagePositionPatient", "missing"});
  expect_refused(with(DCM_ImageOrientationPatient, "1\\0\\0\\1\\0\\0"),
                 {"IM00004.dcm", "two perpendicular unit vectors"});
  expect_refused(with(DCM_RescaleSlope, "0"), {"IM00004.dcm", "RescaleSlope"});
}

TEST(ReadSeries, RefusesColour) {
  expect_refused(
      [](SeriesOnDisk& series) {
        series.edit_file(3, [](DcmDataset& data) { data.putAndInsertUint16(DCM_SamplesPerPixel, 3); });
      },
      {"IM00004.dcm", "3 samples a pixel"});
}

TEST(FindSeries, TellsSeriesApartAndCountsWhatIsNoDicom) {
  const SeriesOnDisk series;
  write_mr_series(series.path() / "other", fixture::volume(3), fixture::acquisition("Ax T2 FSE"),
                  fixture::identity("other"));
  std::ofstream(series.path() / "notes.txt") << "not DICOM";
  std::ofstream(series.path() / "empty.dcm");
  std::size_t skipped = 0;
  const auto found = find_series(series.path(), &skipped);
  ASSERT_EQ(found.size(), 2u);
  EXPECT_EQ(skipped, 2u);
  EXPECT_EQ(found[0].files.size() + found[1].files.size(), 11u);
}

// An end slice that is damaged must not vanish without a word.
TEST(FindSeries, RefusesADamagedFileAndTellsOfEmptyOnesAndLinks) {
  const SeriesOnDisk series;
  const auto last = series.file(7);
  fs::create_symlink(last, series.path() / "series" / "link.dcm");
  fs::resize_file(series.file(6), 0);
  std::size_t skipped = 0;
  EXPECT_EQ(find_series(series.path(), &skipped).front().files.size(), 7u);
  EXPECT_EQ(skipped, 2u);
  fs::remove(series.file(6));
  fs::resize_file(last, 600);
  test::expect_error([&] { find_series(series.path()); }, {"IM00008.dcm", "truncated or damaged"});
}

TEST(FindSeries, PassesOverReportsAndPresentationStates) {
  SeriesOnDisk series;
  series.edit_file(0, [](DcmDataset& data) {
    fixture::set(data, DCM_Modality, "SR");
    fixture::set(data, DCM_SOPClassUID, UID_BasicTextSRStorage);
    fixture::set(data, DCM_SeriesInstanceUID, "1.2.3");
    for (const auto& tag : {DCM_Rows, DCM_Columns, DCM_PixelData}) data.findAndDeleteElement(tag);
  });
  std::size_t skipped = 0;
  EXPECT_EQ(find_series(series.path(), &skipped).size(), 1u);
  EXPECT_EQ(skipped, 1u);
}

TEST(FindSeries, NamesOfFilesAndPatientsMayBeAnyBytes) {
  SeriesOnDisk series;
  series.edit_all([](DcmDataset& data) { fixture::set(data, DCM_PatientName, "M\xFCller^J\xF6rg\x1B[2J"); });
  for (const auto& file : fixture::files_in(series.path() / "series"))
    fs::rename(file, file.parent_path() / ("\xFC\n" + file.filename().string()));
  EXPECT_EQ(read_only_series(series.path()).volume.voxels, fixture::volume().voxels);
  fs::resize_file(series.file(3), 600);
  test::expect_error([&] { find_series(series.path()); }, {"IM00004.dcm", "truncated or damaged"});
}

TEST(FindSeries, FindsASeriesAmong10000Files) {
  const SeriesOnDisk series;
  const auto folder = series.path() / "series";
  for (int i = 0; i < 9992; ++i) std::ofstream(folder / fmt::format("{:05}.txt", i)) << "no DICOM";
  std::size_t skipped = 0;
  const auto found = find_series(series.path(), &skipped);
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(skipped, 9992u);
  EXPECT_EQ(read_series(found.front()).volume.voxels, fixture::volume().voxels);
}

TEST(FindSeries, ReadsASeriesOf10000Slices) {
  const test::TemporaryFolder folder;
  const SeriesOnDisk series;
  DcmFileFormat file;
  ASSERT_TRUE(file.loadFile(series.file(0).c_str()).good());
  file.loadAllDataIntoMemory();
  auto& data = *file.getDataset();
  fixture::set(data, DCM_ImageOrientationPatient, "1\\0\\0\\0\\1\\0");
  for (int k = 0; k < 10000; ++k) {
    fixture::set(data, DCM_ImagePositionPatient, fmt::format("0\\0\\{}", 0.5 * k));
    fixture::set(data, DCM_SOPInstanceUID, fmt::format("2.25.{}", k + 1));
    ASSERT_TRUE(file.saveFile((folder.path() / std::to_string(k)).c_str(), EXS_LittleEndianExplicit).good());
  }
  const auto read = read_image(folder.path());
  EXPECT_EQ(read.volume.geometry.size, (std::array<std::size_t, 3>{6, 5, 10000}));
  EXPECT_NEAR(read.volume.geometry.spacing[2], 0.5, 1e-6);
}

TEST(FindSeries, RefusesWhereThereIsNone) {
  const test::TemporaryFolder folder;
  test::expect_error([&] { find_series(folder.path() / "none"); }, {"none", "no such file or folder"});
  test::expect_error([&] { find_series(folder.path()); }, {"no DICOM image found", "0 file(s)"});
  std::ofstream(folder.path() / "a.dcm") << "DICM";
  test::expect_error([&] { find_series(folder.path()); }, {"no DICOM image found", "1 file(s)"});
}

}  // namespace
}  // namespace residuum::imaging
