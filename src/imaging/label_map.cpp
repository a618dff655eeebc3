#include "imaging/label_map.h"

#include <itkMetaImageIO.h>
#include <itkNiftiImageIO.h>
#include <itkNrrdImageIO.h>

#include <cmath>
#include <mutex>

#include "core/error.h"
#include "core/text.h"
#include "imaging/data_check.h"
#include "imaging/plausible.h"

namespace residuum::imaging {
namespace {

using Io = itk::ImageIOBase;

bool ends_with(const fs::path& path, std::string_view ending) {
  return to_lower(path.filename().string()).ends_with(ending);
}

// An explicit list: ITK's factories would try every format on a file whose ending lies.
Io::Pointer make_io(const fs::path& path) {
  if (ends_with(path, ".nii") || ends_with(path, ".nii.gz")) {
    const auto io = itk::NiftiImageIO::New();
    io->SetLegacyAnalyze75Mode(
        itk::NiftiImageIOEnums::Analyze75Flavor::AnalyzeReject);  // knows no orientation
    return io.GetPointer();
  }
  if (ends_with(path, ".nrrd")) return itk::NrrdImageIO::New().GetPointer();
  if (ends_with(path, ".mha") || ends_with(path, ".mhd")) return itk::MetaImageIO::New().GetPointer();
  throw input_error("{}: unknown ending; a mask is .nii, .nii.gz, .nrrd, .mha or .mhd", path.string());
}

// ITK opens its messages with "itk::ERROR: Class(0x55...): "; the address differs from run to run.
std::string reason(const std::exception& exception) {
  const auto* itk_exception = dynamic_cast<const itk::ExceptionObject*>(&exception);
  std::string text = itk_exception ? itk_exception->GetDescription() : exception.what();
  if (const auto at = text.find("): "); at != std::string::npos) text.erase(0, at + 3);
  return std::string(trim(text.substr(0, text.find('\n', 1))));
}

// NrrdIO keeps its errors in one list for the whole program.
std::mutex& nrrd_mutex() {
  static std::mutex mutex;
  return mutex;
}

// What ITK throws becomes one Error that names the file.
template <class Work>
void guarded(const fs::path& path, Work&& work) {
  std::unique_lock<std::mutex> alone;
  if (ends_with(path, ".nrrd")) alone = std::unique_lock(nrrd_mutex());
  try {
    work();
  } catch (const Error&) {
    throw;
  } catch (const std::exception& exception) {
    throw input_error("{}: cannot be read, the file is damaged or not what its ending says ({})",
                      path.string(), reason(exception));
  }
}

// The NIfTI library takes x.nii's voxels for x.nii.gz where both are in the folder.
void check_alone(const fs::path& path) {
  const auto plain = path.parent_path() / path.stem();
  std::error_code code;
  if (ends_with(path, ".nii.gz") && fs::exists(plain, code)) {
    throw input_error("{}: {} lies beside it, which of the two is the mask? Move one away", path.string(),
                      plain.filename().string());
  }
}

void check_shape(const fs::path& path, const Io& io) {
  const unsigned dimensions = io.GetNumberOfDimensions();
  bool volume = dimensions >= 3;
  for (unsigned d = 3; d < dimensions; ++d) volume = volume && io.GetDimensions(d) == 1;
  if (!volume)
    throw input_error("{}: {} dimensions; a mask has 3: save it as one volume", path.string(), dimensions);
  if (io.GetNumberOfComponents() != 1) {
    throw input_error("{}: {} values a voxel; a mask has one label a voxel: save it as a label map",
                      path.string(), io.GetNumberOfComponents());
  }
  std::size_t room = limits::mask_voxels;
  for (unsigned d = 0; d < 3; ++d) {
    const auto size = io.GetDimensions(d);
    if (size < 1 || size > room) {
      throw input_error(
          "{}: {} x {} x {} voxels: the header is damaged or the mask too large; save it again on the image's own grid",
          path.string(), io.GetDimensions(0), io.GetDimensions(1), io.GetDimensions(2));
    }
    room /= size;
  }
}

Geometry read_geometry(const fs::path& path, const Io& io) {
  Geometry geometry;
  for (unsigned axis = 0; axis < 3; ++axis) {
    geometry.size[axis] = io.GetDimensions(axis);
    geometry.spacing[axis] = io.GetSpacing(axis);
    geometry.origin[axis] = io.GetOrigin(axis);
    const auto column = io.GetDirection(axis);
    for (unsigned r = 0; r < 3; ++r) geometry.direction[r][axis] = r < column.size() ? column[r] : 0;
  }
  for (unsigned axis = 0; axis < 3; ++axis) {
    if (!is_spacing(geometry.spacing[axis])) {
      throw input_error(
          "{}: spacing {} mm: it must be positive, from {} to {}; save the mask again over its image",
          path.string(), geometry.spacing[axis], limits::least_spacing_mm, limits::spacing_mm);
    }
  }
  if (!is_position(geometry.origin)) {
    throw input_error(
        "{}: origin {}, {}, {} mm: it must be finite, at most {}; save the mask again over its image",
        path.string(), geometry.origin[0], geometry.origin[1], geometry.origin[2], limits::position_mm);
  }
  for (unsigned a = 0; a < 3; ++a) {
    for (unsigned b = a; b < 3; ++b) {
      double product = 0;
      for (const auto& row : geometry.direction) product += row[a] * row[b];
      if (!(std::abs(product - (a == b ? 1 : 0)) < 1e-3)) {
        throw input_error("{}: its axes are not at right angles to each other: resample it on its image",
                          path.string());
      }
    }
  }
  return geometry;
}

template <class T>
std::vector<std::uint8_t> to_labels(const fs::path& path, const std::vector<char>& bytes) {
  std::vector<std::uint8_t> labels(bytes.size() / sizeof(T));
  const T* values = reinterpret_cast<const T*>(bytes.data());
  for (std::size_t i = 0; i < labels.size(); ++i) {
    const T value = values[i];
    if (value == 0 || value == 1 || value == 2) {
      labels[i] = static_cast<std::uint8_t>(value);
      continue;
    }
    const auto number = static_cast<double>(value);
    if (number != std::floor(number)) {
      throw input_error("{}: value {} is no label: a mask holds whole numbers (was it interpolated?)",
                        path.string(), number);
    }
    throw input_error("{}: unknown label {}: 0 is background, 1 primary tumour, 2 lymph nodes", path.string(),
                      number);
  }
  return labels;
}

std::vector<std::uint8_t> to_labels(const fs::path& path, Io::IOComponentEnum type,
                                    const std::vector<char>& bytes) {
  using Type = Io::IOComponentEnum;
  switch (type) {
    case Type::UCHAR:
      return to_labels<unsigned char>(path, bytes);
    case Type::CHAR:
      return to_labels<signed char>(path, bytes);
    case Type::USHORT:
      return to_labels<unsigned short>(path, bytes);
    case Type::SHORT:
      return to_labels<short>(path, bytes);
    case Type::UINT:
      return to_labels<unsigned int>(path, bytes);
    case Type::INT:
      return to_labels<int>(path, bytes);
    case Type::ULONG:
      return to_labels<unsigned long>(path, bytes);
    case Type::LONG:
      return to_labels<long>(path, bytes);
    case Type::ULONGLONG:
      return to_labels<unsigned long long>(path, bytes);
    case Type::LONGLONG:
      return to_labels<long long>(path, bytes);
    case Type::FLOAT:
      return to_labels<float>(path, bytes);
    case Type::DOUBLE:
      return to_labels<double>(path, bytes);
    default:
      throw input_error("{}: voxels of a type that is not a number; save the mask as whole numbers",
                        path.string());
  }
}

itk::ImageIORegion whole_region(const Io& io) {
  itk::ImageIORegion region(io.GetNumberOfDimensions());
  for (unsigned d = 0; d < io.GetNumberOfDimensions(); ++d) region.SetSize(d, io.GetDimensions(d));
  return region;
}

}  // namespace

struct LabelMapFile::Reader {
  Io::Pointer io;
};

LabelMapFile::LabelMapFile(const fs::path& path) : path_(path), reader_(std::make_unique<Reader>()) {
  reader_->io = make_io(path);
  std::error_code code;
  if (!fs::exists(path, code)) throw input_error("{}: no such file", path.string());
  if (!fs::is_regular_file(path, code)) throw input_error("{}: not a regular file", path.string());
  if (ends_with(path, ".mha") || ends_with(path, ".mhd")) check_meta_header(path);
  if (ends_with(path, ".nii") || ends_with(path, ".nii.gz")) check_nifti_header(path);
  check_alone(path);
  guarded(path, [&] {
    reader_->io->SetFileName(path.string());
    reader_->io->ReadImageInformation();
  });
  check_shape(path, *reader_->io);
  geometry_ = read_geometry(path, *reader_->io);
}

LabelMapFile::~LabelMapFile() = default;

std::vector<std::uint8_t> LabelMapFile::read_labels() const {
  auto& io = *reader_->io;
  std::vector<char> bytes;
  guarded(path_, [&] {
    check_data(path_, geometry_.voxels(), io.GetComponentSize());
    bytes.resize(geometry_.voxels() * io.GetComponentSize());
    io.SetIORegion(whole_region(io));
    io.Read(bytes.data());
  });
  return to_labels(path_, io.GetComponentType(), bytes);
}

void write_label_map(const fs::path& path, const Geometry& geometry,
                     const std::vector<std::uint8_t>& labels) {
  const auto io = make_io(path);
  io->SetNumberOfDimensions(3);
  for (unsigned axis = 0; axis < 3; ++axis) {
    io->SetDimensions(axis, geometry.size[axis]);
    io->SetSpacing(axis, geometry.spacing[axis]);
    io->SetOrigin(axis, geometry.origin[axis]);
    const auto& d = geometry.direction;
    io->SetDirection(axis, std::vector<double>{d[0][axis], d[1][axis], d[2][axis]});
  }
  io->SetPixelType(itk::IOPixelEnum::SCALAR);
  io->SetComponentType(itk::IOComponentEnum::UCHAR);
  io->SetNumberOfComponents(1);
  io->SetIORegion(whole_region(*io));
  io->SetUseCompression(!ends_with(path, ".nii"));
  io->SetFileName(path.string());
  const std::lock_guard alone(nrrd_mutex());
  try {
    io->Write(labels.data());
  } catch (const std::exception& exception) {
    throw failure("{}: cannot be written ({})", path.string(), reason(exception));
  }
}

}  // namespace residuum::imaging
