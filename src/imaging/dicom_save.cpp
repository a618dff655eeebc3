#include "imaging/dicom_save.h"

#include <dcmtk/dcmdata/dcostrmb.h>
#include <dcmtk/dcmdata/dctk.h>

#include "core/error.h"
#include "core/version.h"
#include "imaging/dicom_writer.h"

namespace residuum::imaging {
namespace {

void require(const OFCondition& condition) {
  if (condition.bad()) throw failure("the DICOM file cannot be written ({})", condition.text());
}

// DcmFileFormat would put DCMTK's own name and version into the meta header; these files say what wrote them,
// whatever DCMTK it was linked with.
DcmMetaInfo meta_header(const std::string& sop_class_uid, const std::string& instance_uid,
                        const std::string& transfer_syntax_uid) {
  DcmMetaInfo meta;
  const Uint8 meta_version[] = {0, 1};
  require(meta.putAndInsertUint8Array(DCM_FileMetaInformationVersion, meta_version, 2));
  const auto text = [&](const DcmTagKey& key, const std::string& value) {
    require(meta.putAndInsertString(key, value.c_str()));
  };
  text(DCM_MediaStorageSOPClassUID, sop_class_uid);
  text(DCM_MediaStorageSOPInstanceUID, instance_uid);
  text(DCM_TransferSyntaxUID, transfer_syntax_uid);
  text(DCM_ImplementationClassUID, make_uid("residuum implementation class"));
  text(DCM_ImplementationVersionName, fmt::format("RESIDUUM_{}", version).substr(0, 16));
  meta.computeGroupLengthAndPadding(EGL_withGL, EPD_withoutPadding, META_HEADER_DEFAULT_TRANSFERSYNTAX,
                                    EET_ExplicitLength);
  return meta;
}

}  // namespace

std::string dicom_bytes(DcmDataset& data, const std::string& sop_class_uid, const std::string& instance_uid,
                        const std::string& transfer_syntax_uid) {
  const E_TransferSyntax syntax = DcmXfer(transfer_syntax_uid.c_str()).getXfer();
  auto meta = meta_header(sop_class_uid, instance_uid, transfer_syntax_uid);
  // Through memory: DCMTK's file stream does not tell of a disk that is full.
  const std::size_t preamble = 132, slack = 1024;
  std::string bytes(preamble +
                        meta.calcElementLength(META_HEADER_DEFAULT_TRANSFERSYNTAX, EET_ExplicitLength) +
                        data.calcElementLength(syntax, EET_ExplicitLength) + slack,
                    '\0');
  DcmOutputBufferStream stream(bytes.data(), static_cast<offile_off_t>(bytes.size()));
  meta.transferInit();
  require(meta.write(stream, syntax, EET_ExplicitLength, nullptr));
  data.transferInit();
  require(data.write(stream, syntax, EET_ExplicitLength, nullptr));
  data.transferEnd();
  void* written = nullptr;
  offile_off_t length = 0;
  stream.flushBuffer(written, length);
  bytes.resize(static_cast<std::size_t>(length));  // `written` is where `bytes` begins
  return bytes;
}

}  // namespace residuum::imaging
