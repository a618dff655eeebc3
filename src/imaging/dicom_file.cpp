#include "imaging/dicom_file.h"

#include <dcmtk/dcmdata/dcistrmb.h>
#include <dcmtk/dcmdata/dctk.h>
#include <pthread.h>

#include <cstring>
#include <exception>
#include <fstream>

#include "core/error.h"
#include "imaging/dicom_items.h"
#include "imaging/inflate.h"

namespace residuum::imaging {
namespace {

using Use = std::function<void(DcmFileFormat&, const OFCondition&)>;

constexpr std::size_t few_items = 500;  // any thread's stack has room for as many within each other
// Measured with 50,000 levels: between 1.4 and 1.6 KiB a level in Debian's build of DCMTK.
constexpr std::size_t stack_bytes_an_item = 4096, stack_bytes_anyway = 8 << 20;

// Every level of nesting has an item, and every item its tag, (FFFE,E000) in either byte order. That pixels
// may hold the same bytes by chance only makes the count larger than it need be. Counting needs no parser
// that would have to misread a damaged file just as DCMTK does.
std::size_t count_items(std::string_view bytes) {
  std::size_t found = 0;
  for (const std::string_view tag : {std::string_view("\xFE\xFF\x00\xE0", 4), {"\xFF\xFE\xE0\x00", 4}}) {
    const char* at = bytes.data();
    const char* const end = at + bytes.size();
    while (const void* next = ::memmem(at, static_cast<std::size_t>(end - at), tag.data(), tag.size())) {
      ++found;
      at = static_cast<const char*>(next) + tag.size();
    }
  }
  return found;
}

void require_few_enough(const fs::path& path, std::size_t items) {
  if (items <= limits::dicom_items) return;
  throw input_error(
      "{}: more than {} items in its sequences, which no image needs; the file is damaged or made to do harm, "
      "leave it out",
      path.string(), limits::dicom_items);
}

std::size_t count_items_of_file(const fs::path& path) {
  std::ifstream stream(path, std::ios::binary);
  constexpr std::size_t overlap = 3;
  std::string piece(overlap + (1 << 20), '\0');
  std::size_t kept = 0, found = 0;
  while (stream) {
    stream.read(piece.data() + kept, static_cast<std::streamsize>(piece.size() - kept));
    const std::size_t filled = kept + static_cast<std::size_t>(stream.gcount());
    found += count_items(std::string_view(piece).substr(0, filled));
    require_few_enough(path, found);
    kept = std::min(overlap, filled);
    std::memmove(piece.data(), piece.data() + filled - kept, kept);
  }
  return found;
}

// Work for another thread, and what it threw.
struct Errand {
  const std::function<void()>& work;
  std::exception_ptr thrown;
};

void* run_errand(void* errand) {
  try {
    static_cast<Errand*>(errand)->work();
  } catch (...) {
    static_cast<Errand*>(errand)->thrown = std::current_exception();
  }
  return nullptr;
}

void with_room_for(std::size_t items, const fs::path& path, const std::function<void()>& work) {
  if (items <= few_items) return work();
  Errand errand{work, nullptr};
  pthread_attr_t attributes;
  pthread_attr_init(&attributes);
  pthread_attr_setstacksize(&attributes, stack_bytes_anyway + items * stack_bytes_an_item);
  pthread_t thread{};
  const int code = pthread_create(&thread, &attributes, &run_errand, &errand);
  pthread_attr_destroy(&attributes);
  if (code != 0) throw failure("{}: not enough memory to read its {} items", path.string(), items);
  pthread_join(thread, nullptr);
  if (errand.thrown) std::rethrow_exception(errand.thrown);
}

bool is_deflated(const fs::path& path) {
  DcmFileFormat file;
  if (file.loadFile(path.c_str(), EXS_Unknown, EGL_noChange, DCM_MaxReadLength, ERM_metaOnly).bad())
    return false;
  const auto uid = text_of(*file.getMetaInfo(), DCM_TransferSyntaxUID);
  return DcmXfer(uid.c_str()).getStreamCompression() != ESC_none;
}

// The data set of a deflated file, inflated within its bound. Its meta information tells its own length, as
// its first element (PS3.10, 7.1).
std::string inflated_data_set(const fs::path& path) {
  constexpr std::uint64_t preamble = 132, length_element = 12;
  std::string head(preamble + length_element, '\0');
  std::ifstream stream(path, std::ios::binary);
  stream.read(head.data(), static_cast<std::streamsize>(head.size()));
  std::uint64_t length = 0;
  for (std::size_t i = 4; i-- > 0;) length = length << 8 | static_cast<unsigned char>(head[preamble + 8 + i]);
  if (!stream || head.compare(preamble, 8, std::string("\x02\x00\x00\x00UL\x04\x00", 8)) != 0) {
    throw input_error("{}: damaged: its meta information does not tell its length; export the file again",
                      path.string());
  }
  auto inflated = inflate_file(path, head.size() + length, limits::deflated_dicom_bytes,
                               limits::deflated_dicom_bytes, Wrapping::none);
  if (inflated.size > limits::deflated_dicom_bytes) {
    throw input_error("{}: its deflated data set holds more than {} bytes; export the file uncompressed",
                      path.string(), limits::deflated_dicom_bytes);
  }
  if (!inflated.whole) {
    throw input_error("{}: truncated or damaged (its deflated data set); copy or export the file again",
                      path.string());
  }
  return std::move(inflated.head);
}

// DCMTK finds an attribute by walking to it: what looks at each takes hours for millions.
void hand_over(const fs::path& path, DcmFileFormat& file, const OFCondition& status, const Use& use) {
  if (file.getDataset()->card() > limits::dicom_elements) {
    throw input_error(
        "{}: more than {} attributes, which no image needs; the file is damaged or made to do harm, leave it out",
        path.string(), limits::dicom_elements);
  }
  use(file, status);
}

void open_deflated(const fs::path& path, const Use& use) {
  const auto bytes = inflated_data_set(path);
  const auto items = count_items(bytes);
  require_few_enough(path, items);
  with_room_for(items, path, [&] {
    DcmFileFormat file;
    file.loadFile(path.c_str(), EXS_Unknown, EGL_noChange, DCM_MaxReadLength, ERM_metaOnly);
    DcmInputBufferStream stream;
    stream.setBuffer(bytes.data(), static_cast<offile_off_t>(bytes.size()));
    stream.setEos();
    auto& data = *file.getDataset();
    data.transferInit();
    const auto status = data.read(stream, EXS_LittleEndianExplicit, EGL_noChange, DCM_MaxReadLength);
    data.transferEnd();
    hand_over(path, file, status, use);
  });
}

}  // namespace

void open_dicom(const fs::path& path, DicomExtent extent, const Use& use) {
  silence_dcmtk();
  const auto items = count_items_of_file(path);
  bool deflated = false;
  with_room_for(items, path, [&] { deflated = is_deflated(path); });
  if (deflated) return open_deflated(path, use);
  with_room_for(items, path, [&] {
    DcmFileFormat file;
    const auto status = extent == DicomExtent::whole
                            ? file.loadFile(path.c_str())
                            : file.loadFileUntilTag(path.c_str(), EXS_Unknown, EGL_noChange,
                                                    DCM_MaxReadLength, ERM_autoDetect, DCM_PixelData);
    hand_over(path, file, status, use);
  });
}

bool has_dicom_magic(const fs::path& path) {
  std::ifstream stream(path, std::ios::binary);
  char magic[4] = {};
  return stream.seekg(128) && stream.read(magic, sizeof magic) && std::string_view(magic, 4) == "DICM";
}

}  // namespace residuum::imaging
