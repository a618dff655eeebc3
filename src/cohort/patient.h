// Who is in the study and what is known of each: a row of cohort.csv.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/file.h"
#include "imaging/annotation.h"
#include "imaging/series.h"
#include "imaging/volume.h"

namespace residuum::cohort {

enum class Outcome {
  nrt,
  rt
};  // no residual tumour, residual tumour on the MR 3-6 months after radiotherapy

std::string to_string(Outcome outcome);  // "NRT", "RT"

struct Patient {
  std::string id;                  // the study's own id, never the hospital's
  std::string regimen;             // as given
  std::optional<Outcome> outcome;  // under the regimen given; empty when not known
  fs::path image;               // DICOM folder or file, absolute; empty where the series is named by its UID
  std::vector<fs::path> files;  // of the series named by its UID, absolute
  fs::path mask;                // empty when the patient was not outlined
  imaging::AnnotationNames annotation;            // which segments of a DICOM mask count (TableFormat)
  std::optional<double> age;                      // years
  std::string sex, ajcc_stage, t_stage, n_stage;  // as written, empty when missing
  std::map<std::string, std::string> covariates;  // every further column

  bool outlined() const { return !mask.empty(); }
};

struct TableFormat {
  std::vector<std::string> regimens;  // least toxic first
  std::string outcome_column = "outcome";
  imaging::AnnotationNames annotation{};
};

struct EligibilityRules;
struct Screening;

// All patients of a study. Only read_cohort makes one, and screen (eligibility.h) a smaller one before
// anything is divided: whatever divides patients takes a Cohort, so that a part of one (the test patients,
// say) cannot be divided again into something to fit on.
class Cohort {
 public:
  const std::vector<Patient>& patients() const { return patients_; }

  // The same patients, those of `ids` as if nobody had outlined them.
  Cohort without_outlines(const std::set<std::string>& ids) const;

 private:
  friend Cohort read_cohort(const fs::path& csv, const TableFormat& format);
  friend Screening screen(const Cohort& cohort, const EligibilityRules& rules);
  explicit Cohort(std::vector<Patient> patients) : patients_(std::move(patients)) {}
  std::vector<Patient> patients_;
};

// Reads cohort.csv, in the study folder. A series is a path from there, or a SeriesInstanceUID (digits and
// dots) that is looked for below images/, once for all patients. Errors: input, naming file, line and column:
// a missing column (id, regimen, the outcome column, series) or one nearly named as one of these, an empty or
// repeated id (case does not count), an id unfit for a file name, an unknown regimen or outcome, an age that
// is none, a path that is missing, absolute or leaves the study folder ("..", a link), a UID that is not
// found, the same path, UID or mask under two ids. (That two folders hold one series is found when they are
// read: study/image_check.h.)
Cohort read_cohort(const fs::path& csv, const TableFormat& format);

// The patient's image and mask. Errors carry the patient's id. REQUIRES of the mask: patient.outlined().
imaging::SeriesVolume load_image(const Patient& patient);
imaging::Mask load_mask(const Patient& patient, const imaging::Geometry& image);

// The mask with all that its file says, and a check that it was drawn on this series.
imaging::Annotation load_annotation(const Patient& patient, const imaging::SeriesVolume& image);

}  // namespace residuum::cohort
