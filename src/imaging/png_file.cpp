// The part of picture.h that speaks PNG, through libpng's simplified interface.
#include <png.h>

#include <algorithm>

#include "core/error.h"
#include "imaging/picture.h"

namespace residuum::imaging {
namespace {

constexpr std::size_t largest_side = 4096;
constexpr std::uint64_t largest_file = limits::picture_bytes;

// libpng's handle, freed whatever happens.
class PngImage {
 public:
  PngImage() { image_.version = PNG_IMAGE_VERSION; }
  ~PngImage() { png_image_free(&image_); }
  PngImage(const PngImage&) = delete;
  PngImage& operator=(const PngImage&) = delete;

  png_image* operator->() { return &image_; }
  png_image* get() { return &image_; }

 private:
  png_image image_{};
};

std::string encode(const std::uint8_t* pixels, std::size_t width, std::size_t height, png_uint_32 format) {
  PngImage image;
  image->width = static_cast<png_uint_32>(width);
  image->height = static_cast<png_uint_32>(height);
  image->format = format;
  png_alloc_size_t size = PNG_IMAGE_PNG_SIZE_MAX(*image.get());
  std::string bytes(size, '\0');
  if (!png_image_write_to_memory(image.get(), bytes.data(), &size, 0, pixels, 0, nullptr)) {
    throw failure("a picture of {} x {} pixels cannot be made a PNG ({})", width, height, image->message);
  }
  bytes.resize(size);
  return bytes;
}

}  // namespace

std::string encode_png(const Picture& picture) {
  return encode(picture.rgb.data(), picture.width, picture.height, PNG_FORMAT_RGB);
}

void write_grey_png(const fs::path& path, const Slice& slice) {
  std::vector<std::uint8_t> pixels(slice.pixels.size());
  std::transform(slice.pixels.begin(), slice.pixels.end(), pixels.begin(), to_byte);
  write_file(path, encode(pixels.data(), slice.width, slice.height, PNG_FORMAT_GRAY));
}

Slice read_grey_png(const fs::path& path) {
  const std::string bytes = read_file(path, largest_file);
  PngImage image;
  if (!png_image_begin_read_from_memory(image.get(), bytes.data(), bytes.size())) {
    throw input_error("{}: not a PNG picture, or damaged ({})", path.string(), image->message);
  }
  if (image->width > largest_side || image->height > largest_side) {
    throw input_error("{}: {} x {} pixels, more than {} x {}", path.string(), image->width, image->height,
                      largest_side, largest_side);
  }
  if (image->format != PNG_FORMAT_GRAY) {
    throw input_error("{}: a picture of 8-bit grey is wanted, without colour or transparency", path.string());
  }
  const std::size_t width = image->width, height = image->height;
  std::vector<std::uint8_t> pixels(width * height);
  // libpng only warns of some damage, such as a checksum that fails.
  const bool read = png_image_finish_read(image.get(), nullptr, pixels.data(), 0, nullptr) != 0;
  if (!read || image->warning_or_error != 0) {
    throw input_error("{}: a damaged PNG picture ({})", path.string(), image->message);
  }
  Slice slice{width, height, std::vector<float>(pixels.size())};
  std::transform(pixels.begin(), pixels.end(), slice.pixels.begin(),
                 [](std::uint8_t byte) { return static_cast<float>(byte) / 255; });
  return slice;
}

}  // namespace residuum::imaging
