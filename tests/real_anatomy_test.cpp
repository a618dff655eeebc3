// Robustness on anatomy that no generator drew: the phantom's tumours pasted into a real head, segmented by a
// network trained for a minute. The Dice is reported; asserted is only that it learnt something.
#include <gtest/gtest.h>

#include <cmath>
#include <iostream>

#include "command_line.h"
#include "core/csv.h"
#include "core/error.h"
#include "core/random.h"
#include "imaging/dicom_writer.h"
#include "imaging/grid.h"
#include "imaging/intensity.h"
#include "imaging/mask_file.h"
#include "imaging/resample.h"
#include "real_dicom.h"
#include "temporary_folder.h"

namespace residuum {
namespace {

constexpr int patients = 24;

imaging::Vec3 middle_of(const imaging::Geometry& geometry) {
  imaging::Vec3 index;
  for (std::size_t axis = 0; axis < 3; ++axis) index[axis] = static_cast<double>(geometry.size[axis] - 1) / 2;
  return geometry.voxel_to_world(index);
}

// Tumour voxels of a phantom into the head, middle on middle, where the head has tissue.
imaging::Mask paste(const imaging::Volume& phantom, const imaging::Mask& tumour, imaging::Volume& head) {
  imaging::Mask pasted{head.geometry, std::vector<std::uint8_t>(head.geometry.voxels())};
  imaging::Geometry from = phantom.geometry;
  const auto here = middle_of(head.geometry), there = middle_of(from);
  for (std::size_t i = 0; i < 3; ++i) from.origin[i] += here[i] - there[i];
  const imaging::IndexMap map(head.geometry, from);
  const auto& size = head.geometry.size;
  for (std::size_t voxel = 0; voxel < head.voxels.size(); ++voxel) {
    const auto at = map(voxel % size[0], voxel / size[0] % size[1], voxel / (size[0] * size[1]));
    std::array<std::size_t, 3> source{};
    bool inside = head.voxels[voxel] > 0.15F;
    for (std::size_t axis = 0; axis < 3 && inside; ++axis) {
      const double index = std::round(at[axis]);
      inside = index >= 0 && index < static_cast<double>(from.size[axis]);
      if (inside) source[axis] = static_cast<std::size_t>(index);
    }
    if (!inside) continue;
    const auto taken = (source[2] * from.size[1] + source[1]) * from.size[0] + source[0];
    if (tumour.labels[taken] == imaging::background) continue;
    pasted.labels[voxel] = imaging::primary_tumour;
    head.voxels[voxel] = phantom.voxels[taken];
  }
  return pasted;
}

imaging::Volume normalised(const imaging::Volume& volume) {
  return imaging::normalise(volume, imaging::measure_intensity(volume));
}

// A study of `patients` copies of one head, each with another phantom's tumour.
void write_heads(const fs::path& phantom, const fs::path& study) {
  auto head = imaging::read_image(test::real_dicom() / "t1_head_structural").volume;
  head = normalised(imaging::resample(head, imaging::axial_grid(head.geometry, 1.6, 5)));
  imaging::Acquisition acquisition{};
  acquisition.series_description = "Ax T1 +C";
  acquisition.contrast_agent = "Gd";
  acquisition.slice_thickness_mm = 5;
  const auto source = CsvTable::read(phantom / "cohort.csv");
  CsvTable table({"id", "regimen", "outcome", "series", "mask"});
  for (std::size_t row = 0; row < source.row_count(); ++row) {
    const auto id = source.cell(row, "id");
    const auto image = imaging::read_image(phantom / source.cell(row, "series")).volume;
    const auto tumour = imaging::read_mask(phantom / source.cell(row, "mask"), image.geometry);
    auto with_tumour = head;
    const auto mask = paste(normalised(image), tumour, with_tumour);
    // Noise of its own, as another scan would have: the check knows one person under two ids by his slices.
    Random noise(row, "noise");
    for (auto& voxel : with_tumour.voxels)
      voxel = std::max(0.F, std::round(3000 * voxel + static_cast<float>(noise.normal(0, 15))));
    imaging::DicomIdentity identity;
    identity.patient_id = identity.patient_name = id;
    identity.study_uid = imaging::make_uid("study " + id);
    identity.series_uid = imaging::make_uid("series " + id);
    identity.frame_of_reference_uid = imaging::make_uid("frame " + id);
    imaging::write_mr_series(study / "images" / id, with_tumour, acquisition, identity);
    imaging::write_mask(study / "masks" / (id + ".nii.gz"), mask);
    table.add_row({id, row % 2 == 0 ? "CCRT" : "IC+CCRT", row / 2 % 2 == 0 ? "NRT" : "RT", "images/" + id,
                   "masks/" + id + ".nii.gz"});
  }
  table.write(study / "cohort.csv");
  write_file(
      study / "study.toml",
      "regimens = [\"CCRT\", \"IC+CCRT\"]\ntest_fraction = 0.3\n[segmentation]\nnetwork = \"unet16\"\n"
      "image_size = 96\nepochs = 10\nlearning_rate = 0.003\n[outcome]\nnetwork = \"resnet18_16\"\nimage_size = 32\n"
      "epochs = 1\nfolds = 1\n");
}

TEST(RealAnatomySlow, PhantomTumoursInARealHeadAreFound) {
  if (!fs::exists(test::real_dicom() / "t1_head_structural"))
    GTEST_SKIP() << test::real_dicom() << " is not there: no real head is segmented";
  const test::TemporaryFolder folder;
  const auto phantom = folder.path() / "phantom", study = folder.path() / "study";
  const auto made =
      test::residuum_command(fmt::format("-q phantom {} --patients {} --labelled {} --matrix 128 --seed 9",
                                         phantom.string(), patients, patients));
  ASSERT_EQ(made.exit_code, 0) << made.output;
  write_heads(phantom, study);
  const auto run = test::residuum_command("-q run " + study.string());
  ASSERT_EQ(run.exit_code, 0) << run.output;
  const auto dice = CsvTable::read(study / "runs" / "main" / "stages" / "masks" / "dice.csv");
  ASSERT_GE(dice.row_count(), 6u);
  double mean = 0, lowest = 1;
  for (std::size_t row = 0; row < dice.row_count(); ++row) {
    const double value = *dice.number(row, "dice");
    mean += value / static_cast<double>(dice.row_count());
    lowest = std::min(lowest, value);
  }
  std::cout << fmt::format("real head, {} test patients: mean Dice {:.3f}, lowest {:.3f}\n", dice.row_count(),
                           mean, lowest);
  EXPECT_GT(mean, 0.2);
}

}  // namespace
}  // namespace residuum
