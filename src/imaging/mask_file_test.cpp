#include "imaging/mask_file.h"

#include <gtest/gtest.h>

#include <atomic>
#include <cmath>
#include <cstring>

#include "core/parallel.h"
#include "expect_error.h"
#include "temporary_folder.h"

namespace residuum::imaging {
namespace {

// An oblique grid (20 degrees about x, 10 about z) away from the origin, no two axes alike.
Geometry oblique() {
  const double c = std::cos(0.3490658503988659), s = std::sin(0.3490658503988659);
  const double e = std::cos(0.17453292519943295), f = std::sin(0.17453292519943295);
  return {{7, 6, 5},
          {0.9375, 0.75, 5.5},
          {-83.217, 41.5, -120.25},
          {{{e, -f * c, f * s}, {f, e * c, -e * s}, {0, s, c}}}};
}

Geometry straight() {
  return {{7, 6, 5}, {2, 3, 4}, {10, 20, 30}, {{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}}};
}

Mask labelled(const Geometry& geometry) {
  Mask mask{geometry, {}};
  for (std::size_t i = 0; i < geometry.voxels(); ++i) mask.labels.push_back((i * i / 3 + i) % 3);
  return mask;
}

// The same label at the same place, stored with the axes in the order `axes` and, where `reversed`,
// backwards.
Mask stored(const Mask& mask, std::array<std::size_t, 3> axes, std::array<bool, 3> reversed) {
  const auto& g = mask.geometry;
  Mask other;
  Vec3 first{};
  for (std::size_t a = 0; a < 3; ++a) {
    const auto from = axes[a];
    other.geometry.size[a] = g.size[from];
    other.geometry.spacing[a] = g.spacing[from];
    if (reversed[a]) first[from] = static_cast<double>(g.size[from] - 1);
    for (std::size_t r = 0; r < 3; ++r) {
      other.geometry.direction[r][a] = (reversed[a] ? -1 : 1) * g.direction[r][from];
    }
  }
  other.geometry.origin = g.voxel_to_world(first);
  const auto& size = other.geometry.size;
  std::array<std::size_t, 3> index{};
  for (index[2] = 0; index[2] < size[2]; ++index[2]) {
    for (index[1] = 0; index[1] < size[1]; ++index[1]) {
      for (index[0] = 0; index[0] < size[0]; ++index[0]) {
        std::array<std::size_t, 3> source{};
        for (std::size_t a = 0; a < 3; ++a) source[axes[a]] = reversed[a] ? size[a] - 1 - index[a] : index[a];
        other.labels.push_back(mask.labels[(source[2] * g.size[1] + source[1]) * g.size[0] + source[0]]);
      }
    }
  }
  return other;
}

class MaskFile : public testing::Test {
 protected:
  fs::path at(const std::string& name) const { return folder_.path() / name; }

  // A NIfTI file by hand: int16 or float32 voxels, sform given in NIfTI's RAS, mm.
  template <class T>
  fs::path nifti(const std::string& name, std::vector<std::int16_t> dims,
                 const std::vector<T>& voxels) const {
    std::string header(352, '\0');
    const auto put = [&](std::size_t offset, auto value) {
      std::memcpy(header.data() + offset, &value, sizeof value);
    };
    put(0, std::int32_t{348});
    put(40, static_cast<std::int16_t>(dims.size()));
    for (std::size_t i = 0; i < 7; ++i) put(42 + 2 * i, i < dims.size() ? dims[i] : std::int16_t{1});
    put(70, std::int16_t{std::is_same_v<T, float> ? 16 : 4});
    put(72, std::int16_t{8 * sizeof(T)});
    const float spacing[] = {1, 2, 3, 4};
    for (std::size_t i = 0; i < 4; ++i) put(76 + 4 * i, spacing[i]);
    put(108, 352.0F);
    put(123, char{2});  // mm
    put(254, std::int16_t{1});
    const float sform[] = {-2, 0, 0, -10, 0, -3, 0, -20, 0, 0, 4, 30};  // straight() in RAS
    for (std::size_t i = 0; i < 12; ++i) put(280 + 4 * i, sform[i]);
    std::memcpy(header.data() + 344, "n+1", 4);
    header.append(reinterpret_cast<const char*>(voxels.data()), voxels.size() * sizeof(T));
    write_file(at(name), header);
    return at(name);
  }

  test::TemporaryFolder folder_;
};

class MaskFormat : public MaskFile, public testing::WithParamInterface<const char*> {};

TEST_P(MaskFormat, ComesBackAsWritten) {
  const auto mask = labelled(oblique());
  write_mask(at(GetParam()), mask);
  const auto back = read_mask(at(GetParam()), mask.geometry, 1e-3);
  EXPECT_EQ(back.labels, mask.labels);
  EXPECT_EQ(back.geometry.size, mask.geometry.size);
  std::size_t files = 0;
  for ([[maybe_unused]] const auto& entry : fs::directory_iterator(folder_.path())) ++files;
  EXPECT_EQ(files, 1u);  // no temporary stays
}

TEST_P(MaskFormat, IsTheSameBytesTwice) {
  write_mask(at("a") / GetParam(), labelled(oblique()));
  write_mask(at("b") / GetParam(), labelled(oblique()));
  EXPECT_EQ(read_file(at("a") / GetParam()), read_file(at("b") / GetParam()));
}

TEST_P(MaskFormat, IsPutOnTheImageFromAnyStorageOrder) {
  const auto mask = labelled(oblique());
  for (const auto& axes : {std::array<std::size_t, 3>{0, 1, 2}, {1, 0, 2}, {2, 0, 1}, {2, 1, 0}}) {
    for (const auto& reversed :
         {std::array<bool, 3>{true, false, false}, {false, true, true}, {true, true, true}}) {
      write_mask(at(GetParam()), stored(mask, axes, reversed));
      const auto back = read_mask(at(GetParam()), mask.geometry);
      EXPECT_EQ(back.labels, mask.labels);
      EXPECT_EQ(back.geometry.origin, mask.geometry.origin);
    }
  }
}

TEST_P(MaskFormat, DamagedFilesAreOneError) {
  const auto mask = labelled(oblique());
  write_mask(at(GetParam()), mask);
  const auto bytes = read_file(at(GetParam()));
  for (const std::size_t kept : {std::size_t{0}, std::size_t{10}, bytes.size() / 2, bytes.size() - 12}) {
    write_file(at(GetParam()), bytes.substr(0, kept));
    test::expect_error([&] { read_mask(at(GetParam()), mask.geometry); }, {GetParam()});
  }
  write_file(at(GetParam()), std::string(5000, 'x'));
  test::expect_error([&] { read_mask(at(GetParam()), mask.geometry); }, {GetParam(), "cannot be read"});
}

TEST_P(MaskFormat, AMaskOfAnotherPlaceIsRefused) {
  const auto mask = labelled(straight());
  auto moved = mask;
  moved.geometry.origin[0] += 12;
  write_mask(at(GetParam()), moved);
  test::expect_error([&] { read_mask(at(GetParam()), mask.geometry); }, {GetParam(), "12.0 mm"});
  auto flipped = mask;  // the affine, not the labels
  for (auto& row : flipped.geometry.direction) row[0] = -row[0];
  write_mask(at(GetParam()), flipped);
  test::expect_error([&] { read_mask(at(GetParam()), mask.geometry); },
                     {GetParam(), "does not lie on its image"});
  auto taller = labelled({{7, 6, 6}, {2, 3, 4}, {10, 20, 30}, mask.geometry.direction});
  write_mask(at(GetParam()), taller);
  test::expect_error([&] { read_mask(at(GetParam()), mask.geometry); }, {GetParam(), "7 x 6 x 6"});
  moved.geometry.origin[0] = mask.geometry.origin[0] + 0.4;  // within the tolerance
  write_mask(at(GetParam()), moved);
  EXPECT_EQ(read_mask(at(GetParam()), mask.geometry).labels, mask.labels);
}

INSTANTIATE_TEST_SUITE_P(Formats, MaskFormat, testing::Values("m.nii", "m.nii.gz", "m.nrrd", "m.mha"),
                         [](const auto& chosen) {
                           std::string name = chosen.param;
                           std::replace(name.begin(), name.end(), '.', '_');
                           return name;
                         });

TEST_F(MaskFile, AFinerGridOverTheSameBoxIsSampled) {
  const auto mask = labelled(straight());
  Mask fine{{{14, 6, 5}, {1, 3, 4}, {9.5, 20, 30}, mask.geometry.direction}, {}};
  for (const auto label : mask.labels) fine.labels.insert(fine.labels.end(), 2, label);
  write_mask(at("fine.nii.gz"), fine);
  EXPECT_EQ(read_mask(at("fine.nii.gz"), mask.geometry).labels, mask.labels);
  Mask finer{{{28, 24, 20}, {0.5, 0.75, 1}, {9.25, 18.875, 28.5}, mask.geometry.direction}, {}};
  finer.labels.assign(finer.geometry.voxels(), 1);
  write_mask(at("finer.nii.gz"), finer);
  test::expect_error([&] { read_mask(at("finer.nii.gz"), mask.geometry); }, {"finer.nii.gz", "13440 voxels"});
}

TEST_F(MaskFile, NiftiWorldIsTurnedFromRasToLps) {
  const auto mask = labelled(straight());
  const std::vector<std::int16_t> voxels(mask.labels.begin(), mask.labels.end());
  EXPECT_EQ(read_mask(nifti("ras.nii", {7, 6, 5}, voxels), straight(), 1e-3).labels, mask.labels);
  EXPECT_EQ(read_mask(nifti("time.nii", {7, 6, 5, 1}, voxels), straight(), 1e-3).labels, mask.labels);
}

TEST_F(MaskFile, WholeNumbersMayBeStoredAsFloat) {
  const auto mask = labelled(straight());
  std::vector<float> voxels(mask.labels.begin(), mask.labels.end());
  EXPECT_EQ(read_mask(nifti("float.nii", {7, 6, 5}, voxels), straight()).labels, mask.labels);
  voxels[17] = 0.5F;
  test::expect_error(
      [&] {
        read_mask(nifti("float.nii", {7, 6, 5}, voxels), straight());
      },
      {"float.nii", "0.5"});
}

// The NIfTI library reads the voxels of x.nii when it is asked for x.nii.gz and both are there.
TEST_F(MaskFile, RefusesACompressedNiftiBesideAPlainOne) {
  write_mask(at("m.nii.gz"), labelled(straight()));
  write_mask(at("m.nii"), {straight(), std::vector<std::uint8_t>(210, 1)});
  EXPECT_EQ(read_mask(at("m.nii"), straight()).labels, std::vector<std::uint8_t>(210, 1));
  test::expect_error([&] { read_mask(at("m.nii.gz"), straight()); }, {"m.nii.gz", "Move one away"});
}

// A header and its voxels in a file beside it: read, not written.
TEST_F(MaskFile, ReadsDetachedMetaImages) {
  const auto mask = labelled(straight());
  const std::string header =
      "ObjectType = Image\nNDims = 3\nBinaryData = True\nTransformMatrix = 1 0 0 0 1 0 0 0 1\nOffset = 10 20 "
      "30\n"
      "ElementSpacing = 2 3 4\nDimSize = 7 6 5\nElementType = MET_UCHAR\nElementDataFile = ";
  const std::string voxels(mask.labels.begin(), mask.labels.end());
  write_file(at("m.mhd"), header + "m.raw\n");
  test::expect_error([&] { read_mask(at("m.mhd"), straight()); }, {"m.mhd", "m.raw"});
  write_file(at("m.raw"), voxels);
  EXPECT_EQ(read_mask(at("m.mhd"), straight()).labels, mask.labels);
  write_file(at("m.raw"), voxels.substr(1));
  test::expect_error([&] { read_mask(at("m.mhd"), straight()); }, {"m.mhd", "cut off"});
  write_file(at("m.mhd"), header + "../m.raw\n");
  test::expect_error([&] { read_mask(at("m.mhd"), straight()); }, {"m.mhd", "beside it"});
}

// In raw voxels nothing can tell; a compressed stream has a checksum, which ITK's readers do not all heed.
TEST_F(MaskFile, AFlippedBitInCompressedVoxelsIsAnError) {
  for (const std::string name : {"m.nii.gz", "m.nrrd", "m.mha"}) {
    write_mask(at(name), labelled(straight()));
    const auto bytes = read_file(at(name));
    for (std::size_t back = 1; back <= 16; ++back) {
      SCOPED_TRACE(back);
      auto damaged = bytes;
      damaged[bytes.size() - back] = static_cast<char>(damaged[bytes.size() - back] ^ 1);
      write_file(at(name), damaged);
      test::expect_error([&] { read_mask(at(name), straight()); }, {name, "cannot be read"});
    }
  }
}

TEST_F(MaskFile, RefusesUnknownLabels) {
  std::vector<std::int16_t> voxels(210, 1);
  voxels[3] = 7;
  test::expect_error(
      [&] {
        read_mask(nifti("seven.nii", {7, 6, 5}, voxels), straight());
      },
      {"seven.nii", "label 7"});
  voxels[3] = -1;
  test::expect_error(
      [&] {
        read_mask(nifti("minus.nii", {7, 6, 5}, voxels), straight());
      },
      {"minus.nii", "label -1"});
}

TEST_F(MaskFile, RefusesOtherDimensions) {
  const std::vector<std::int16_t> voxels(420, 1);
  test::expect_error(
      [&] {
        read_mask(nifti("flat.nii", {7, 6}, voxels), straight());
      },
      {"flat.nii", "dimensions"});
  test::expect_error(
      [&] {
        read_mask(nifti("series.nii", {7, 6, 5, 2}, voxels), straight());
      },
      {"series.nii", "4 dimensions"});
}

TEST_F(MaskFile, RefusesHeadersThatClaimTooMuchBeforeAllocating) {
  const std::vector<std::int16_t> voxels(210, 1);
  test::expect_error(
      [&] {
        read_mask(nifti("huge.nii", {32767, 32767, 32767}, voxels), straight());
      },
      {"huge.nii", "32767 x 32767 x 32767"});
  test::expect_error([&] { read_mask(nifti("none.nii", {7, -6, 5}, voxels), straight()); }, {"none.nii"});
  const std::string head = "ObjectType = Image\nNDims = ";
  const std::string tail =
      "\nBinaryData = True\nDimSize = 4 4 4\nElementType = MET_UCHAR\nElementDataFile = LOCAL\n" +
      std::string(64, '\0');
  write_file(at("dims.mha"), head + "4000" + tail);
  test::expect_error([&] { read_mask(at("dims.mha"), straight()); }, {"dims.mha", "4000"});
  const std::string spacing = "3\nElementSpacing = 1 0 1";
  write_file(at("spacing.mha"), head + spacing + tail);
  test::expect_error([&] { read_mask(at("spacing.mha"), straight()); }, {"spacing.mha"});
  const std::string nrrd = "NRRD0004\ntype: uchar\ndimension: 3\nencoding: raw\n";
  write_file(at("huge.nrrd"), nrrd + "sizes: 99999999 99999999 99999999\n\nx");
  test::expect_error([&] { read_mask(at("huge.nrrd"), straight()); }, {"huge.nrrd"});
  write_file(
      at("nan.nrrd"),
      nrrd +
          "sizes: 1 1 1\nspace: left-posterior-superior\nspace directions: (nan,0,0) (0,1,0) (0,0,1)\n\nx");
  test::expect_error([&] { read_mask(at("nan.nrrd"), straight()); }, {"nan.nrrd"});
}

TEST_F(MaskFile, RefusesANiftiOfNoPlace) {
  write_mask(at("good.nii"), labelled(straight()));
  const auto good = read_file(at("good.nii"));
  // pixdim[1], qoffset_x, srow_x[0], srow_z[3] of the NIfTI-1 header.
  for (const std::size_t offset : {80u, 268u, 280u, 324u}) {
    for (const float value : {std::nanf(""), HUGE_VALF, -3e9F}) {
      auto bad = good;
      std::memcpy(bad.data() + offset, &value, sizeof value);
      write_file(at("bad.nii"), bad);
      test::expect_error([&] { read_mask(at("bad.nii"), straight()); }, {"bad.nii", "its header's"});
    }
  }
  auto bad = good;
  const float within = 185;
  std::memcpy(bad.data() + 108, &within, sizeof within);
  write_file(at("bad.nii"), bad);
  test::expect_error([&] { read_mask(at("bad.nii"), straight()); }, {"bad.nii", "vox_offset"});
}

TEST_F(MaskFile, RefusesAMetaImageThatSkipsBytes) {
  write_mask(at("m.mha"), labelled(straight()));
  auto text = read_file(at("m.mha"));
  text.insert(text.find("ElementType"), "HeaderSize = 300\n");
  write_file(at("m.mha"), text);
  test::expect_error([&] { read_mask(at("m.mha"), straight()); }, {"m.mha", "HeaderSize is \"300\""});
}

// NrrdIO's list of errors is one for all threads.
TEST_F(MaskFile, DamagedFilesAreReadOnManyThreads) {
  write_mask(at("m.nrrd"), labelled(straight()));
  auto text = read_file(at("m.nrrd"));
  write_file(at("bad.nrrd"), text.replace(text.find("space"), 5, "spice"));
  std::atomic<int> refused = 0;
  parallel_for(400, 8, [&](std::size_t i) {
    try {
      read_mask(at(i % 3 == 0 ? "m.nrrd" : "bad.nrrd"), straight());
    } catch (const Error&) {
      ++refused;
    }
  });
  EXPECT_EQ(refused, 266);
}

TEST_F(MaskFile, RefusesMissingFilesAndUnknownEndings) {
  test::expect_error([&] { read_mask(at("none.nii.gz"), straight()); }, {"none.nii.gz", "no such file"});
  fs::create_directory(at("folder.nii"));
  test::expect_error([&] { read_mask(at("folder.nii"), straight()); }, {"folder.nii", "not a regular file"});
  write_file(at("mask.png"), "x");
  test::expect_error([&] { read_mask(at("mask.png"), straight()); }, {"mask.png", ".nii.gz", ".nrrd"});
  test::expect_error([&] { write_mask(at("mask.tif"), labelled(straight())); }, {"mask.tif", ".nii.gz"});
  test::expect_error([&] { write_mask(at("mask.mhd"), labelled(straight())); }, {"mask.mhd", ".mha"});
  auto uneven = labelled(straight());
  uneven.labels.pop_back();
  test::expect_error([&] { write_mask(at("mask.mha"), uneven); }, {"mask.mha", "209 labels"},
                     ErrorKind::failure);
}

}  // namespace
}  // namespace residuum::imaging
