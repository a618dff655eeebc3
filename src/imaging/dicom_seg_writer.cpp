#include "imaging/dicom_seg_writer.h"

#include <dcmtk/dcmdata/dctk.h>
#include <dcmtk/dcmfg/fgderimg.h>
#include <dcmtk/dcmfg/fgfracon.h>
#include <dcmtk/dcmfg/fgpixmsr.h>
#include <dcmtk/dcmfg/fgplanor.h>
#include <dcmtk/dcmfg/fgplanpo.h>
#include <dcmtk/dcmseg/segdoc.h>
#include <dcmtk/dcmseg/segment.h>

#include <algorithm>
#include <memory>

#include "core/error.h"
#include "core/version.h"
#include "imaging/dicom_file.h"
#include "imaging/dicom_items.h"
#include "imaging/dicom_save.h"
#include "imaging/dicom_writer.h"

namespace residuum::imaging {
namespace {

void check(const fs::path& path, const OFCondition& status, const char* what) {
  if (status.bad()) throw failure("{}: {} cannot be written ({})", path.string(), what, status.text());
}

OFString decimal(double value) {
  return decimal_string(value).c_str();
}

class SegWriter {
 public:
  SegWriter(const fs::path& path, const Mask& mask, const SeriesVolume& source, const SegAuthor& author)
      : path_(path), mask_(mask), source_(source), author_(author) {
    const char* const model = author.algorithm.empty() ? "Residuum" : author.algorithm.c_str();
    IODGeneralEquipmentModule::EquipmentInfo equipment("Residuum", model, "1", version);
    ContentIdentificationMacro content("1", "TUMOUR", author.description.c_str(), "Residuum");
    DcmSegmentation* made = nullptr;
    const auto& size = mask.geometry.size;
    check(path,
          DcmSegmentation::createBinarySegmentation(made, static_cast<Uint16>(size[1]),
                                                    static_cast<Uint16>(size[0]), equipment, content),
          "the segmentation");
    object_.reset(made);
    object_->setCheckFGOnWrite(OFFalse);  // slow for many frames; tests check the object
    const auto imported = with_dicom(source.sources.front().file, DicomExtent::until_pixels,
                                     [&](DcmFileFormat& file, const OFCondition& status) {
                                       if (status.bad()) return status;
                                       return object_->importFromSourceImage(*file.getDataset());
                                     });
    check(path, imported, "the source's patient and study");
    check(path, object_->getSegmentationSeriesModule().setSeriesNumber("1000"), "SeriesNumber");
    uid_ = "seg " + source.series_uid + " " + author.algorithm + " " + author.description + " " + version +
           " " + sha256_of(mask.labels);
  }

  std::string bytes() {
    add_shared_groups();
    add_dimensions();
    add_segment(primary_tumour, "Primary tumour", {"86049000", "SCT", "Neoplasm, Primary"});
    add_segment(lymph_nodes, "Lymph nodes", {"14799000", "SCT", "Neoplasm, Secondary"});
    refer_to_source();
    DcmFileFormat format;
    auto& data = *format.getDataset();
    check(path_, object_->writeDataset(data), "the segmentation");
    put_pixels(data);
    make_repeatable(data);
    return dicom_bytes(data, text_of(data, DCM_SOPClassUID), text_of(data, DCM_SOPInstanceUID),
                       UID_LittleEndianExplicitTransferSyntax);
  }

 private:
  void add_shared_groups() {
    const auto& [size, spacing, origin, d] = mask_.geometry;
    FGPixelMeasures measures;
    measures.setPixelSpacing(decimal(spacing[1]) + "\\" + decimal(spacing[0]));
    measures.setSliceThickness(decimal(spacing[2]));
    measures.setSpacingBetweenSlices(decimal(spacing[2]));
    check(path_, object_->addForAllFrames(measures), "PixelMeasuresSequence");
    const std::unique_ptr<FGPlaneOrientationPatient> orientation(
        FGPlaneOrientationPatient::createMinimal(decimal(d[0][0]), decimal(d[1][0]), decimal(d[2][0]),
                                                 decimal(d[0][1]), decimal(d[1][1]), decimal(d[2][1])));
    if (!orientation) throw failure("{}: PlaneOrientationSequence cannot be written", path_.string());
    check(path_, object_->addForAllFrames(*orientation), "PlaneOrientationSequence");
  }

  void add_dimensions() {
    const auto uid = make_uid(uid_ + " dimensions");
    auto& dimensions = object_->getDimensions();
    check(path_,
          dimensions.addDimensionIndex(DCM_ReferencedSegmentNumber, uid.c_str(),
                                       DCM_SegmentIdentificationSequence, "Segment"),
          "DimensionIndexSequence");
    check(path_,
          dimensions.addDimensionIndex(DCM_ImagePositionPatient, uid.c_str(), DCM_PlanePositionSequence,
                                       "Position"),
          "DimensionIndexSequence");
  }

  void add_segment(Label label, const char* name, const CodeSequenceMacro& type) {
    std::vector<std::size_t> slices;
    for (std::size_t k = 0; k < mask_.geometry.size[2]; ++k) {
      const auto labels = mask_.slice(k);
      if (std::find(labels.begin(), labels.end(), label) != labels.end()) slices.push_back(k);
    }
    const bool nothing =
        label == primary_tumour && std::all_of(mask_.labels.begin(), mask_.labels.end(),
                                               [](std::uint8_t one) { return one == background; });
    if (nothing) slices.push_back(mask_.geometry.size[2] / 2);
    if (slices.empty()) return;
    DcmSegment* segment = nullptr;
    check(path_,
          DcmSegment::create(segment, name,
                             CodeSequenceMacro("49755003", "SCT", "Morphologically Abnormal Structure"), type,
                             author_.algorithm.empty() ? DcmSegTypes::SAT_MANUAL : DcmSegTypes::SAT_AUTOMATIC,
                             author_.algorithm.c_str()),
          "SegmentSequence");
    Uint16 number = 0;
    check(path_, object_->addSegment(segment, number), "SegmentSequence");
    for (std::size_t i = 0; i < slices.size(); ++i)
      add_frame(label, number, slices[i], static_cast<Uint32>(i + 1));
  }

  void add_frame(Label label, Uint16 segment, std::size_t k, Uint32 position) {
    FGFrameContent content;
    content.setFrameAcquisitionNumber(1);
    check(path_, content.setDimensionIndexValues(segment, 0), "DimensionIndexValues");
    check(path_, content.setDimensionIndexValues(position, 1), "DimensionIndexValues");
    const auto at = mask_.geometry.voxel_to_world({0, 0, static_cast<double>(k)});
    const std::unique_ptr<FGPlanePosPatient> place(
        FGPlanePosPatient::createMinimal(decimal(at[0]), decimal(at[1]), decimal(at[2])));
    FGDerivationImage derivation;
    add_source(derivation, source_.sources[k]);
    OFVector<FGBase*> groups;
    groups.push_back(&content);
    groups.push_back(place.get());
    groups.push_back(&derivation);
    const auto labels = mask_.slice(k);
    std::vector<Uint8> pixels(labels.size());
    std::transform(labels.begin(), labels.end(), pixels.begin(),
                   [&](std::uint8_t one) { return one == label; });
    check(path_, object_->addFrame(pixels.data(), segment, groups), "a frame");
    bits_.insert(bits_.end(), pixels.begin(), pixels.end());
  }

  void add_source(FGDerivationImage& derivation, const SliceSource& source) {
    DerivationImageItem* item = nullptr;
    check(path_,
          derivation.addDerivationImageItem(CodeSequenceMacro("113076", "DCM", "Segmentation"), "", item),
          "DerivationImageSequence");
    auto* image = new SourceImageItem;
    item->getSourceImageItems().push_back(image);
    auto& reference = image->getImageSOPInstanceReference();
    check(path_, reference.setReferencedSOPClassUID(source.sop_class_uid.c_str()), "SourceImageSequence");
    check(path_, reference.setReferencedSOPInstanceUID(source.sop_instance_uid.c_str()),
          "SourceImageSequence");
    if (source.frames > 1)
      check(path_, reference.addReferencedFrameNumber(static_cast<Uint16>(source.frame + 1)),
            "SourceImageSequence");
    check(path_,
          image->getPurposeOfReferenceCode().set("121322", "DCM",
                                                 "Source image for image processing operation"),
          "SourceImageSequence");
  }

  void refer_to_source() {
    auto* series = new IODSeriesAndInstanceReferenceMacro::ReferencedSeriesItem;
    object_->getCommonInstanceReference().getReferencedSeriesItems().push_back(series);
    check(path_, series->setSeriesInstanceUID(source_.series_uid.c_str()), "ReferencedSeriesSequence");
    std::string before;
    for (const auto& source : source_.sources) {
      if (source.sop_instance_uid == before) continue;  // frames of one file
      before = source.sop_instance_uid;
      check(path_, series->addReference(source.sop_class_uid.c_str(), source.sop_instance_uid.c_str()),
            "ReferencedSeriesSequence");
    }
  }

  // DCMTK 3.6.7 packs frames wrongly whose pixels do not fill whole bytes: one bit a pixel, the lowest first,
  // frames without a gap (PS3.5 8.1.1).
  void put_pixels(DcmDataset& data) const {
    std::vector<Uint8> packed((bits_.size() + 15) / 16 * 2);  // of even length
    for (std::size_t i = 0; i < bits_.size(); ++i) packed[i / 8] |= static_cast<Uint8>(bits_[i] << (i % 8));
    check(
        path_,
        data.putAndInsertUint8Array(DCM_PixelData, packed.data(), static_cast<unsigned long>(packed.size())),
        "PixelData");
  }

  // DCMTK draws UIDs and takes the clock.
  void make_repeatable(DcmDataset& data) {
    const auto put = [&](const DcmTagKey& tag, const std::string& value, const char* name) {
      check(path_, data.putAndInsertString(tag, value.c_str()), name);
    };
    put(DCM_SOPInstanceUID, make_uid(uid_ + " instance"), "SOPInstanceUID");
    put(DCM_SeriesInstanceUID, make_uid(uid_ + " series"), "SeriesInstanceUID");
    put(DCM_SeriesDescription, author_.description, "SeriesDescription");
    const auto date = text_of(data, DCM_StudyDate), time = text_of(data, DCM_StudyTime);
    put(DCM_ContentDate, date.empty() ? "19000101" : date, "ContentDate");
    put(DCM_ContentTime, time.empty() ? "000000" : time, "ContentTime");
    for (const auto& clock :
         {DCM_InstanceCreationDate, DCM_InstanceCreationTime, DCM_SeriesDate, DCM_SeriesTime})
      delete data.remove(clock);
  }

  const fs::path& path_;
  const Mask& mask_;
  const SeriesVolume& source_;
  const SegAuthor& author_;
  std::unique_ptr<DcmSegmentation> object_;
  std::string uid_;
  std::vector<Uint8> bits_;  // of all frames, one a pixel
};

}  // namespace

SegAuthor drawn_by_network(const std::string& network) {
  return {network, "Residuum tumour outline, research use only"};
}

SegAuthor drawn_by_radiologist() {
  return {"", "Radiologist's tumour outline, research use only"};
}

void write_seg(const fs::path& path, const Mask& mask, const SeriesVolume& source, const SegAuthor& author) {
  const auto& size = mask.geometry.size;
  if (size != source.volume.geometry.size || source.sources.size() != size[2] ||
      mask.labels.size() != mask.geometry.voxels()) {
    throw failure("{}: the mask is not on the grid of its series", path.string());
  }
  silence_dcmtk();
  write_file(path, SegWriter(path, mask, source, author).bytes());
}

}  // namespace residuum::imaging
