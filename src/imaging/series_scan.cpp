// Which series lie in a folder.
#include <algorithm>
#include <map>

#include "core/error.h"
#include "core/parallel.h"
#include "imaging/dicom_header.h"

namespace residuum::imaging {
namespace {

struct Listing {
  std::vector<fs::path> files;
  std::size_t links = 0;
};

Listing list(const fs::path& folder) {
  Listing found;
  std::error_code code;
  fs::recursive_directory_iterator entry(folder, code), end;
  for (; !code && entry != end; entry.increment(code)) {
    std::error_code ignored;
    if (entry->is_symlink(ignored)) {
      ++found.links;
    } else if (entry->is_regular_file(ignored) && entry->path().filename() != "DICOMDIR") {
      found.files.push_back(entry->path());
    }
    if (found.files.size() > limits::files_below_a_folder) {
      throw input_error("{}: more than {} files; name the folder that holds the series", folder.string(),
                        limits::files_below_a_folder);
    }
  }
  if (code) {
    throw input_error("{}: a folder cannot be listed ({}); make it readable", folder.string(),
                      code.message());
  }
  return found;
}

}  // namespace

std::vector<Series> find_series(const std::vector<fs::path>& files, std::size_t* skipped) {
  std::vector<fs::path> in_order = files;
  std::sort(in_order.begin(), in_order.end());
  std::vector<FileIdentity> identities(in_order.size());
  parallel_for(in_order.size(), available_cores(),
               [&](std::size_t i) { identities[i] = read_identity(in_order[i]); });

  std::map<std::string, Series> by_uid;
  std::size_t left_out = 0;
  for (std::size_t i = 0; i < in_order.size(); ++i) {
    if (identities[i].series_uid.empty()) {
      ++left_out;
      continue;
    }
    auto& series = by_uid[identities[i].series_uid];
    if (series.files.empty()) {
      series.uid = identities[i].series_uid;
      series.acquisition = identities[i].acquisition;
    }
    series.files.push_back(in_order[i]);
  }
  if (skipped) *skipped = left_out;
  std::vector<Series> found;
  for (auto& [uid, series] : by_uid) found.push_back(std::move(series));
  return found;
}

std::vector<Series> find_series(const fs::path& folder, std::size_t* skipped) {
  std::error_code code;
  if (!fs::exists(folder, code)) throw input_error("{}: no such file or folder", folder.string());
  const Listing listing = fs::is_regular_file(folder, code) ? Listing{{folder}, 0} : list(folder);
  auto found = find_series(listing.files, skipped);
  if (skipped) *skipped += listing.links;
  if (found.empty()) {
    throw input_error(
        "{}: no DICOM image found in {} file(s){}; name the folder that holds the series", folder.string(),
        listing.files.size(),
        listing.links == 0 ? "" : fmt::format(" and {} link(s), which are not followed", listing.links));
  }
  return found;
}

}  // namespace residuum::imaging
