// Robustness on anatomy that no generator drew: phantoms' tumours pasted into a real head. The Dice is
// reported: of a network that has seen phantoms alone (RESIDUUM_TRAINED_RUN names a finished run to take
// instead of one of a minute), and of one that has learnt from other tumours in the same head.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <iostream>
#include <numeric>

#include "command_line.h"
#include "core/csv.h"
#include "core/error.h"
#include "core/json.h"
#include "core/random.h"
#include "imaging/annotation.h"
#include "imaging/dicom_writer.h"
#include "imaging/grid.h"
#include "imaging/intensity.h"
#include "imaging/mask_file.h"
#include "imaging/overlap.h"
#include "imaging/resample.h"
#include "real_dicom.h"
#include "temporary_folder.h"

namespace residuum {
namespace {

// In front of the clivus, behind the nose, on the head's lowest fifth: where the nasopharynx is.
imaging::Vec3 nasopharynx_of(const imaging::Geometry& head) {
  const auto at = [&](std::size_t axis, double share) {
    return share * static_cast<double>(head.size[axis] - 1);
  };
  return head.voxel_to_world({at(0, 0.5), at(1, 0.42), at(2, 0.2)});
}

std::array<std::size_t, 3> place_of(std::size_t voxel, const imaging::Geometry& geometry) {
  const auto& size = geometry.size;
  return {voxel % size[0], voxel / size[0] % size[1], voxel / (size[0] * size[1])};
}

imaging::Vec3 centre_of(const imaging::Mask& mask) {
  imaging::Vec3 sum{};
  double count = 0;
  for (std::size_t voxel = 0; voxel < mask.labels.size(); ++voxel) {
    if (mask.labels[voxel] == imaging::background) continue;
    const auto at = place_of(voxel, mask.geometry);
    for (std::size_t axis = 0; axis < 3; ++axis) sum[axis] += static_cast<double>(at[axis]);
    ++count;
  }
  for (auto& one : sum) one /= count;
  return mask.geometry.voxel_to_world(sum);
}

// Mean of the tissue around: within 10 mm in the plane, outside the mask.
double surroundings(const imaging::Volume& image, const imaging::Mask& mask) {
  const auto& [size, spacing, origin, direction] = image.geometry;
  const auto reach = static_cast<long>(10 / spacing[0]);
  double sum = 0, count = 0;
  for (std::size_t voxel = 0; voxel < mask.labels.size(); ++voxel) {
    if (mask.labels[voxel] != imaging::background || image.voxels[voxel] < 0.1F) continue;
    const auto at = place_of(voxel, image.geometry);
    const auto near = [&](std::size_t axis, long step) {
      const long to = static_cast<long>(at[axis]) + step;
      if (to < 0 || to >= static_cast<long>(size[axis])) return false;
      const auto stride = axis == 0 ? 1L : static_cast<long>(size[0]);
      return mask.labels[static_cast<std::size_t>(static_cast<long>(voxel) + step * stride)] !=
             imaging::background;
    };
    bool beside = false;
    for (long step = -reach; step <= reach && !beside; ++step) beside = near(0, step) || near(1, step);
    if (!beside) continue;
    sum += static_cast<double>(image.voxels[voxel]);
    ++count;
  }
  return sum / count;
}

// A phantom's tumour into the head's nasopharynx, as much brighter than its surroundings there as it was
// among its own.
imaging::Mask paste(const imaging::Volume& phantom, const imaging::Mask& tumour, imaging::Volume& head) {
  imaging::Mask pasted{head.geometry, std::vector<std::uint8_t>(head.geometry.voxels())};
  imaging::Geometry from = phantom.geometry;
  const auto here = nasopharynx_of(head.geometry), there = centre_of(tumour);
  for (std::size_t i = 0; i < 3; ++i) from.origin[i] += here[i] - there[i];
  const imaging::IndexMap map(head.geometry, from);
  std::vector<std::pair<std::size_t, std::size_t>> taken;  // to, from
  for (std::size_t voxel = 0; voxel < head.voxels.size(); ++voxel) {
    const auto to = place_of(voxel, head.geometry);
    const auto at = map(to[0], to[1], to[2]);
    std::array<std::size_t, 3> source{};
    bool inside = true;
    for (std::size_t axis = 0; axis < 3 && inside; ++axis) {
      const double index = std::round(at[axis]);
      inside = index >= 0 && index < static_cast<double>(from.size[axis]);
      if (inside) source[axis] = static_cast<std::size_t>(index);
    }
    if (!inside) continue;
    const auto of = (source[2] * from.size[1] + source[1]) * from.size[0] + source[0];
    if (tumour.labels[of] == imaging::background) continue;
    pasted.labels[voxel] = imaging::primary_tumour;
    taken.emplace_back(voxel, of);
  }
  const auto scale = static_cast<float>(surroundings(head, pasted) / surroundings(phantom, tumour));
  for (const auto& [to, of] : taken) head.voxels[to] = std::min(1.2F, scale * phantom.voxels[of]);
  return pasted;
}

imaging::Volume normalised(const imaging::Volume& volume) {
  return imaging::normalise(volume, imaging::measure_intensity(volume));
}

// Voxels that are neither as long as wide nor as thick become those of a series as the study has them.
imaging::Volume real_head() {
  const auto head = imaging::read_image(test::real_dicom() / "t1_head_structural").volume;
  return normalised(imaging::resample(head, imaging::axial_grid(head.geometry, 1.6, 5)));
}

struct Head {
  std::string id;
  fs::path series, mask;
  imaging::Mask tumour;
};

// The head with each phantom's tumour, as a series of its own and its mask.
std::vector<Head> write_heads(const fs::path& phantom, const fs::path& folder) {
  const auto head = real_head();
  imaging::Acquisition acquisition{};
  acquisition.series_description = "Ax T1 +C";
  acquisition.contrast_agent = "Gd";
  acquisition.slice_thickness_mm = 5;
  const auto source = CsvTable::read(phantom / "cohort.csv");
  std::vector<Head> heads;
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
    heads.push_back({id, folder / "images" / id, folder / "masks" / (id + ".nii.gz"), mask});
    imaging::write_mr_series(heads.back().series, with_tumour, acquisition, identity);
    imaging::write_mask(heads.back().mask, mask);
  }
  return heads;
}

void write_phantom(const fs::path& folder, int patients, int seed) {
  const auto made =
      test::residuum_command(fmt::format("-q phantom {} --patients {} --labelled {} --matrix 128 --seed {}",
                                         folder.string(), patients, patients, seed));
  ASSERT_EQ(made.exit_code, 0) << made.output;
}

// Of a minute.
fs::path trained(const fs::path& study) {
  write_file(
      study / "study.toml",
      "regimens = [\"CCRT\", \"IC+CCRT\"]\ntest_fraction = 0.3\n[rectangle]\nno_tumour = \"whole_body\"\n"
      "[segmentation]\nnetwork = \"unet16\"\nimage_size = 96\nepochs = 10\nlearning_rate = 0.003\n"
      "[outcome]\nnetwork = \"resnet18_16\"\nimage_size = 32\nepochs = 1\nfolds = 1\n");
  const auto run = test::residuum_command("-q run " + study.string());
  EXPECT_EQ(run.exit_code, 0) << run.output;
  return study / "runs" / "main";
}

double mean_of(const std::vector<double>& values) {
  return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

void report(const std::string& of, const std::vector<double>& dice) {
  std::cout << fmt::format("{}, {} tumours in a real head: Dice {:.3f} (mean), {:.3f} to {:.3f}\n", of,
                           dice.size(), mean_of(dice), *std::ranges::min_element(dice),
                           *std::ranges::max_element(dice));
}

class RealAnatomySlow : public testing::Test {
 protected:
  void SetUp() override {
    if (!fs::exists(test::real_dicom() / "t1_head_structural"))
      GTEST_SKIP() << test::real_dicom() << " is not there: no real head is segmented";
  }

  test::TemporaryFolder folder_;
};

// The real head is for testing alone. What was found must come back as a segmentation object of it.
TEST_F(RealAnatomySlow, OutlinedByANetworkThatKnowsPhantomsAlone) {
  const char* const given = std::getenv("RESIDUUM_TRAINED_RUN");
  if (given == nullptr) write_phantom(folder_.path() / "study", 24, 9);
  const fs::path run = given != nullptr ? fs::path(given) : trained(folder_.path() / "study");
  write_phantom(folder_.path() / "others", 8, 10);
  const auto heads = write_heads(folder_.path() / "others", folder_.path() / "heads");
  ASSERT_EQ(heads.size(), 8u);
  std::vector<double> dice;
  for (const auto& head : heads) {
    const auto answer = folder_.path() / head.id;
    const auto seg = folder_.path() / (head.id + ".dcm");
    const auto predicted =
        test::residuum_command(fmt::format("-q predict {} {} --out {} --seg {}", run.string(),
                                           head.series.string(), answer.string(), seg.string()));
    ASSERT_EQ(predicted.exit_code, 0) << predicted.output;
    const auto image = imaging::read_image(head.series);
    const auto read = imaging::read_annotation(
        seg, {image.volume.geometry, image.series_uid, image.frame_of_reference_uid}, {});
    const auto labelled = std::ranges::count_if(read.mask.labels, [](auto label) { return label != 0; });
    EXPECT_NEAR(static_cast<double>(labelled) * read.mask.geometry.voxel_volume() / 1000,
                read_json(answer / "prediction.json")["tumour_ml"].get<double>(), 1e-6);
    dice.push_back(imaging::overlap(read.mask, head.tumour).dice());
  }
  report("trained on phantoms alone", dice);
}

// What is learnt of some tumours in it is found of others: the main job on real anatomy.
TEST_F(RealAnatomySlow, TumoursOfOtherPatientsAreFoundInIt) {
  const auto phantom = folder_.path() / "phantom", study = folder_.path() / "study";
  write_phantom(phantom, 24, 9);
  CsvTable table({"id", "regimen", "outcome", "series", "mask"});
  for (const auto& head : write_heads(phantom, study)) {
    const auto row = table.row_count();
    table.add_row({head.id, row % 2 == 0 ? "CCRT" : "IC+CCRT", row / 2 % 2 == 0 ? "NRT" : "RT",
                   fs::relative(head.series, study).string(), fs::relative(head.mask, study).string()});
  }
  table.write(study / "cohort.csv");
  const auto scores = CsvTable::read(trained(study) / "stages" / "masks" / "dice.csv");
  std::vector<double> dice;
  for (std::size_t row = 0; row < scores.row_count(); ++row) dice.push_back(*scores.number(row, "dice"));
  ASSERT_GE(dice.size(), 6u);
  report("trained on other tumours in the same head", dice);
  EXPECT_GT(mean_of(dice), 0.4);
}

}  // namespace
}  // namespace residuum
