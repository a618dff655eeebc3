#include "imaging/dicom_seg_writer.h"
#include "imaging/mask_file.h"
#include "study/images.h"
#include "study/mask_author.h"
#include "study/patient_work.h"
#include "study/segmentation_choice.h"
#include "study/stages.h"

namespace residuum::study {

void dicom_seg_stage(Context& context) {
  if (!context.settings.write_dicom_seg) {
    fs::remove_all(context.run().stage("dicom-seg"));  // of an earlier call: they name patients
    return;
  }
  const Json inputs = {{"masks", context.digests.at("masks")},
                       {"check", context.digests.at("check")},
                       {"author", "who drew the mask"}};  // objects of before say a network drew them all
  context.stage("dicom-seg", inputs, [&] {
    const auto& run = context.run();
    const auto network = imaging::drawn_by_network(read_choice(run).chosen);
    const MaskAuthors authors(cohort::read_split(run.splits(), context.cohort));
    for_each_patient(run.stage("dicom-seg") / "work", "segmentation objects", context.patients(),
                     context.compute.threads, [&](const cohort::Patient& patient) {
                       const auto source = cohort::load_image(patient);
                       const auto mask = imaging::read_mask(run.mask(patient.id), source.volume.geometry);
                       imaging::write_seg(
                           run.dicom_seg(patient.id), mask, source,
                           authors.radiologist(patient) ? imaging::drawn_by_radiologist() : network);
                       return Json::object();
                     });
    std::vector<fs::path> outputs;
    for (const auto& patient : context.patients()) outputs.push_back(run.dicom_seg(patient.id));
    return outputs;
  });
}

}  // namespace residuum::study
