// Files made to overflow the stack or fill the memory of who opens them.
#include "imaging/dicom_file.h"

#include <gtest/gtest.h>
#include <zlib.h>

#include "dicom_series.h"
#include "expect_error.h"

namespace residuum::imaging {
namespace {

enum class Coding { explicit_vr, implicit_vr, big_endian };

std::string tag(unsigned group, unsigned element, bool big_endian = false) {
  const auto byte = [](unsigned value) { return static_cast<char>(value & 0xFF); };
  if (big_endian) return {byte(group >> 8), byte(group), byte(element >> 8), byte(element)};
  return {byte(group), byte(group >> 8), byte(element), byte(element >> 8)};
}

const std::string undefined_length(4, '\xFF');

// A data set that is nothing but sequences within each other, never closed.
std::string nested(std::size_t levels, Coding coding) {
  const bool big = coding == Coding::big_endian;
  std::string level = tag(0x0008, 0x1140, big);
  if (coding != Coding::implicit_vr) level += std::string("SQ\0\0", 4);
  level += undefined_length + tag(0xFFFE, 0xE000, big) + undefined_length;
  std::string bytes;
  for (std::size_t i = 0; i < levels; ++i) bytes += level;
  return bytes;
}

std::string with_meta(const std::string& syntax, const std::string& data_set) {
  const auto element = [](unsigned number, const char* vr, std::string value) {
    if (value.size() % 2) value += '\0';
    return tag(2, number) + vr + static_cast<char>(value.size()) + '\0' + value;
  };
  const auto meta =
      element(2, "UI", UID_MRImageStorage) + element(3, "UI", "2.25.1") + element(0x10, "UI", syntax);
  const std::string length{static_cast<char>(meta.size()), 0, 0, 0};
  return std::string(128, '\0') + "DICM" + element(0, "UL", length) + meta + data_set;
}

std::string deflated(const std::string& bytes) {
  z_stream z{};
  deflateInit2(&z, Z_BEST_SPEED, Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY);
  std::string made(deflateBound(&z, bytes.size()), '\0');
  z.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  z.avail_in = static_cast<uInt>(bytes.size());
  z.next_out = reinterpret_cast<Bytef*>(made.data());
  z.avail_out = static_cast<uInt>(made.size());
  deflate(&z, Z_FINISH);
  made.resize(z.total_out);
  deflateEnd(&z);
  return made;
}

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

TEST_F(HostileDicom, ADeflatedStreamThatSwellsIsRefused) {
  // 257 MiB of zeros in one private element.
  const std::string bomb = tag(0x0009, 0x1001) + std::string("OB\0\0", 4) +
                           std::string("\x00\x00\x10\x10", 4) + std::string(257 << 20, '\0');
  const auto small = with_meta("1.2.840.10008.1.2.1.99", deflated(bomb));
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
