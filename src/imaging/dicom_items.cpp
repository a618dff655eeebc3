#include "imaging/dicom_items.h"

#include <dcmtk/dcmdata/dctk.h>
#include <dcmtk/oflog/oflog.h>

#include <cmath>
#include <limits>
#include <mutex>

#include "core/error.h"
#include "core/number.h"
#include "core/text.h"

namespace residuum::imaging {

void silence_dcmtk() {
  static std::once_flag once;
  std::call_once(once, [] { OFLog::configure(OFLogger::OFF_LOG_LEVEL); });
}

std::string text_of(DcmItem& item, const DcmTagKey& tag) {
  OFString value;
  if (item.findAndGetOFStringArray(tag, value).bad()) return "";
  return std::string(trim(std::string_view(value.c_str(), value.size())));
}

double number_of(DcmItem& item, const DcmTagKey& tag, unsigned long position) {
  double value = std::numeric_limits<double>::quiet_NaN();
  return item.findAndGetFloat64(tag, value, position).good() ? value
                                                             : std::numeric_limits<double>::quiet_NaN();
}

double integer_of(DcmItem& item, const DcmTagKey& tag) {
  const auto value = parse_number(text_of(item, tag));
  return value && *value == std::floor(*value) ? *value : std::numeric_limits<double>::quiet_NaN();
}

std::string decimal_string(double value) {
  if (value == 0) return "0";  // never "-0"
  if (!std::isfinite(value)) throw input_error("geometry value {}: DICOM needs finite numbers", value);
  for (int digits = 15; digits > 0; --digits) {
    const auto text = fmt::format("{:.{}g}", value, digits);
    if (text.size() <= 16) return text;
  }
  throw failure("{} does not fit a DICOM decimal string", value);  // one digit always fits
}

std::vector<DcmItem*> items_of(DcmSequenceOfItems& sequence) {
  std::vector<DcmItem*> items;
  items.reserve(sequence.card());
  for (DcmObject* one = sequence.nextInContainer(nullptr); one != nullptr;
       one = sequence.nextInContainer(one)) {
    if (auto* const item = dynamic_cast<DcmItem*>(one)) items.push_back(item);
  }
  return items;
}

std::vector<DcmItem*> items_of(DcmItem& item, const DcmTagKey& tag) {
  DcmSequenceOfItems* sequence = nullptr;
  if (item.findAndGetSequence(tag, sequence).bad() || sequence == nullptr) return {};
  return items_of(*sequence);
}

FunctionalGroups::FunctionalGroups(DcmDataset& data)
    : frames_(items_of(data, DCM_PerFrameFunctionalGroupsSequence)),
      shared_(items_of(data, DCM_SharedFunctionalGroupsSequence)) {}

DcmItem* FunctionalGroups::item(const DcmTagKey& group, std::size_t frame) const {
  DcmItem* found = nullptr;
  const auto look_in = [&](const std::vector<DcmItem*>& items, std::size_t number) {
    return number < items.size() && items[number]->findAndGetSequenceItem(group, found, 0).good() && found;
  };
  return look_in(frames_, frame) || look_in(shared_, 0) ? found : nullptr;
}

namespace {

// Where enhanced images keep what classic ones have in the data set itself (PS3.3 C.8.13, first frame).
void complete_from_functional_groups(DcmDataset& data, Acquisition& acquisition) {
  const FunctionalGroups groups(data);
  const auto complete = [&](double& value, const DcmTagKey& group, const DcmTagKey& tag) {
    if (std::isfinite(value)) return;
    if (DcmItem* item = groups.item(group, 0)) value = number_of(*item, tag);
  };
  complete(acquisition.repetition_time_ms, DCM_MRTimingAndRelatedParametersSequence, DCM_RepetitionTime);
  complete(acquisition.flip_angle_deg, DCM_MRTimingAndRelatedParametersSequence, DCM_FlipAngle);
  complete(acquisition.echo_time_ms, DCM_MREchoSequence, DCM_EffectiveEchoTime);
  complete(acquisition.inversion_time_ms, DCM_MRModifierSequence, DCM_InversionTimes);
  complete(acquisition.slice_thickness_mm, DCM_PixelMeasuresSequence, DCM_SliceThickness);
  DcmItem* agent = nullptr;
  if (acquisition.contrast_agent.empty() &&
      data.findAndGetSequenceItem(DCM_ContrastBolusAgentSequence, agent, 0).good() && agent) {
    acquisition.contrast_agent = text_of(*agent, DCM_CodeMeaning);
  }
}

}  // namespace

Acquisition acquisition_of(DcmDataset& data) {
  Acquisition acquisition;
  acquisition.modality = text_of(data, DCM_Modality);
  acquisition.manufacturer = text_of(data, DCM_Manufacturer);
  acquisition.model = text_of(data, DCM_ManufacturerModelName);
  acquisition.series_description = text_of(data, DCM_SeriesDescription);
  acquisition.sequence_name = text_of(data, DCM_SequenceName);
  acquisition.scanning_sequence = text_of(data, DCM_ScanningSequence);
  acquisition.contrast_agent = text_of(data, DCM_ContrastBolusAgent);
  acquisition.field_strength_t = number_of(data, DCM_MagneticFieldStrength);
  if (acquisition.field_strength_t > 100) acquisition.field_strength_t /= 10000;  // some scanners write gauss
  acquisition.repetition_time_ms = number_of(data, DCM_RepetitionTime);
  acquisition.echo_time_ms = number_of(data, DCM_EchoTime);
  acquisition.inversion_time_ms = number_of(data, DCM_InversionTime);
  acquisition.flip_angle_deg = number_of(data, DCM_FlipAngle);
  acquisition.slice_thickness_mm = number_of(data, DCM_SliceThickness);
  complete_from_functional_groups(data, acquisition);
  return acquisition;
}

}  // namespace residuum::imaging
