// Hostile DICOM segmentation objects and radiotherapy structure sets over a sound image.
#include <dcmtk/dcmdata/dcrleerg.h>

#include "imaging/annotation.h"
#include "imaging/dicom_seg_writer.h"
#include "reader.h"
#include "rtstruct.h"

namespace residuum::fuzz {
namespace {

namespace fixture = imaging::fixture;

const imaging::SeriesVolume& image() {
  static const auto read = [] {
    const fixture::SeriesOnDisk series;
    return imaging::read_image(series.path() / "series");
  }();
  return read;
}

imaging::AnnotatedImage place() {
  return {image().volume.geometry, image().series_uid, image().frame_of_reference_uid};
}

void read(const fs::path& file) {
  imaging::read_annotation(file, place(), {});
}

// Ours, of both labels; then what `change` makes of it.
std::string segmentation(const std::function<void(const fs::path&)>& change = {}) {
  const fixture::SeriesOnDisk series;
  const auto source = imaging::read_image(series.path() / "series");
  imaging::Mask mask{source.volume.geometry, std::vector<std::uint8_t>(source.volume.voxels.size())};
  for (std::size_t i = 60; i < 180; ++i) mask.labels[i] = static_cast<std::uint8_t>(i * i % 7 % 3);
  return bytes_of("mask.dcm", [&](const fs::path& path) {
    imaging::write_seg(path, mask, source, imaging::drawn_by_network("unet"));
    if (change) change(path);
  });
}

// The same frames with a byte a pixel.
void make_fractional(DcmDataset& data) {
  const Uint8* bits = nullptr;
  data.findAndGetUint8Array(DCM_PixelData, bits);
  long frames = 0;
  data.findAndGetLongInt(DCM_NumberOfFrames, frames);
  std::vector<Uint8> bytes(static_cast<std::size_t>(frames) * 30);
  for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = (bits[i / 8] >> (i % 8) & 1) != 0 ? 200 : 0;
  data.putAndInsertUint16(DCM_BitsAllocated, 8);
  data.putAndInsertUint16(DCM_BitsStored, 8);
  data.putAndInsertUint16(DCM_HighBit, 7);
  fixture::set(data, DCM_SegmentationType, "FRACTIONAL");
  data.putAndInsertUint16(DCM_MaximumFractionalValue, 255);
  data.putAndInsertUint8Array(DCM_PixelData, bytes.data(), static_cast<unsigned long>(bytes.size()));
}

std::string recoded_segmentation(E_TransferSyntax syntax) {
  return segmentation([&](const fs::path& path) {
    fixture::edit(
        path, [](DcmDataset&) {}, syntax);
  });
}

std::string run_length_encoded_segmentation() {
  DcmRLEEncoderRegistration::registerCodecs();
  return segmentation([](const fs::path& path) {
    fixture::edit(path, make_fractional);
    fixture::edit(
        path, [](DcmDataset& data) { data.chooseRepresentation(EXS_RLELossless, nullptr); }, EXS_RLELossless);
  });
}

std::string structures(E_TransferSyntax syntax) {
  const auto square = [](double x, double y, double k) {
    return fixture::square_contour(image().volume.geometry, x, y, k);
  };
  return bytes_of("mask.dcm", [&](const fs::path& path) {
    fixture::write_rtstruct(path,
                            {{"GTVnx", {square(2.5, 2.5, 3), square(1.5, 1.5, 4)}},
                             {"GTVnd", {square(3.5, 2.5, 3)}},
                             {"parotid", {square(2.5, 2.5, 2)}}},
                            imaging::make_uid("frame"), syntax);
  });
}

}  // namespace

Reader dicom_seg_reader() {
  const auto seeds = [] {
    image();  // before there are processes that would each make it
    return std::vector<std::string>{
        segmentation(), segmentation([](const fs::path& path) { fixture::edit(path, make_fractional); }),
        recoded_segmentation(EXS_LittleEndianImplicit),
        recoded_segmentation(EXS_DeflatedLittleEndianExplicit), run_length_encoded_segmentation()};
  };
  return {"dicom_seg", "mask.dcm", seeds, read};
}

Reader rtstruct_reader() {
  const auto seeds = [] {
    return std::vector<std::string>{structures(EXS_LittleEndianExplicit),
                                    structures(EXS_LittleEndianImplicit), structures(EXS_BigEndianExplicit),
                                    structures(EXS_DeflatedLittleEndianExplicit)};
  };
  return {"rtstruct", "mask.dcm", seeds, read};
}

}  // namespace residuum::fuzz
