// Files made to overflow the stack or fill the memory of who opens them.
#include "imaging/dicom_file.h"

#include <gtest/gtest.h>

#include "dicom_series.h"
#include "expect_error.h"
#include "hostile_dicom.h"

namespace residuum::imaging {
namespace {

using namespace hostile;

class HostileDicom : public testing::Test {
 protected:
  void expect_refused(const std::string& bytes, std::initializer_list<std::string> parts) const {
    const auto path = folder_.path() / "hostile.dcm";
    write_file(path, bytes);
    test::expect_error([&] { find_series(path); }, parts);
  }
  test::TemporaryFolder folder_;
};

TEST_F(HostileDicom, SequencesWithinEachOther200000DeepAreRefusedInEveryCoding) {
  for (const auto& [syntax, coding] : {std::pair{"1.2.840.10008.1.2.1", Coding::explicit_vr},
                                       {"1.2.840.10008.1.2", Coding::implicit_vr},
                                       {"1.2.840.10008.1.2.2", Coding::big_endian}}) {
    expect_refused(with_meta(syntax, nested(200000, coding)),
                   {"hostile.dcm", "100000 items", "leave it out"});
  }
  expect_refused(nested(200000, Coding::implicit_vr), {"100000 items"});
  expect_refused(with_meta("1.2.840.10008.1.2.1.99", deflated(nested(200000, Coding::explicit_vr))),
                 {"100000 items"});
}

TEST_F(HostileDicom, AsManyItemsAsAreReadFitOnTheStackWithinEachOther) {
  for (const std::size_t levels : {400u, 5000u, 99999u}) {
    expect_refused(with_meta("1.2.840.10008.1.2.1", nested(levels, Coding::explicit_vr)),
                   {"hostile.dcm", "truncated or damaged"});
  }
}

// Each attribute is found by walking to it: de-identifying a file of 8 MB took hours.
TEST_F(HostileDicom, AttributesByTheMillionAreRefused) {
  std::string attributes;
  for (unsigned i = 0; i < 30000; ++i) attributes += tag(0x0009, 0x1000 + i) + std::string("LO\0\0", 4);
  expect_refused(with_meta("1.2.840.10008.1.2.1", attributes),
                 {"hostile.dcm", "20000 attributes", "leave it out"});
}

TEST_F(HostileDicom, ADeflatedStreamThatSwellsIsRefused) {
  const auto small = deflated_bomb();
  ASSERT_LT(small.size(), 2000000u);
  expect_refused(small, {"hostile.dcm", "deflated data set", "uncompressed"});
}

TEST_F(HostileDicom, ACutDeflatedStreamIsRefused) {
  const auto whole = with_meta("1.2.840.10008.1.2.1.99", deflated(std::string(1000, 'x')));
  expect_refused(whole.substr(0, whole.size() - 6), {"hostile.dcm", "damaged"});
}

TEST(OpenDicom, PassesOnWhatItsUseThrows) {
  const fixture::SeriesOnDisk series;
  test::expect_error(
      [&] {
        open_dicom(series.file(0), DicomExtent::whole,
                   [](DcmFileFormat&, const OFCondition&) { throw input_error("as it is"); });
      },
      {"as it is"});
  const auto status = with_dicom(series.file(0), DicomExtent::whole,
                                 [](DcmFileFormat&, const OFCondition& good) { return good.good(); });
  EXPECT_TRUE(status);
}

}  // namespace
}  // namespace residuum::imaging
