// A hostile DICOM file beside two sound slices of the same series, or one of many frames: found, chosen,
// read.
#include <dcmtk/dcmdata/dcrleerg.h>
#include <gdcmImageChangeTransferSyntax.h>
#include <gdcmImageReader.h>
#include <gdcmImageWriter.h>

#include "enhanced_series.h"
#include "reader.h"

namespace residuum::fuzz {
namespace {

namespace fixture = imaging::fixture;

std::string slice(std::size_t k, const std::function<void(const fs::path&)>& change = {}) {
  const fixture::SeriesOnDisk series(fixture::larger_volume(3));
  if (change) change(series.file(k));
  return read_file(series.file(k));
}

std::string recoded(E_TransferSyntax syntax) {
  return slice(1, [&](const fs::path& file) {
    fixture::edit(
        file, [](DcmDataset&) {}, syntax);
  });
}

std::string run_length_encoded() {
  DcmRLEEncoderRegistration::registerCodecs();
  return slice(1, [](const fs::path& file) {
    fixture::edit(
        file, [](DcmDataset& data) { data.chooseRepresentation(EXS_RLELossless, nullptr); }, EXS_RLELossless);
  });
}

std::string compressed(gdcm::TransferSyntax::TSType syntax) {
  return slice(1, [&](const fs::path& file) {
    gdcm::ImageReader reader;
    reader.SetFileName(file.c_str());
    gdcm::ImageChangeTransferSyntax change;
    change.SetTransferSyntax(syntax);
    if (!reader.Read()) return;
    change.SetInput(reader.GetImage());
    if (!change.Change()) return;
    gdcm::ImageWriter writer;
    writer.SetFileName(file.c_str());
    writer.SetFile(reader.GetFile());
    writer.SetImage(change.GetOutput());
    writer.Write();
  });
}

// Sequences within a sequence.
std::string with_sequences() {
  return slice(1, [](const fs::path& file) {
    fixture::edit(file, [](DcmDataset& data) {
      for (long i = 0; i < 3; ++i) {
        DcmItem *outer = nullptr, *inner = nullptr;
        data.findOrCreateSequenceItem(DCM_ReferencedImageSequence, outer, i);
        outer->findOrCreateSequenceItem(DCM_PurposeOfReferenceCodeSequence, inner, 0);
        fixture::set(*inner, DCM_CodeValue, "121311");
      }
    });
  });
}

struct Neighbours {
  std::string first = slice(0), last = slice(2);
};

const Neighbours& neighbours() {
  static const Neighbours made;
  return made;
}

void read(const fs::path& file) {
  write_file(file.parent_path() / "first.dcm", neighbours().first);
  write_file(file.parent_path() / "last.dcm", neighbours().last);
  imaging::read_image(file.parent_path());
}

}  // namespace

Reader dicom_series_reader() {
  const auto seeds = [] {
    neighbours();  // before there are processes that would each make them
    return std::vector<std::string>{slice(1),
                                    recoded(EXS_LittleEndianImplicit),
                                    recoded(EXS_BigEndianExplicit),
                                    recoded(EXS_DeflatedLittleEndianExplicit),
                                    run_length_encoded(),
                                    compressed(gdcm::TransferSyntax::JPEGLosslessProcess14_1),
                                    compressed(gdcm::TransferSyntax::JPEGLSLossless),
                                    compressed(gdcm::TransferSyntax::JPEG2000Lossless),
                                    with_sequences()};
  };
  return {"dicom_series", "hostile.dcm", seeds, read};
}

Reader dicom_enhanced_reader() {
  const auto seeds = [] {
    return std::vector<std::string>{bytes_of("enhanced.dcm", [](const fs::path& path) {
      fixture::write_enhanced(path, {2, 0, 1});
    })};
  };
  return {"dicom_enhanced", "enhanced.dcm", seeds,
          [](const fs::path& file) { imaging::read_image(file.parent_path()); }};
}

}  // namespace residuum::fuzz
