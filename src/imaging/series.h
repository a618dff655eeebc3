// DICOM series from the disk. Slices are ordered by position along their normal, never by file name or
// InstanceNumber. Files are read by ITK/GDCM: every transfer syntax it reads is read here.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/file.h"
#include "imaging/volume.h"

namespace residuum::imaging {

// How the series was acquired. No field here identifies a patient. Numbers are NaN, texts empty, where
// absent.
struct Acquisition {
  std::string modality, manufacturer, model, series_description, sequence_name, scanning_sequence,
      contrast_agent;
  double field_strength_t, repetition_time_ms, echo_time_ms, inversion_time_ms, flip_angle_deg,
      slice_thickness_mm;
};

// One SeriesInstanceUID in a folder (files of other image sizes or orientations included: reading says so).
struct Series {
  std::string uid;
  std::vector<fs::path> files;  // in name order; several frames may be in one file
  Acquisition acquisition;
};

struct ReadOptions {
  double max_angle_from_axial_deg = 30;  // oblique neck series are tilted by up to some 25 degrees
  double max_spacing_deviation = 0.05;   // of the median distance between slices, before it is an error
  bool require_axial = true;
};

struct SeriesVolume {
  Volume volume;
  Acquisition acquisition;
  std::string series_uid;
  std::vector<std::string> warnings;  // what was odd and yet safe to read on
};

// All series below `folder` (or in the one file `folder` names), by SeriesInstanceUID. Files that are not
// DICOM are skipped and counted in `skipped`. Errors: input, when the path is missing or no DICOM image is
// found.
std::vector<Series> find_series(const fs::path& folder, std::size_t* skipped = nullptr);
std::vector<Series> find_series(const std::vector<fs::path>& files, std::size_t* skipped = nullptr);

// Reads one series into a volume. Errors (input, naming file, field and remedy): not MR; no pixel data;
// truncated pixel data; mixed orientations or sizes; repeated positions; a missing slice; uneven spacing; not
// axial; geometry that is not finite or not positive; a single slice without geometry is refused, a single
// slice with it is a volume of one slice. Enhanced multi-frame MR is read through its functional groups.
SeriesVolume read_series(const Series& series, const ReadOptions& options = {});

// Of several series the axial contrast-enhanced T1-weighted one. Rules, each with its evidence in words:
// MR; axial within the angle; contrast: ContrastBolusAgent present, or "+C", "CE", "GAD", "POST", "C+" as a
// word of the description; T1: TR < 1000 ms with TE < 30 ms, or "T1" in the description or sequence name
// (a description that says T2, FLAIR, DWI, ADC, STIR or LOC speaks against).
struct SeriesChoice {
  std::size_t index = 0;
  std::vector<std::string> evidence;  // one line a series: chosen or not, and why
};
// Errors: input, with the evidence, when none fits or two fit. One series alone is taken as it is, its
// evidence saying which rules it does not meet.
SeriesChoice choose_contrast_t1(const std::vector<Series>& series);

// find_series + choice (by `uid` when given) + read_series.
SeriesVolume read_image(const fs::path& path, const std::string& uid = "", const ReadOptions& options = {},
                        std::vector<std::string>* evidence = nullptr);

}  // namespace residuum::imaging
