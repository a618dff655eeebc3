// A reader under hostile input: what the file is called, what valid files look like, and the reading. A new
// reader is one file here with a function of its own, and a line in readers.cpp.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "core/file.h"

namespace residuum::fuzz {

struct Reader {
  std::string name;                                 // "nifti"
  std::string file_name;                            // its ending may decide how it is read
  std::function<std::vector<std::string>()> seeds;  // valid files, which are then mutated
  std::function<void(const fs::path& file)> read;  // in a folder of its own; may throw Error{input}, no other
};

Reader dicom_series_reader();
Reader dicom_enhanced_reader();
Reader dicom_seg_reader();
Reader rtstruct_reader();
Reader nifti_reader();
Reader nifti_gz_reader();
Reader nrrd_reader();
Reader mha_reader();
Reader cohort_csv_reader();
Reader study_toml_reader();
Reader run_json_reader();
Reader safetensors_reader();
Reader pth_reader();

std::vector<Reader> readers();

// The file that `write` makes at the path it is given, as bytes.
std::string bytes_of(const std::string& file_name, const std::function<void(const fs::path&)>& write);

enum class Verdict { read, refused, defect };

// Reads the bytes as a file in a new folder. A defect, with its cause in `message`: anything thrown but an
// Error{input}, or one that does not name the file.
Verdict try_bytes(const Reader& reader, const std::string& bytes, std::string& message);

}  // namespace residuum::fuzz
