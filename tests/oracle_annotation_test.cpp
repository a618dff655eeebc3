// SEG and RTSTRUCT that pydicom and numpy write are read voxel by voxel as they say; the SEG that we write is
// what pydicom, dcmdump and dciodvfy expect. Debian: python3-pydicom, python3-numpy, dcmtk, dicom3tools.
#include <numeric>

#include "core/json.h"
#include "imaging/annotation.h"
#include "imaging/dicom_seg_writer.h"
#include "imaging/dicom_writer.h"
#include "imaging/series.h"
#include "oracle.h"

namespace residuum {
namespace {

// Oblique, of an odd number of pixels, so that a slice's bits do not end at a byte.
fs::path write_series(const fs::path& folder) {
  imaging::Volume volume;
  auto& geometry = volume.geometry;
  geometry.size = {37, 29, 9};
  geometry.spacing = {0.9, 1.1, 4.5};
  geometry.origin = {-17.3, 21.9, -40.7};
  const double c = std::cos(0.2), s = std::sin(0.2);
  geometry.direction = {{{1, 0, 0}, {0, c, -s}, {0, s, c}}};
  volume.voxels.resize(geometry.voxels());
  std::iota(volume.voxels.begin(), volume.voxels.end(), 0.0F);
  for (auto& value : volume.voxels) value = std::fmod(value, 4000.0F);
  imaging::Acquisition acquisition{};
  acquisition.series_description = "Ax T1 +C";
  acquisition.slice_thickness_mm = 4.5;
  imaging::DicomIdentity identity;
  identity.patient_id = "T1";
  identity.patient_name = "TEST^NOBODY";
  identity.study_date = "20200102";
  identity.study_uid = imaging::make_uid("study");
  identity.series_uid = imaging::make_uid("series");
  identity.frame_of_reference_uid = imaging::make_uid("frame");
  imaging::write_mr_series(folder / "series", volume, acquisition, identity);
  return folder / "series";
}

std::string script(const std::string& arguments) {
  return fmt::format("/usr/bin/python3 -W ignore '{}/tests/oracles/write_annotations.py' {}",
                     RESIDUUM_SOURCE_DIR, arguments);
}

class AnnotationIntegration : public testing::Test {
 protected:
  void SetUp() override {
    RESIDUUM_NEEDS("/usr/bin/python3 -c 'import pydicom, numpy'", "python3-pydicom python3-numpy");
  }
  test::TemporaryFolder folder_;
  fs::path series_ = write_series(folder_.path());
  imaging::SeriesVolume image_ = imaging::read_image(series_);
};

TEST_F(AnnotationIntegration, PydicomsObjectsAreReadVoxelByVoxel) {
  const auto made =
      test::shell(script(fmt::format("write '{}' '{}'", series_.string(), folder_.path().string())));
  ASSERT_EQ(made.exit_code, 0) << made.output;
  for (const std::string name : {"binary", "fractional", "rtstruct"}) {
    SCOPED_TRACE(name);
    const auto found = imaging::read_annotation(
        folder_.path() / (name + ".dcm"),
        {image_.volume.geometry, image_.series_uid, image_.frame_of_reference_uid}, {});
    const auto expected = read_file(folder_.path() / (name + ".labels"));
    ASSERT_EQ(found.mask.labels.size(), expected.size());
    std::size_t tumour = 0, wrong = 0;
    for (std::size_t i = 0; i < expected.size(); ++i) {
      tumour += expected[i] != 0;
      wrong += found.mask.labels[i] != static_cast<std::uint8_t>(expected[i]);
    }
    EXPECT_EQ(wrong, 0u);
    EXPECT_GT(tumour, 300u);
    EXPECT_EQ(found.ignored.size(), 1u);
    EXPECT_FALSE(found.primary.empty());
    EXPECT_FALSE(found.nodes.empty());
  }
}

TEST_F(AnnotationIntegration, PydicomReadsTheSegThatWeWrite) {
  imaging::Mask mask{image_.volume.geometry, {}};
  mask.labels.resize(mask.geometry.voxels());
  for (std::size_t i = 0; i < mask.labels.size(); ++i) {
    const auto k = i / mask.geometry.slice_voxels();
    if (k > 1 && k < 7) mask.labels[i] = static_cast<std::uint8_t>(i * i % 11 % 3);
  }
  const auto seg = folder_.path() / "predicted.dcm";
  imaging::write_seg(seg, mask, image_, {"unet", "Residuum tumour, research use only"});
  const auto answer = test::shell(script(fmt::format("read '{}' '{}'", seg.string(), series_.string())));
  ASSERT_EQ(answer.exit_code, 0) << answer.output;
  const auto found = Json::parse(answer.output);
  EXPECT_EQ(found["labels"].get<std::vector<std::uint8_t>>(), mask.labels);
  for (const char* same : {"placed", "patient", "study", "frame_of_reference", "series"})
    EXPECT_TRUE(found[same].get<bool>()) << same;
  EXPECT_EQ(found["references"].get<int>(), 9);
  EXPECT_EQ(found["segments"], (Json{"Primary tumour", "Lymph nodes"}));
  EXPECT_EQ(test::shell(fmt::format("dcmdump -q '{}'", seg.string())).exit_code, 0);
}

TEST_F(AnnotationIntegration, DciodvfyFindsNoErrorInTheSegThatWeWrite) {
  RESIDUUM_NEEDS("command -v dciodvfy", "dicom3tools");
  imaging::Mask mask{image_.volume.geometry, {}};
  mask.labels.resize(mask.geometry.voxels());
  mask.labels[3000] = imaging::primary_tumour;
  const auto seg = folder_.path() / "predicted.dcm";
  imaging::write_seg(seg, mask, image_, {"unet", "Residuum tumour, research use only"});
  const auto verified = test::shell(fmt::format("dciodvfy '{}' 2>&1 | grep '^Error' || true", seg.string()));
  EXPECT_EQ(verified.output, "");
}

}  // namespace
}  // namespace residuum
