// DICOM series from the disk. Slices are ordered by position along their normal, never by file name or
// InstanceNumber. Headers and native pixels are read by DCMTK, compressed ones decoded by GDCM: every
// transfer syntax it knows is read here.
#pragma once

#include <string>
#include <vector>

#include "core/file.h"
#include "imaging/volume.h"

namespace residuum::imaging {

// How the series was acquired. Numbers are NaN, texts empty, where absent. series_description is free text
// that a technologist typed: it is shown to tell series apart, and kept in no file.
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

// Where a slice came from: identifiers, for what refers to it (a segmentation object), never for an output.
struct SliceSource {
  fs::path file;
  std::size_t frame = 0;   // in the file, from 0
  std::size_t frames = 1;  // that the file has
  std::string sop_class_uid, sop_instance_uid;
};

struct SeriesVolume {
  Volume volume;
  Acquisition acquisition;
  std::string series_uid, frame_of_reference_uid;
  std::vector<SliceSource> sources;   // of each slice
  std::string choice;                 // "1 of 2 series: axial yes (3 degrees off); ...": why this one
  std::vector<std::string> warnings;  // what was odd and yet safe to read on
};

// All series of images below `folder` (or in the one file `folder` names), by SeriesInstanceUID. What is no
// DICOM image (a report, a presentation state, any other file) and links are passed over and counted in
// `skipped`. Errors: input, when the path is missing, a folder cannot be listed, a DICOM file is cut or
// damaged before its pixels, or no DICOM image is found.
std::vector<Series> find_series(const fs::path& folder, std::size_t* skipped = nullptr);

// The same of a list; none found is no error.
std::vector<Series> find_series(const std::vector<fs::path>& files, std::size_t* skipped = nullptr);

// Reads one series into a volume. Errors (input, naming file, field and remedy): not MR; no pixel data;
// truncated pixel data; not grey; mixed orientations or sizes; repeated positions; a missing slice; uneven
// spacing; not axial; geometry that is not finite or not positive; more than 2^29 voxels; a single slice
// without extent. A single slice with it is a volume of one slice. Enhanced multi-frame MR is read through
// its functional groups.
SeriesVolume read_series(const Series& series, const ReadOptions& options = {});

// Of several series the axial contrast-enhanced T1-weighted one. Rules, each with its evidence in words: MR;
// axial within the angle; contrast: ContrastBolusAgent present, or one of the words +C, C+, CE, GAD, GD,
// POST, CONTRAST in the description; T1: TR < 1000 ms with TE < 30 ms, or a word with T1 in the description
// or sequence name (words with T2, and FLAIR, DWI, ADC, STIR, LOC, SCOUT speak against).
struct SeriesChoice {
  std::size_t index = 0;
  std::vector<std::string> evidence;  // one line a series, with its description: chosen or not, and why
  std::string reason;                 // of the chosen one, without free text
  bool fits = false;                  // false: it is alone and taken as it is
};
// Errors: input, with the evidence, when none of several fits or two fit.
SeriesChoice choose_contrast_t1(const std::vector<Series>& series);

// find_series + choice (by `uid` when given) + read_series. A series taken although it does not meet the
// rules, and files passed over, are warnings.
SeriesVolume read_image(const fs::path& path, const std::string& uid = "", const ReadOptions& options = {},
                        std::vector<std::string>* evidence = nullptr);

// The same of the files of one series.
SeriesVolume read_files(const std::vector<fs::path>& files, const ReadOptions& options = {});

}  // namespace residuum::imaging
