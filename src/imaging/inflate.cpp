#include "imaging/inflate.h"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <fstream>

namespace residuum::imaging {
namespace {

class Stream {
 public:
  explicit Stream(Wrapping wrapping) {
    open_ = inflateInit2(
                &z_, wrapping == Wrapping::none ? -largest_window : largest_window + either_header) == Z_OK;
  }
  ~Stream() {
    if (open_) inflateEnd(&z_);
  }
  Stream(const Stream&) = delete;
  Stream& operator=(const Stream&) = delete;

  bool open() const { return open_; }
  z_stream& z() { return z_; }

 private:
  static constexpr int largest_window = 15, either_header = 32;
  z_stream z_{};
  bool open_ = false;
};

}  // namespace

Inflated inflate_file(const fs::path& path, std::uint64_t start, std::size_t head_bytes, std::uint64_t limit,
                      Wrapping wrapping) {
  Inflated result;
  Stream stream(wrapping);
  std::ifstream file(path, std::ios::binary);
  file.seekg(static_cast<std::streamoff>(start));
  std::array<char, 1 << 16> in, out;
  auto& z = stream.z();
  bool at_end = false;
  while (stream.open() && file) {
    file.read(in.data(), in.size());
    z.next_in = reinterpret_cast<Bytef*>(in.data());
    z.avail_in = static_cast<uInt>(file.gcount());
    bool drained = false;
    while (z.avail_in > 0 || !drained) {
      if (at_end) {
        // What follows a stream is another gzip member or padding, which is none of ours.
        if (z.avail_in == 0 || *z.next_in != 0x1F || inflateReset(&z) != Z_OK) break;
        at_end = false;
      }
      z.next_out = reinterpret_cast<Bytef*>(out.data());
      z.avail_out = static_cast<uInt>(out.size());
      const int status = inflate(&z, Z_NO_FLUSH);
      if (status != Z_OK && status != Z_STREAM_END && status != Z_BUF_ERROR) return result;
      const std::size_t got = out.size() - z.avail_out;
      drained = z.avail_out > 0;
      result.head.append(out.data(), std::min(got, head_bytes - result.head.size()));
      result.size += got;
      if (result.size > limit) return result;
      at_end = status == Z_STREAM_END;
      if (status == Z_BUF_ERROR) break;
    }
  }
  result.whole = at_end;
  return result;
}

}  // namespace residuum::imaging
