#include "privacy/listing.h"

#include <algorithm>
#include <map>
#include <mutex>

#include "core/error.h"
#include "core/interrupt.h"
#include "core/parallel.h"

namespace residuum::privacy {
namespace {

constexpr std::size_t most_files = 1000000, most_lines = 20;

std::vector<fs::path> list(const fs::path& in, Outcome& outcome) {
  std::error_code code;
  if (!fs::exists(in, code)) throw input_error("{}: no such file or folder", in.string());
  if (fs::is_regular_file(in, code)) return {in};
  std::vector<fs::path> files;
  fs::recursive_directory_iterator entry(in, code), end;
  for (; !code && entry != end; entry.increment(code)) {
    std::error_code ignored;
    if (entry->is_symlink(ignored)) {
      ++outcome.links;
    } else if (entry->is_regular_file(ignored)) {
      files.push_back(entry->path());
    }
    if (files.size() > most_files) throw input_error("{}: more than {} files", in.string(), most_files);
  }
  if (code) throw input_error("{}: a folder cannot be listed ({})", in.string(), code.message());
  std::sort(files.begin(), files.end());
  return files;
}

[[noreturn]] void refuse(const std::vector<std::string>& problems, const std::string& remedy) {
  std::string text = fmt::format("{} file(s) cannot be de-identified{}:", problems.size(), remedy);
  for (std::size_t i = 0; i < std::min(problems.size(), most_lines); ++i) text += "\n  " + problems[i];
  if (problems.size() > most_lines) text += fmt::format("\n  and {} more", problems.size() - most_lines);
  throw Error(ErrorKind::input, text);
}

// A file that was exported twice is taken once.
std::vector<ScreenedFile> each_once(std::vector<ScreenedFile> files, Outcome& outcome) {
  std::map<std::string, const ScreenedFile*> seen;
  std::vector<ScreenedFile> once;
  once.reserve(files.size());  // `seen` points into it
  for (auto& file : files) {
    const auto [first, is_new] = seen.emplace(file.instance_uid, nullptr);
    if (is_new) {
      once.push_back(std::move(file));
      first->second = &once.back();
    } else if (sha256_of_file(file.path) == sha256_of_file(first->second->path)) {
      ++outcome.twice;
    } else {
      throw input_error("{} and {}: two different files of one SOP instance; remove the wrong one",
                        first->second->path.string(), file.path.string());
    }
  }
  return once;
}

}  // namespace

std::vector<ScreenedFile> files_to_take(const Request& request, Outcome& outcome) {
  const auto paths = list(request.in, outcome);
  std::vector<ScreenedFile> screened(paths.size());
  std::vector<std::string> damaged(paths.size());
  parallel_for(paths.size(), request.threads, [&](std::size_t i) {
    stop_if_interrupted();
    try {
      screened[i] = screen(paths[i]);
    } catch (const Error& error) {
      damaged[i] = error.what();
    }
  });
  std::vector<ScreenedFile> taken;
  std::vector<std::string> problems;
  bool burnt_in = false;
  for (std::size_t i = 0; i < paths.size(); ++i) {
    const auto& file = screened[i];
    const std::string shown =
        file.burnt_in.empty() || request.allow_burnt_in ? "" : "its pixels may show a name: " + file.burnt_in;
    if (!damaged[i].empty()) {
      problems.push_back(damaged[i]);
    } else if (file.kind != ScreenedFile::Kind::object) {
      ++(file.kind == ScreenedFile::Kind::directory ? outcome.directories : outcome.not_dicom);
    } else if (!file.refusal.empty() || !shown.empty()) {
      burnt_in |= file.refusal.empty();
      outcome.refused.push_back(paths[i].string() + ": " + (file.refusal.empty() ? shown : file.refusal));
    } else {
      taken.push_back(file);
    }
  }
  if (!problems.empty()) refuse(problems, "");
  if (!outcome.refused.empty() && !request.skip_refused) {
    refuse(outcome.refused,
           std::string("; --skip-refused leaves them out") +
               (burnt_in ? ", --allow-burnt-in takes those whose pixels were looked at" : ""));
  }
  if (taken.empty()) {
    throw input_error("{}: nothing to de-identify in {} file(s)", request.in.string(), paths.size());
  }
  return each_once(std::move(taken), outcome);
}

}  // namespace residuum::privacy
