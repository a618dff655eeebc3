// The readers on real DICOM against pydicom (Debian: python3-pydicom, python3-pil; dcmtk's dcmdjpls for
// JPEG-LS, which pydicom cannot decode alone).
#include <gtest/gtest.h>

#include <algorithm>

#include "command_line.h"
#include "core/json.h"
#include "expect_error.h"
#include "imaging/series.h"
#include "real_dicom.h"
#include "temporary_folder.h"

namespace residuum {
namespace {

constexpr const char* python = "/usr/bin/python3";

// Under CI its absence is a failure.
bool has_pydicom() {
  const bool found = test::shell(std::string(python) + " -c 'import pydicom, PIL'").exit_code == 0;
  EXPECT_TRUE(found || std::getenv("CI") == nullptr) << "CI needs python3-pydicom and python3-pil";
  return found;
}

Json ask_pydicom(const std::vector<fs::path>& files) {
  std::string command =
      fmt::format("{} -W ignore {}/tests/oracles/dicom_oracle.py", python, RESIDUUM_SOURCE_DIR);
  for (const auto& file : files) command += fmt::format(" '{}'", file.string());
  const auto answer = test::shell(command);
  EXPECT_EQ(answer.exit_code, 0) << answer.output;
  return Json::parse(answer.output, nullptr, false);
}

void expect_equal(const imaging::Volume& volume, const Json& pydicom) {
  const auto& geometry = volume.geometry;
  for (std::size_t i = 0; i < 3; ++i) {
    EXPECT_EQ(geometry.size[i], pydicom["size"][i].get<std::size_t>());
    EXPECT_NEAR(geometry.origin[i], pydicom["origin"][i].get<double>(), 1e-4);
    const bool known = i < 2 || geometry.size[2] > 1;  // of one slice pydicom's positions tell no distance
    if (known) {
      EXPECT_NEAR(geometry.spacing[i], pydicom["spacing"][i].get<double>(), 1e-4);
    }
    EXPECT_NEAR(geometry.direction[i][0], pydicom["row"][i].get<double>(), 1e-4);
    EXPECT_NEAR(geometry.direction[i][1], pydicom["column"][i].get<double>(), 1e-4);
    EXPECT_NEAR(geometry.direction[i][2], pydicom["normal"][i].get<double>(), 1e-4);
  }
  ASSERT_EQ(geometry.size[2], pydicom["slices"].size());
  for (std::size_t k = 0; k < geometry.size[2]; ++k) {
    const auto pixels = volume.slice(k);
    EXPECT_EQ(sha256({reinterpret_cast<const char*>(pixels.data()), pixels.size_bytes()}),
              pydicom["slices"][k].get<std::string>())
        << "slice " << k + 1;
  }
}

std::vector<fs::path> real_files_in(const fs::path& folder) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(folder)) files.push_back(entry.path());
  return files;
}

class RealDicomIntegration : public testing::Test {
 protected:
  void SetUp() override {
    if (!fs::exists(folder_)) GTEST_SKIP() << folder_ << " is not there: no real DICOM is read";
    if (!has_pydicom())
      GTEST_SKIP() << "python3-pydicom or python3-pil is missing: no real DICOM is compared";
  }

  const fs::path folder_ = test::real_dicom();
};

TEST(PhantomIntegration, PydicomReadsWhatWeRead) {
  if (!has_pydicom()) GTEST_SKIP() << "python3-pydicom is missing: the phantom is not compared";
  const test::TemporaryFolder study;
  const auto made = test::residuum_command(
      fmt::format("-q phantom {} --patients 1 --matrix 128 --seed 5", (study.path() / "study").string()));
  ASSERT_EQ(made.exit_code, 0) << made.output;
  const auto series = study.path() / "study" / "images" / "P001" / "ax_t1_c";
  expect_equal(imaging::read_image(series).volume, ask_pydicom(real_files_in(series)));
}

TEST_F(RealDicomIntegration, AnObliqueHeadIsPydicomsVoxelForVoxel) {
  const auto path = folder_ / "t1_head_structural";
  const auto image = imaging::read_image(path);
  EXPECT_EQ(image.volume.geometry.size[2], 96u);
  EXPECT_GT(imaging::angle_from_axial(image.volume.geometry), 5);
  expect_equal(image.volume, ask_pydicom(real_files_in(path)));
}

TEST_F(RealDicomIntegration, EveryEncodingGivesPydicomsPixels) {
  const auto path = folder_ / "pydicom_mr";
  for (const auto* name : {"MR_small", "MR_small_implicit", "MR_small_bigendian", "MR_small_expb",
                           "MR_small_RLE", "MR_small_padded", "MR_small_jp2klossless"}) {
    SCOPED_TRACE(name);
    const auto file = path / (std::string(name) + ".dcm");
    expect_equal(imaging::read_image(file).volume, ask_pydicom({file}));
  }
}

TEST_F(RealDicomIntegration, JpegLsGivesThePixelsThatDcmtkDecodes) {
  const test::TemporaryFolder scratch;
  const auto file = folder_ / "pydicom_mr" / "MR_small_jpeg_ls_lossless.dcm",
             decoded = scratch.path() / "decoded.dcm";
  const auto converted = test::shell(fmt::format("dcmdjpls '{}' '{}'", file.string(), decoded.string()));
  ASSERT_EQ(converted.exit_code, 0) << converted.output;
  expect_equal(imaging::read_image(file).volume, ask_pydicom({decoded}));
}

TEST_F(RealDicomIntegration, TimePointsAtOnePlaceAreNotOneVolume) {
  test::expect_error([&] { imaging::read_image(folder_ / "ge_mr750_epi"); },
                     {"150 images at", "repeated positions", "time points"});
}

TEST_F(RealDicomIntegration, ATruncatedFileIsCalledSo) {
  test::expect_error([&] { imaging::read_image(folder_ / "pydicom_mr" / "MR_truncated.dcm"); },
                     {"MR_truncated.dcm", "truncated"});
}

TEST_F(RealDicomIntegration, OtherModalitiesAreRefusedByName) {
  for (const auto& [name, modality] :
       {std::pair{"693_J2KI", "CT"}, {"ExplVR_BigEnd", "US"}, {"JPEG-lossy", "NM"}, {"JPEG2000", "NM"}}) {
    const auto file = folder_ / "pydicom_mr" / (std::string(name) + ".dcm");
    test::expect_error([&] { imaging::read_image(file); },
                       {std::string(name) + ".dcm", fmt::format("Modality is \"{}\", not MR", modality)});
  }
}

}  // namespace
}  // namespace residuum
