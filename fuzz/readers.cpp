#include <exception>

#include "core/error.h"
#include "reader.h"
#include "temporary_folder.h"

namespace residuum::fuzz {

std::vector<Reader> readers() {
  return {dicom_series_reader(), dicom_enhanced_reader(), dicom_seg_reader(), rtstruct_reader(),
          nifti_reader(),        nifti_gz_reader(),       nrrd_reader(),      mha_reader(),
          cohort_csv_reader(),   study_toml_reader(),     run_json_reader(),  safetensors_reader(),
          pth_reader()};
}

std::string bytes_of(const std::string& file_name, const std::function<void(const fs::path&)>& write) {
  const test::TemporaryFolder folder;
  write(folder.path() / file_name);
  return read_file(folder.path() / file_name);
}

Verdict try_bytes(const Reader& reader, const std::string& bytes, std::string& message) {
  const test::TemporaryFolder folder;
  const fs::path file = folder.path() / reader.file_name;
  write_file(file, bytes);
  try {
    reader.read(file);
    return Verdict::read;
  } catch (const Error& error) {
    message = error.what();
    if (error.kind() != ErrorKind::input) return Verdict::defect;
    const bool names_it = message.find(folder.path().string()) != std::string::npos;
    if (!names_it) message = "does not name the file: " + message;
    return names_it ? Verdict::refused : Verdict::defect;
  } catch (const std::exception& error) {
    message = error.what();
  } catch (...) {
    message = "thrown, and no std::exception";
  }
  return Verdict::defect;
}

}  // namespace residuum::fuzz
