#include "privacy/deidentify.h"

#include <dcmtk/dcmdata/dctk.h>
#include <unistd.h>

#include <algorithm>
#include <mutex>
#include <tuple>

#include "core/error.h"
#include "core/interrupt.h"
#include "core/parallel.h"
#include "core/progress.h"
#include "imaging/dicom_items.h"
#include "imaging/dicom_save.h"
#include "privacy/listing.h"
#include "privacy/subjects.h"

namespace residuum::privacy {
namespace {

bool is_within(const fs::path& path, const fs::path& folder) {
  const auto inner = fs::weakly_canonical(fs::absolute(path)),
             outer = fs::weakly_canonical(fs::absolute(folder));
  return std::mismatch(outer.begin(), outer.end(), inner.begin(), inner.end()).first == outer.end();
}

void check_places(const Request& request) {
  const auto& out = request.out;
  std::error_code code;
  if (fs::exists(out, code) && !(fs::is_directory(out, code) && fs::is_empty(out, code))) {
    throw input_error("{}: exists and is not an empty folder; name another", out.string());
  }
  if (is_within(out, request.in)) {
    throw input_error("{}: lies within {}; name a folder outside", out.string(), request.in.string());
  }
  if (request.map.empty()) return;
  if (is_within(request.map, out)) {
    throw input_error("{}: the map tells who is who and must not lie within {}", request.map.string(),
                      out.string());
  }
  if (fs::exists(request.map, code)) {
    throw input_error("{}: exists; an older map may be the only way back, so name another file",
                      request.map.string());
  }
}

struct Task {
  const ScreenedFile* file;
  const Subject* subject;
  fs::path to;  // below OUT
};

// Series and files are numbered, so that no name of the input is in the output.
std::vector<Task> tasks_of(const std::vector<ScreenedFile>& files,
                           const std::map<std::string, Subject>& subjects, Outcome& outcome) {
  std::vector<Task> tasks;
  for (const auto& file : files) tasks.push_back({&file, &subjects.at(patient_of(file)), {}});
  std::sort(tasks.begin(), tasks.end(), [](const Task& a, const Task& b) {
    const auto order = [](const Task& task) {
      const auto& file = *task.file;
      return std::tie(task.subject->id, file.date, file.series_number, file.series_uid, file.instance_number,
                      file.instance_uid);
    };
    return order(a) < order(b);
  });
  std::string series, patient;
  int series_number = 0, file_number = 0;
  for (auto& task : tasks) {
    if (task.subject->id != patient) series_number = 0, series.clear();
    patient = task.subject->id;
    if (task.file->series_uid != series) {
      ++series_number;
      ++outcome.series;
      file_number = 0;
    }
    series = task.file->series_uid;
    task.to =
        fs::path(patient) / fmt::format("series-{}", series_number) / fmt::format("{:06}.dcm", ++file_number);
  }
  return tasks;
}

std::string transfer_syntax_of(const DcmDataset& data) {
  const DcmXfer syntax(data.getOriginalXfer());
  return syntax.getStreamCompression() == ESC_none ? syntax.getXferID()
                                                   : UID_LittleEndianExplicitTransferSyntax;
}

// The part of a file before its pixels, in which nothing of the original may be found.
std::string_view header_of(const std::string& bytes, DcmDataset& data, const std::string& syntax) {
  DcmElement* pixels = nullptr;
  if (data.findAndGetElement(DCM_PixelData, pixels).bad()) return bytes;
  const auto length = pixels->calcElementLength(DcmXfer(syntax.c_str()).getXfer(), EET_ExplicitLength);
  return std::string_view(bytes).substr(0, bytes.size() - std::min<std::size_t>(bytes.size(), length));
}

Tally edit_file(const Task& task, const Means& means, const fs::path& to) {
  DcmFileFormat format;
  if (format.loadFile(task.file->path.c_str()).bad() || format.loadAllDataIntoMemory().bad()) {
    throw input_error("{}: truncated or damaged; copy or export the file again", task.file->path.string());
  }
  auto& data = *format.getDataset();
  const bool image = data.tagExists(DCM_Rows);
  if (image && !data.tagExists(DCM_PixelData)) {
    throw input_error("{}: truncated or damaged (an image without PixelData); copy or export the file again",
                      task.file->path.string());
  }
  const auto identifiers = Identifiers::of(data);
  const auto syntax = transfer_syntax_of(data);
  auto tally = deidentify(data, means, *task.subject, identifiers);
  const auto bytes = imaging::dicom_bytes(data, imaging::text_of(data, DCM_SOPClassUID),
                                          imaging::text_of(data, DCM_SOPInstanceUID), syntax);
  if (identifiers.stand_in(header_of(bytes, data, syntax), task.subject->id)) {
    throw failure("{}: something of the patient would have stayed; the file is not written, please report it",
                  task.file->path.string());
  }
  write_file(to, bytes);
  return tally;
}

// Gone, with what is in it, unless it got its name.
class TemporaryOutput {
 public:
  explicit TemporaryOutput(const fs::path& out) : out_(fs::absolute(out).lexically_normal()) {
    if (!out_.has_filename()) out_ = out_.parent_path();  // "out/"
    path_ = out_.parent_path() / fmt::format(".tmp-{}-{}", ::getpid(), out_.filename().string());
    std::error_code code;
    fs::create_directories(path_, code);
    if (code) throw failure("{}: the folder cannot be made ({})", out.string(), code.message());
  }
  ~TemporaryOutput() {
    std::error_code code;
    fs::remove_all(path_, code);
  }
  TemporaryOutput(const TemporaryOutput&) = delete;
  TemporaryOutput& operator=(const TemporaryOutput&) = delete;

  const fs::path& path() const { return path_; }
  void take_name() {
    std::error_code code;
    fs::rename(path_, out_, code);
    if (code) throw failure("{}: cannot be written ({})", out_.string(), code.message());
  }

 private:
  fs::path out_, path_;
};

}  // namespace

Outcome deidentify_folder(const Request& request) {
  check_places(request);
  imaging::silence_dcmtk();
  const Key key = request.key.empty() ? Key::random() : Key::read(request.key);
  const Profile profile = Profile::read();
  Outcome outcome;
  const auto files = files_to_take(request, outcome);
  const auto subjects = subjects_of(files, request.ids, key);
  const auto tasks = tasks_of(files, subjects, outcome);
  outcome.files = tasks.size();
  outcome.patients = subjects.size();

  const Means means{profile, key, request.retained};
  TemporaryOutput output(request.out);
  Progress progress("de-identifying", tasks.size());
  std::mutex mutex;
  parallel_for(tasks.size(), request.threads, [&](std::size_t i) {
    stop_if_interrupted();
    const auto tally = edit_file(tasks[i], means, output.path() / tasks[i].to);
    progress.tick();
    const std::lock_guard lock(mutex);
    outcome.tally.add_file(tally);
  });
  if (!request.map.empty()) write_map(request.map, subjects, request.retained.shifted_dates);
  output.take_name();
  return outcome;
}

}  // namespace residuum::privacy
