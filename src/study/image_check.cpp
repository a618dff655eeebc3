#include "study/image_check.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "core/error.h"
#include "core/log.h"
#include "imaging/body_box.h"
#include "imaging/intensity.h"
#include "study/images.h"
#include "study/patient_work.h"
#include "study/refusal.h"
#include "study/twins.h"

namespace residuum::study {
namespace {

void measure_mask(const imaging::Mask& mask, ImageFinding& finding) {
  std::size_t tumour_voxels = 0;
  for (std::size_t k = 0; k < mask.geometry.size[2]; ++k) {
    std::size_t in_slice = 0;
    for (const auto label : mask.slice(k)) in_slice += label != imaging::background;
    finding.tumour_slices += in_slice > 0;
    tumour_voxels += in_slice;
  }
  finding.tumour_ml = static_cast<double>(tumour_voxels) * mask.geometry.voxel_volume() / 1000;
  finding.mask_sha256 = sha256_of(mask.labels);
  if (tumour_voxels == 0) finding.warnings.push_back("the mask is empty: no tumour was outlined");
}

double volume_ml(const imaging::Mask& mask, imaging::Label label) {
  const auto voxels = std::count(mask.labels.begin(), mask.labels.end(), label);
  return static_cast<double>(voxels) * mask.geometry.voxel_volume() / 1000;
}

imaging::Volume measure_image(const imaging::Volume& image, ImageFinding& finding) {
  const auto range = imaging::measure_intensity(image);
  finding.intensity_low = range.low;
  finding.intensity_high = range.high;
  auto normalised = imaging::normalise(image, range);
  const auto body = imaging::body_box(normalised, 0);
  finding.body_mm = std::max(static_cast<double>(body.width()) * image.geometry.spacing[0],
                             static_cast<double>(body.height()) * image.geometry.spacing[1]);
  return normalised;
}

void check_mask(const cohort::Patient& patient, const imaging::SeriesVolume& image,
                const imaging::Volume& normalised, bool include_nodes, ImageFinding& finding) {
  auto annotation = cohort::load_annotation(patient, image);
  finding.annotation = to_string(annotation.kind);
  finding.primary_ml = volume_ml(annotation.mask, imaging::primary_tumour);
  finding.nodes_ml = volume_ml(annotation.mask, imaging::lymph_nodes);
  for (const auto& warning : annotation.warnings) finding.warnings.push_back(warning);
  for (const auto& name : annotation.ignored)  // free text: for the terminal alone
    log_info("patient {}: segment \"{}\" of the annotation is ignored", patient.id, name);
  finding.flip = find_flip(normalised, annotation.mask);
  if (!finding.flip.better.empty()) finding.warnings.push_back(finding.flip.warning());
  if (!include_nodes) leave_out_nodes(annotation.mask);
  measure_mask(annotation.mask, finding);
}

}  // namespace

ImageFinding check_image(const cohort::Patient& patient, const MaskRules& rules) {
  ImageFinding finding;
  finding.patient = patient.id;
  const auto image = cohort::load_image(patient);
  const auto& geometry = image.volume.geometry;
  finding.columns = geometry.size[0];
  finding.rows = geometry.size[1];
  finding.slices = geometry.size[2];
  finding.pixel_mm = geometry.spacing[0];
  finding.slice_mm = geometry.spacing[2];
  finding.angle_from_axial_deg = imaging::angle_from_axial(geometry);
  finding.warnings = image.warnings;
  finding.series = image.choice;
  finding.features = with_context("patient " + patient.id, [&] { return describe_image(image); });
  finding.voxels_sha256 = sha256_of(image.volume.voxels);
  finding.series_sha256 = sha256(image.series_uid);
  if (!image.frame_of_reference_uid.empty()) finding.frame_sha256 = sha256(image.frame_of_reference_uid);
  finding.slice_prints = slice_prints(image.volume);
  const auto normalised =
      with_context("patient " + patient.id, [&] { return measure_image(image.volume, finding); });
  if (!patient.outlined()) return finding;
  try {
    check_mask(patient, image, normalised, rules.include_nodes, finding);
  } catch (const Error& error) {
    if (!rules.leave_out_refused || error.kind() != ErrorKind::input) throw;
    finding.refused = without_file_names(error.what(), patient.mask);
    finding.warnings.push_back("the mask was left out: " + finding.refused);
  }
  return finding;
}

std::vector<ImageFinding> check_images(const std::vector<cohort::Patient>& patients, const MaskRules& rules,
                                       int threads, const fs::path& work) {
  std::map<std::string, std::string> problem_of;  // by patient
  std::mutex mutex;
  const auto results = for_each_patient(work, "checking images", patients, threads, [&](const auto& patient) {
    try {
      return to_json(check_image(patient, rules));
    } catch (const Error& error) {
      if (error.kind() == ErrorKind::interrupted) throw;
      const std::lock_guard lock(mutex);
      problem_of[patient.id] = error.what();
      return Json();
    }
  });
  std::vector<ImageFinding> findings;
  for (const auto& result : results) {
    findings.push_back(result.is_null() ? ImageFinding{} : finding_from_json(result, "findings of check"));
  }
  std::vector<std::string> problems;
  for (const auto& patient : patients) {
    if (const auto found = problem_of.find(patient.id); found != problem_of.end())
      problems.push_back(found->second);
  }
  for (auto& problem : twin_problems(findings)) problems.push_back(std::move(problem));
  if (problems.empty()) return findings;
  std::string message;
  for (const auto& problem : problems) message += "\n  " + problem;
  throw input_error(
      "{} problem(s) among {} patients; mend them or take their rows out of cohort.csv (masks alone: "
      "annotation.refused = \"leave_out\" in study.toml goes on without them):{}",
      problems.size(), patients.size(), message);
}

}  // namespace residuum::study
