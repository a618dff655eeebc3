// Which series lie in a folder.
#include <dcmtk/oflog/oflog.h>

#include <algorithm>
#include <map>

#include "core/error.h"
#include "imaging/dicom_header.h"

namespace residuum::imaging {
namespace {

constexpr std::size_t max_files = 100000;

}  // namespace

std::vector<Series> find_series(const std::vector<fs::path>& files, std::size_t* skipped) {
  OFLog::configure(OFLogger::OFF_LOG_LEVEL);
  if (files.size() > max_files) {
    throw input_error("{} files, more than the {} that are read; name the patient's own folder", files.size(),
                      max_files);
  }
  std::vector<fs::path> in_order = files;
  std::sort(in_order.begin(), in_order.end());
  std::map<std::string, Series> by_uid;
  std::size_t left_out = 0;
  for (const auto& path : in_order) {
    const auto identity = read_identity(path);
    if (identity.series_uid.empty()) {
      ++left_out;
      continue;
    }
    auto& series = by_uid[identity.series_uid];
    if (series.files.empty()) {
      series.uid = identity.series_uid;
      series.acquisition = identity.acquisition;
    }
    series.files.push_back(path);
  }
  if (skipped) *skipped = left_out;
  std::vector<Series> found;
  for (auto& [uid, series] : by_uid) found.push_back(std::move(series));
  return found;
}

std::vector<Series> find_series(const fs::path& folder, std::size_t* skipped) {
  std::error_code code;
  if (!fs::exists(folder, code)) throw input_error("{}: no such file or folder", folder.string());
  std::vector<fs::path> files;
  if (fs::is_regular_file(folder, code)) {
    files.push_back(folder);
  } else {
    for (const auto& entry : fs::recursive_directory_iterator(folder, code)) {
      if (entry.is_symlink() || !entry.is_regular_file() || entry.path().filename() == "DICOMDIR") continue;
      files.push_back(entry.path());
      if (files.size() > max_files) break;
    }
    if (code) throw input_error("{}: cannot be listed ({})", folder.string(), code.message());
  }
  auto found = find_series(files, skipped);
  if (found.empty()) {
    throw input_error("{}: no DICOM image found in {} file(s); name the folder that holds the series",
                      folder.string(), files.size());
  }
  return found;
}

}  // namespace residuum::imaging
