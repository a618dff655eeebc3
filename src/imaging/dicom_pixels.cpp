#include "imaging/dicom_pixels.h"

#include <gdcmImageReader.h>
#include <gdcmTrace.h>

#include <cstring>

#include "core/error.h"

namespace residuum::imaging {
namespace {

template <class Stored>
void convert(const std::vector<char>& bytes, const FileHeader& header, std::vector<float>& values) {
  const std::size_t per_frame = header.columns * header.rows;
  for (std::size_t i = 0; i < values.size(); ++i) {
    Stored stored;
    std::memcpy(&stored, bytes.data() + i * sizeof(Stored), sizeof(Stored));
    const auto& frame = header.frames[i / per_frame];
    values[i] = static_cast<float>(static_cast<double>(stored) * frame.slope + frame.intercept);
  }
}

}  // namespace

std::vector<float> read_pixels(const FileHeader& header) {
  gdcm::Trace::SetDebug(false);
  gdcm::Trace::SetWarning(false);
  gdcm::Trace::SetError(false);
  gdcm::ImageReader reader;
  reader.SetFileName(header.path.c_str());
  const auto undecodable = [&](const char* what) {
    return input_error("{}: the pixel data cannot be decoded ({}); export the series again, uncompressed",
                       header.path.string(), what);
  };
  try {
    if (!reader.Read()) throw undecodable("unknown or damaged");
    const gdcm::Image& image = reader.GetImage();
    const auto format = image.GetPixelFormat();
    std::vector<float> values(header.columns * header.rows * header.frames.size());
    if (format.GetSamplesPerPixel() != 1 ||
        image.GetBufferLength() != values.size() * format.GetPixelSize()) {
      throw undecodable("its size does not fit Rows, Columns and NumberOfFrames");
    }
    std::vector<char> bytes(image.GetBufferLength());
    if (!image.GetBuffer(bytes.data())) throw undecodable("the decoder gave up");
    switch (format.GetScalarType()) {
      case gdcm::PixelFormat::UINT8:
        convert<std::uint8_t>(bytes, header, values);
        break;
      case gdcm::PixelFormat::INT8:
        convert<std::int8_t>(bytes, header, values);
        break;
      case gdcm::PixelFormat::UINT12:
      case gdcm::PixelFormat::UINT16:
        convert<std::uint16_t>(bytes, header, values);
        break;
      case gdcm::PixelFormat::INT12:
      case gdcm::PixelFormat::INT16:
        convert<std::int16_t>(bytes, header, values);
        break;
      case gdcm::PixelFormat::UINT32:
        convert<std::uint32_t>(bytes, header, values);
        break;
      case gdcm::PixelFormat::INT32:
        convert<std::int32_t>(bytes, header, values);
        break;
      case gdcm::PixelFormat::FLOAT32:
        convert<float>(bytes, header, values);
        break;
      case gdcm::PixelFormat::FLOAT64:
        convert<double>(bytes, header, values);
        break;
      default:
        throw undecodable("its pixel type is not one of 8, 16 or 32 bits");
    }
    return values;
  } catch (const std::exception& error) {
    if (dynamic_cast<const Error*>(&error)) throw;
    throw undecodable(error.what());
  }
}

}  // namespace residuum::imaging
