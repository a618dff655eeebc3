// `residuum deidentify` from outside, looked through by pydicom and dicom3tools' dciodvfy (Debian:
// python3-pydicom, dicom3tools).
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "core/json.h"
#include "imaging/series.h"
#include "oracle.h"
#include "real_dicom.h"

namespace residuum {
namespace {

using test::residuum_command;

constexpr const char* needs = "/usr/bin/python3 -c 'import pydicom'";

Json ask(const std::string& what, const fs::path& one, const fs::path& other) {
  const auto answer =
      test::shell(fmt::format("/usr/bin/python3 -W ignore {}/tests/oracles/deidentify_oracle.py {} '{}' '{}'",
                              RESIDUUM_SOURCE_DIR, what, one.string(), other.string()));
  EXPECT_EQ(answer.exit_code, 0) << answer.output;
  return Json::parse(answer.output, nullptr, false);
}

// The kinds of error that dciodvfy finds in a folder's files.
std::set<std::string> errors_in(const fs::path& folder) {
  std::set<std::string> found;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (!entry.is_regular_file()) continue;
    const auto checked = test::shell(fmt::format("dciodvfy '{}'", entry.path().string()));
    std::istringstream lines(checked.output);
    for (std::string line; std::getline(lines, line);) {
      if (line.starts_with("Error")) found.insert(line);
    }
  }
  return found;
}

void expect_same_volume(const imaging::Volume& a, const imaging::Volume& b) {
  EXPECT_EQ(a.geometry.size, b.geometry.size);
  EXPECT_EQ(a.geometry.spacing, b.geometry.spacing);
  EXPECT_EQ(a.geometry.origin, b.geometry.origin);
  EXPECT_EQ(a.geometry.direction, b.geometry.direction);
  EXPECT_EQ(a.voxels, b.voxels);
}

class DeidentifyIntegration : public testing::Test {
 protected:
  fs::path at(const std::string& name) const { return folder_.path() / name; }
  void deidentify(const std::string& arguments) const {
    const auto done = residuum_command("-q deidentify " + arguments);
    ASSERT_EQ(done.exit_code, 0) << done.output;
  }

  test::TemporaryFolder folder_;
};

TEST_F(DeidentifyIntegration, LeavesNothingThatWasPlanted) {
  RESIDUUM_NEEDS(needs, "python3-pydicom");
  RESIDUUM_NEEDS("dciodvfy -version 2>&1 | grep -q .", "dicom3tools");
  ASSERT_GT(ask("plant", at("in"), at("planted"))["files"], 10);
  EXPECT_GT(ask("search", at("in"), at("planted"))["problems"].size(), 300u)
      << "the search itself finds nothing";
  int number = 0;
  for (const char* options : {"", "--shift-dates --keep-descriptions --keep-patient-characteristics"}) {
    const auto out = at(fmt::format("out{}", ++number));
    const auto report = fmt::format("{}", at(fmt::format("report{}.csv", number)).string());
    const auto done = residuum_command(
        fmt::format("deidentify {} {} --report {} {}", at("in").string(), out.string(), report, options));
    ASSERT_EQ(done.exit_code, 0) << done.output;
    EXPECT_EQ(ask("search", out, at("planted"))["problems"], Json::array());
    const auto compared = ask("compare", at("in"), out);
    EXPECT_EQ(compared["problems"], Json::array());
    EXPECT_EQ(compared["files"], 12);
    EXPECT_GT(compared["uids"], 20);
    const auto before = errors_in(at("in")), after = errors_in(out);
    for (const auto& error : after)
      EXPECT_TRUE(before.contains(error)) << "a mandatory attribute is gone: " << error;
    for (const auto& told : {done.output, read_file(report)}) {
      for (const char* word :
           {"Westwinkel", "Zuweiserling", "Hanakosan", "HN7734512", "19480317", "20190514"}) {
        EXPECT_EQ(told.find(word), std::string::npos) << word;
      }
    }
  }
}

TEST_F(DeidentifyIntegration, GivesTheVolumesAndTheChoiceOfSeriesAsBefore) {
  ASSERT_EQ(
      residuum_command(fmt::format("-q phantom {} --patients 2 --matrix 64 --seed 4", at("study").string()))
          .exit_code,
      0);
  const auto images = at("study") / "images";
  deidentify(fmt::format("{} {}", images.string(), at("out").string()));
  for (const char* patient : {"P001", "P002"}) {
    const auto before = imaging::read_image(images / patient),
               after = imaging::read_image(at("out") / patient);
    expect_same_volume(before.volume, after.volume);
    EXPECT_NE(before.series_uid, after.series_uid);
  }
  RESIDUUM_NEEDS("dciodvfy -version 2>&1 | grep -q .", "dicom3tools");
  EXPECT_EQ(errors_in(at("out")), errors_in(images)) << "a mandatory attribute is gone";
}

TEST_F(DeidentifyIntegration, RealSeriesInEveryTransferSyntaxGiveTheSameVolume) {
  const auto real = test::real_dicom();
  if (!fs::exists(real)) GTEST_SKIP() << real << " is not there: no real DICOM is de-identified";
  std::vector<fs::path> inputs{real / "t1_head_structural"};
  for (const char* name : {"MR_small", "MR_small_implicit", "MR_small_bigendian", "MR_small_RLE",
                           "MR_small_padded", "MR_small_jp2klossless", "MR_small_jpeg_ls_lossless"}) {
    inputs.push_back(real / "pydicom_mr" / (std::string(name) + ".dcm"));
  }
  int number = 0;
  for (const auto& input : inputs) {
    SCOPED_TRACE(input);
    const auto out = at(fmt::format("out{}", ++number));
    deidentify(fmt::format("'{}' {}", input.string(), out.string()));
    const auto before = imaging::read_image(input), after = imaging::read_image(out);
    expect_same_volume(before.volume, after.volume);
    for (const auto& entry : fs::recursive_directory_iterator(out)) {
      if (!entry.is_regular_file()) continue;
      const auto bytes = read_file(entry.path());
      EXPECT_EQ(bytes.find(before.series_uid), std::string::npos) << entry.path();
      EXPECT_EQ(bytes.find("CompressedSamples"), std::string::npos) << entry.path();  // MR_small's patient
    }
  }
}

}  // namespace
}  // namespace residuum
