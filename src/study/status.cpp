#include "study/status.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <ctime>

#include "core/error.h"
#include "core/version.h"
#include "learn/training_progress.h"
#include "study/patient_work.h"
#include "study/run_folder.h"

namespace residuum::study {
namespace {

constexpr const char* damaged = "the run's record is damaged, residuum run writes it anew";

// A lock that is shared leaves the run's own alone; it is given back at once.
bool somebody_works_on(const fs::path& root) {
  const int lock = ::open((root / ".lock").c_str(), O_RDONLY | O_CLOEXEC);
  if (lock < 0) return false;
  const bool taken = ::flock(lock, LOCK_SH | LOCK_NB) != 0;
  ::close(lock);
  return taken;
}

std::optional<double> seconds_since_1970(const std::string& utc) {
  std::tm time{};
  const char* end = ::strptime(utc.c_str(), "%Y-%m-%dT%H:%M:%SZ", &time);
  if (end == nullptr || *end != '\0') return std::nullopt;
  return static_cast<double>(::timegm(&time));
}

// Never negative: clocks are put back.
std::optional<double> seconds_between(const std::string& from, const std::string& to) {
  const auto start = seconds_since_1970(from);
  const auto end = to.empty() ? static_cast<double>(std::time(nullptr)) : seconds_since_1970(to);
  if (!start || !end) return std::nullopt;
  return std::max(0.0, *end - *start);
}

std::string text_in(const Json& record, const char* key) {
  const auto found = record.find(key);
  return found != record.end() && found->is_string() ? found->get<std::string>() : "";
}

std::optional<double> number_in(const Json& record, const char* key) {
  const auto found = record.find(key);
  return found != record.end() && found->is_number() ? std::optional(found->get<double>()) : std::nullopt;
}

struct Seen {
  Json record;
  bool alive = false;
};

// The record and the lock are two questions; asked until the record stood still between them.
Seen look_at(const fs::path& root, const fs::path& record) {
  constexpr int tries = 20;
  Seen seen;
  for (int i = 0; i < tries; ++i) {
    const std::string before = fs::exists(record) ? read_file(record) : "";
    seen.alive = somebody_works_on(root);
    const std::string after = fs::exists(record) ? read_file(record) : "";
    if (before != after) continue;
    if (after.empty() && !fs::exists(record)) return seen;
    seen.record = with_context(damaged, [&] { return read_json(record); });
    return seen;
  }
  throw failure("{}: changes too fast to be read; ask again", record.string());
}

std::optional<StageProgress> patients_done(const fs::path& work, const std::string& started) {
  const auto total = patients_in(work);
  if (!total) return std::nullopt;
  StageProgress progress{"patients", 0, *total, {}};
  const auto start = seconds_since_1970(started);
  std::size_t lately = 0;  // an earlier call's patients tell nothing of this one's pace
  std::error_code code;
  for (const auto& entry : fs::directory_iterator(work, code)) {
    if (entry.path().extension() != ".json" || entry.path().filename().string().starts_with(".")) continue;
    ++progress.done;
    std::error_code gone;
    const auto written = std::chrono::file_clock::to_sys(entry.last_write_time(gone));
    if (!gone && start && std::chrono::duration<double>(written.time_since_epoch()).count() >= *start)
      ++lately;
  }
  progress.done = std::min(progress.done, progress.total);
  const auto taken = seconds_between(started, "");
  if (lately > 0 && taken) {
    progress.seconds_left =
        *taken / static_cast<double>(lately) * static_cast<double>(progress.total - progress.done);
  }
  return progress;
}

// Of the training that went on last, where a stage holds several.
std::optional<StageProgress> epochs_done(const fs::path& work) {
  std::optional<learn::TrainingProgress> newest;
  fs::file_time_type written{};
  std::error_code code;
  for (const auto& entry : fs::recursive_directory_iterator(work, code)) {
    if (entry.path().extension() != ".safetensors") continue;
    const auto found = learn::read_training_progress(entry.path());
    std::error_code gone;
    const auto time = entry.last_write_time(gone);
    if (!found || gone || (newest && time < written)) continue;
    newest = found;
    written = time;
  }
  if (!newest) return std::nullopt;
  const auto& epochs = newest->history.epochs;
  StageProgress progress{"epochs", epochs.size(), static_cast<std::size_t>(std::max(newest->epochs, 0)), {}};
  double seconds = 0;
  for (const auto& epoch : epochs) seconds += epoch.seconds;
  if (!epochs.empty() && progress.total >= progress.done) {
    progress.seconds_left =
        seconds / static_cast<double>(epochs.size()) * static_cast<double>(progress.total - progress.done);
  }
  return progress;
}

// What the stage's own record adds to its line in run.json.
void complete(StageStatus& stage, const fs::path& folder) {
  Json record;
  try {
    record = read_json(folder / "stage.json");
  } catch (const Error&) {
    return;  // replaced or not there yet: run.json says enough
  }
  if (!record.is_object()) return;
  if (stage.started.empty()) stage.started = text_in(record, "started");
  if (stage.finished.empty() && text_in(record, "state") == "done")
    stage.finished = text_in(record, "finished");
  if (!stage.seconds) stage.seconds = number_in(record, "seconds");
  if (!stage.peak_memory_mib) stage.peak_memory_mib = number_in(record, "peak_memory_mib");
}

StageStatus stage_status(const RunFolder& run, const Json& line, const RunStatus& status) {
  StageStatus stage;
  stage.name = json_field<std::string>(line, "name", run.record().string());
  stage.state = json_field<std::string>(line, "state", run.record().string());
  if (stage.name.empty() || RunFolder::slug(stage.name) != stage.name) {
    throw input_error("{}: \"{}\" is no stage's name; residuum run writes the file anew",
                      run.record().string(), stage.name);
  }
  stage.started = text_in(line, "started");
  stage.finished = text_in(line, "finished");
  stage.seconds = number_in(line, "seconds");
  if (stage.state == "done" || stage.state == "kept") {
    complete(stage, run.stage(stage.name));
    return stage;
  }
  const fs::path work = run.stage(stage.name) / "work";
  stage.progress = epochs_done(work);
  if (!stage.progress) stage.progress = patients_done(work, stage.started);
  if (status.alive) {
    stage.seconds = seconds_between(stage.started, "");
  } else {
    if (stage.state == "running") stage.state = status.state;
    if (stage.progress) stage.progress->seconds_left.reset();
  }
  return stage;
}

void add_waiting(const RunFolder& run, const Json& record, RunStatus& status) {
  const auto plan = record.find("plan");
  if (plan == record.end()) {
    if (status.state != "done") status.notes.push_back("the record names no stages to come");
    return;
  }
  for (const auto& name : json_field<std::vector<std::string>>(record, "plan", run.record().string())) {
    const bool begun = std::any_of(status.stages.begin(), status.stages.end(),
                                   [&](const StageStatus& stage) { return stage.name == name; });
    if (!begun) status.stages.push_back({name, "waiting", {}, {}, {}, {}, {}});
  }
}

}  // namespace

RunStatus read_status(const fs::path& folder) {
  const RunFolder run{folder};
  if (!fs::is_directory(folder)) {
    throw input_error("{}: no such run; name STUDY/runs/NAME", folder.string());
  }
  const auto seen = look_at(folder, run.record());
  RunStatus status;
  status.run = folder.string();
  status.alive = seen.alive;
  const std::string where = run.record().string();
  if (seen.record.is_null()) {
    if (!seen.alive) throw input_error("{}: no such file; is the folder a run, STUDY/runs/NAME?", where);
    status.state = "starting";
    return status;
  }
  return with_context(damaged, [&] {
    status.state = json_field<std::string>(seen.record, "state", where);
    status.version = json_field<std::string>(seen.record, "version", where);
    status.started = json_field<std::string>(seen.record, "started", where);
    status.finished = text_in(seen.record, "finished");
    status.process = json_field<long>(seen.record, "process", where);
    if (status.state == "running" && !status.alive) status.state = "killed";
    if (status.alive || !status.finished.empty()) {
      status.seconds = seconds_between(status.started, status.finished);
    }
    if (status.version != version) {
      status.notes.push_back(fmt::format("written by residuum {}, this is {}: what is run again is done anew",
                                         status.version, version));
    }
    for (const auto& line : json_field<std::vector<Json>>(seen.record, "stages", where)) {
      status.stages.push_back(stage_status(run, line, status));
    }
    add_waiting(run, seen.record, status);
    return status;
  });
}

int exit_code(const RunStatus& status) {
  if (status.state == "done") return 0;
  return status.state == "running" || status.state == "starting" ? 3 : 1;
}

}  // namespace residuum::study
