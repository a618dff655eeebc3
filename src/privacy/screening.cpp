#include "privacy/screening.h"

#include <dcmtk/dcmdata/dctk.h>

#include <fstream>

#include "core/error.h"
#include "core/text.h"
#include "imaging/dicom_items.h"

namespace residuum::privacy {
namespace {

using imaging::text_of;

bool has_magic(const fs::path& path) {
  std::ifstream stream(path, std::ios::binary);
  char magic[4] = {};
  return stream.seekg(128) && stream.read(magic, sizeof magic) && std::string_view(magic, 4) == "DICM";
}

bool is_taken(const std::string& sop_class) {
  for (const char* taken :
       {UID_MRImageStorage, UID_EnhancedMRImageStorage, UID_LegacyConvertedEnhancedMRImageStorage,
        UID_CTImageStorage, UID_SegmentationStorage, UID_RTStructureSetStorage}) {
    if (sop_class == taken) return true;
  }
  return false;
}

bool is_secondary_capture(const std::string& sop_class) {
  return sop_class == UID_SecondaryCaptureImageStorage ||
         sop_class.starts_with(std::string(UID_SecondaryCaptureImageStorage) + ".");
}

std::string refusal_of(const std::string& sop_class) {
  if (is_taken(sop_class) || is_secondary_capture(sop_class)) return "";
  if (sop_class.starts_with("1.2.840.10008.5.1.4.1.1.88.")) {
    return "a structured report: its text may name anybody";
  }
  if (sop_class.starts_with("1.2.840.10008.5.1.4.1.1.104.")) {
    return "an encapsulated document: its pages may name anybody";
  }
  const char* const name = dcmFindNameOfUID(sop_class.c_str());
  return fmt::format("{}: MR, CT, SEG and RTSTRUCT are taken", name ? name : "an object of an unknown class");
}

bool holds(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

// An overlay in bits that the pixels leave free (PS3.5 8.1.2, retired).
bool has_overlay_in_pixels(DcmDataset& data) {
  for (unsigned group = 0x6000; group <= 0x60FE; group += 2) {
    const auto number = static_cast<Uint16>(group);
    if (data.tagExists(DcmTagKey(number, 0x0010)) && !data.tagExists(DcmTagKey(number, 0x3000))) return true;
  }
  return false;
}

std::string burnt_in_evidence(DcmDataset& data, const std::string& sop_class) {
  if (sop_class == UID_RTStructureSetStorage) return "";
  if (text_of(data, DCM_BurnedInAnnotation) == "YES") return "BurnedInAnnotation is YES";
  if (text_of(data, DCM_RecognizableVisualFeatures) == "YES") return "RecognizableVisualFeatures is YES";
  if (is_secondary_capture(sop_class)) return "a secondary capture";
  if (!text_of(data, DCM_ConversionType).empty()) return "it was captured or converted (ConversionType)";
  const std::string type = text_of(data, DCM_ImageType);
  if (holds(type, "SCREEN") || holds(type, "CAPTURE")) return "a screenshot (ImageType)";
  Uint16 samples = 0;  // and stays so where it is absent
  data.findAndGetUint16(DCM_SamplesPerPixel, samples);
  if (samples > 1) return "in colour, as screenshots are";
  return has_overlay_in_pixels(data) ? "an overlay in the pixels' free bits" : "";
}

long whole(DcmDataset& data, const DcmTagKey& tag) {
  Sint32 number = 0;
  return data.findAndGetSint32(tag, number).good() ? number : 0;
}

}  // namespace

ScreenedFile screen(const fs::path& path) {
  imaging::silence_dcmtk();
  ScreenedFile file;
  file.path = path;
  DcmFileFormat format;
  const auto status = format.loadFileUntilTag(path.c_str(), EXS_Unknown, EGL_noChange, DCM_MaxReadLength,
                                              ERM_autoDetect, DCM_PixelData);
  const bool magic = has_magic(path);
  auto& data = *format.getDataset();
  const std::string sop_class = status.good() ? text_of(data, DCM_SOPClassUID) : "";
  const std::string meant = text_of(*format.getMetaInfo(), DCM_MediaStorageSOPClassUID);
  if (meant == UID_MediaStorageDirectoryStorage) {
    file.kind = ScreenedFile::Kind::directory;
    return file;
  }
  if (status.bad() && magic) {
    throw input_error("{}: truncated or damaged; copy or export the file again", path.string());
  }
  if (status.bad() || (!magic && sop_class.empty())) {
    file.kind = ScreenedFile::Kind::not_dicom;
    return file;
  }
  file.refusal = refusal_of(sop_class);
  file.burnt_in = burnt_in_evidence(data, sop_class);
  if (!file.refusal.empty()) return file;
  file.patient_id = text_of(data, DCM_PatientID);
  file.study_uid = text_of(data, DCM_StudyInstanceUID);
  file.series_uid = text_of(data, DCM_SeriesInstanceUID);
  file.instance_uid = text_of(data, DCM_SOPInstanceUID);
  file.date = text_of(data, DCM_StudyDate);
  file.series_number = whole(data, DCM_SeriesNumber);
  file.instance_number = whole(data, DCM_InstanceNumber);
  if (file.study_uid.empty() || file.series_uid.empty() || file.instance_uid.empty()) {
    throw input_error(
        "{}: truncated or damaged (a UID of study, series or instance is missing); export it again",
        path.string());
  }
  if (sop_class != UID_RTStructureSetStorage && !data.tagExists(DCM_Rows)) {
    throw input_error("{}: truncated or damaged (an image without Rows); copy or export the file again",
                      path.string());
  }
  return file;
}

}  // namespace residuum::privacy
