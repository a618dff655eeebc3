#include "imaging/dicom_pixels.h"

#include <dcmtk/dcmdata/dcpixel.h>
#include <dcmtk/dcmdata/dcpixseq.h>
#include <dcmtk/dcmdata/dcpxitem.h>
#include <dcmtk/dcmdata/dctk.h>
#include <gdcmBitmap.h>
#include <gdcmFragment.h>
#include <gdcmSequenceOfFragments.h>
#include <gdcmTrace.h>

#include <mutex>

#include "core/error.h"
#include "imaging/codestream.h"
#include "imaging/dicom_file.h"
#include "imaging/dicom_items.h"

namespace residuum::imaging {
namespace {

class PixelReader {
 public:
  explicit PixelReader(const FileHeader& header) : header_(header) {}

  std::vector<float> read() const {
    return with_dicom(header_.path, DicomExtent::whole, [&](DcmFileFormat& file, const OFCondition& status) {
      if (status.bad()) throw unreadable(status.text());
      DcmDataset& data = *file.getDataset();
      const E_TransferSyntax syntax = data.getOriginalXfer();
      return rescaled(DcmXfer(syntax).isEncapsulated() ? decoded(data, syntax) : native(data));
    });
  }

 private:
  using Bytes = std::vector<char>;

  std::size_t frame_pixels() const { return header_.pixels.rows * header_.pixels.columns; }
  std::size_t bytes_needed() const {
    return header_.frames.size() * frame_pixels() * (header_.pixels.bits_allocated / 8);
  }
  Error unreadable(const std::string& what) const {
    return input_error("{}: the pixel data cannot be decoded ({}); export the series again, uncompressed",
                       header_.path.string(), what);
  }

  Bytes native(DcmDataset& data) const {
    DcmElement* element = nullptr;
    if (data.findAndGetElement(DCM_PixelData, element).bad() || !element ||
        element->getLength() < bytes_needed()) {
      throw unreadable("fewer bytes than Rows and Columns ask for");
    }
    Uint16* words = nullptr;
    Uint8* bytes = nullptr;
    const auto status = element->ident() == EVR_OW || element->getTag().getEVR() == EVR_OW
                            ? element->getUint16Array(words)
                            : element->getUint8Array(bytes);
    const char* begin = words ? reinterpret_cast<const char*>(words) : reinterpret_cast<const char*>(bytes);
    if (status.bad() || !begin) throw unreadable(status.text());
    return {begin, begin + bytes_needed()};
  }

  std::vector<Bytes> fragments_of(DcmDataset& data, E_TransferSyntax syntax) const {
    DcmElement* element = nullptr;
    data.findAndGetElement(DCM_PixelData, element);
    auto* const pixel_data = dynamic_cast<DcmPixelData*>(element);
    DcmPixelSequence* sequence = nullptr;
    if (!pixel_data || pixel_data->getEncapsulatedRepresentation(syntax, nullptr, sequence).bad() ||
        !sequence) {
      throw unreadable("no compressed pixels");
    }
    std::vector<Bytes> fragments;
    DcmObject* one = sequence->nextInContainer(nullptr);  // the offset table
    while (one != nullptr && (one = sequence->nextInContainer(one)) != nullptr) {
      auto* const item = dynamic_cast<DcmPixelItem*>(one);
      Uint8* bytes = nullptr;
      if (!item || item->getUint8Array(bytes).bad() || !bytes) throw unreadable("a fragment is missing");
      const auto* begin = reinterpret_cast<const char*>(bytes);
      fragments.emplace_back(begin, begin + item->getLength());
    }
    if (header_.frames.size() == 1) {  // one frame may lie in several fragments
      for (std::size_t i = 1; i < fragments.size(); ++i) {
        fragments[0].insert(fragments[0].end(), fragments[i].begin(), fragments[i].end());
      }
      fragments.resize(std::min<std::size_t>(1, fragments.size()));
    }
    if (fragments.size() != header_.frames.size()) throw unreadable("not one fragment a frame");
    return fragments;
  }

  void require_sound(const Bytes& fragment, E_TransferSyntax syntax) const {
    const std::string_view bytes(fragment.data(), fragment.size());
    const auto& pixels = header_.pixels;
    if (syntax == EXS_RLELossless) {
      if (!rle_is_sound(bytes, pixels.bits_allocated / 8)) throw unreadable("damaged RLE segments");
      return;
    }
    const auto stream = read_codestream(bytes);
    if (!stream) throw unreadable("no JPEG, JPEG-LS or JPEG 2000 stream");
    if (!reaches_its_end(bytes)) throw unreadable("its stream is cut off before its end");
    if (stream->columns != pixels.columns || stream->rows != pixels.rows || stream->components != 1 ||
        stream->precision > pixels.bits_allocated) {
      throw unreadable(
          fmt::format("the stream holds {} x {} pixels of {} x {} bits, the header says {} x {} of {}",
                      stream->columns, stream->rows, stream->components, stream->precision, pixels.columns,
                      pixels.rows, pixels.bits_allocated));
    }
  }

  // A codestream of a few bytes may claim any size; decoders allocate what it claims.
  void require_plausible(const std::vector<Bytes>& fragments) const {
    std::uint64_t compressed = 0;
    for (const auto& bytes : fragments) compressed += bytes.size();
    if (bytes_needed() <= limits::decoded_bytes_anyway + limits::decoded_bytes_per_byte * compressed) return;
    throw unreadable(fmt::format("{} bytes cannot hold the {} that Rows, Columns and NumberOfFrames ask for",
                                 compressed, bytes_needed()));
  }

  Bytes decoded(DcmDataset& data, E_TransferSyntax syntax) const {
    static std::once_flag once;
    std::call_once(once, [] {
      gdcm::Trace::SetDebug(false);
      gdcm::Trace::SetWarning(false);
      gdcm::Trace::SetError(false);
    });
    const auto& pixels = header_.pixels;
    const auto frames = static_cast<unsigned>(header_.frames.size());
    gdcm::Bitmap bitmap;
    bitmap.SetNumberOfDimensions(frames > 1 ? 3 : 2);
    bitmap.SetDimension(0, static_cast<unsigned>(pixels.columns));
    bitmap.SetDimension(1, static_cast<unsigned>(pixels.rows));
    if (frames > 1) bitmap.SetDimension(2, frames);
    const auto bits = [](unsigned count) { return static_cast<unsigned short>(count); };
    bitmap.SetPixelFormat(gdcm::PixelFormat(1, bits(pixels.bits_allocated), bits(pixels.bits_stored),
                                            bits(pixels.bits_stored - 1), bits(pixels.is_signed ? 1 : 0)));
    bitmap.SetPhotometricInterpretation(gdcm::PhotometricInterpretation::MONOCHROME2);
    const auto known = gdcm::TransferSyntax::GetTSType(DcmXfer(syntax).getXferID());
    if (known == gdcm::TransferSyntax::TS_END) throw unreadable("unknown transfer syntax");
    bitmap.SetTransferSyntax(known);
    const auto sequence = gdcm::SequenceOfFragments::New();
    const auto fragments = fragments_of(data, syntax);
    require_plausible(fragments);
    for (const auto& bytes : fragments) {
      require_sound(bytes, syntax);
      gdcm::Fragment fragment;
      fragment.SetByteValue(bytes.data(), static_cast<std::uint32_t>(bytes.size()));
      sequence->AddFragment(fragment);
    }
    gdcm::DataElement element(gdcm::Tag(0x7fe0, 0x0010));
    element.SetValue(*sequence);
    bitmap.SetDataElement(element);
    Bytes bytes(bytes_needed());
    try {
      if (bitmap.GetBufferLength() != bytes.size()) throw unreadable("its size does not fit the header");
      if (!bitmap.GetBuffer(bytes.data())) throw unreadable("the decoder gave up");
    } catch (const Error&) {
      throw;
    } catch (const std::exception& error) {
      throw unreadable(error.what());
    }
    return bytes;
  }

  // The stored bits of each value, with their sign, then slope and intercept.
  std::vector<float> rescaled(const Bytes& bytes) const {
    const unsigned width = header_.pixels.bits_allocated / 8, stored = header_.pixels.bits_stored;
    const std::uint32_t mask = (1u << stored) - 1, sign = header_.pixels.is_signed ? 1u << (stored - 1) : 0;
    std::vector<float> values(bytes.size() / width);
    for (std::size_t i = 0; i < values.size(); ++i) {
      std::uint32_t raw = static_cast<unsigned char>(bytes[i * width]);
      if (width == 2)
        raw |= static_cast<std::uint32_t>(static_cast<unsigned char>(bytes[i * width + 1])) << 8;
      raw &= mask;
      const std::int64_t value = std::int64_t{raw} - (raw & sign ? std::int64_t{1} << stored : 0);
      const auto& frame = header_.frames[i / frame_pixels()];
      values[i] = static_cast<float>(static_cast<double>(value) * frame.slope + frame.intercept);
    }
    return values;
  }

  const FileHeader& header_;
};

}  // namespace

std::vector<float> read_pixels(const FileHeader& header) {
  return PixelReader(header).read();
}

}  // namespace residuum::imaging
