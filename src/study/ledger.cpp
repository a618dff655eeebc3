#include "study/ledger.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cmath>
#include <map>
#include <thread>

#include "core/clock.h"
#include "core/error.h"
#include "core/interrupt.h"
#include "core/log.h"
#include "core/memory.h"
#include "core/version.h"

namespace residuum::study {
namespace {

int take_lock(const fs::path& root) {
  std::error_code code;
  fs::create_directories(root, code);
  if (code) throw cannot_be_written(root, code.value());
  const fs::path path = root / ".lock";
  const int lock = ::open(path.c_str(), O_CREAT | O_RDWR | O_CLOEXEC, 0644);
  if (lock < 0) throw cannot_be_written(path, errno);
  // `residuum status` shares the lock for the moment that its question takes.
  bool taken = false;
  for (int i = 0; i < 20 && !taken; ++i) {
    if (i > 0) std::this_thread::sleep_for(std::chrono::milliseconds(10));
    taken = ::flock(lock, LOCK_EX | LOCK_NB) == 0;
  }
  if (!taken) {
    ::close(lock);
    throw input_error("{}: another process works on this run; wait for it or name another with --name",
                      root.string());
  }
  return lock;
}

void sweep_temporaries(const fs::path& root) {
  std::vector<fs::path> left;
  std::error_code code;
  for (fs::recursive_directory_iterator entry(root, code), end; !code && entry != end;
       entry.increment(code)) {
    if (entry->path().filename().string().starts_with(".tmp-")) left.push_back(entry->path());
  }
  for (const auto& path : left) fs::remove(path, code);
}

// A field of a record that may be damaged: empty where it is not there or no text.
std::string text_in(const Json& record, const char* key) {
  const auto found = record.find(key);
  return found != record.end() && found->is_string() ? found->get<std::string>() : "";
}

Json object_in(const Json& record, const char* key) {
  const auto found = record.find(key);
  return found != record.end() && found->is_object() ? *found : Json::object();
}

// The files a record names, with their hashes. A record that was tampered with must not name files elsewhere.
std::map<std::string, std::string> outputs_of(const Json& stage) {
  std::map<std::string, std::string> outputs;
  const Json found = object_in(stage, "outputs");
  for (const auto& [path, hash] : found.items()) {
    const fs::path plain = fs::path(path).lexically_normal();
    if (plain.is_absolute() || *plain.begin() == "..") continue;
    outputs[plain.string()] = hash.is_string() ? hash.get<std::string>() : "";
  }
  return outputs;
}

bool outputs_stand(const fs::path& root, const Json& stage) {
  const auto outputs = outputs_of(stage);
  for (const auto& [path, hash] : outputs) {
    const bool there = fs::is_regular_file(root / path);
    if (there && hash == sha256_of_file(root / path)) continue;
    log_warning("{}: {} {} since it was made; it is made anew", text_in(stage, "name"), path,
                there ? "was altered" : "has gone");
    return false;
  }
  return !outputs.empty();
}

// Outputs that people read, quickly made again: whatever is no stage's own file and no model.
bool is_result(const std::string& path) {
  return !path.starts_with("stages/") && !path.starts_with("models/");
}

}  // namespace

Ledger::Ledger(RunFolder run, Json description)
    : run_(std::move(run)), description_(std::move(description)), lock_(take_lock(run_.root)) {
  sweep_temporaries(run_.root);
  description_["state"] = "running";
  description_["process"] = ::getpid();
  description_["started"] = utc_now();
  description_["stages"] = Json::array();
  record();
}

Ledger::~Ledger() {
  ::close(lock_);
}

// Anything that cannot be read counts as not there.
Json Ledger::read_stage(const std::string& name) const {
  try {
    const fs::path path = run_.stage(name) / "stage.json";
    const Json stage = fs::exists(path) ? read_json(path) : Json::object();
    return stage.is_object() ? stage : Json::object();
  } catch (const Error&) {
    return Json::object();
  }
}

// Stages that name the digest among their inputs, and those that name theirs.
std::vector<std::string> Ledger::dependents_of(const std::string& digest) const {
  std::vector<std::string> found;
  if (digest.empty()) return found;
  std::error_code code;
  for (const auto& entry : fs::directory_iterator(run_.root / "stages", code)) {
    const std::string name = entry.path().filename().string();
    const Json stage = read_stage(name);
    if (json_text(object_in(stage, "inputs")).find(digest) == std::string::npos) continue;
    found.push_back(name);
    for (auto& further : dependents_of(text_in(stage, "digest"))) found.push_back(std::move(further));
  }
  return found;
}

void Ledger::take_down_results(const std::string& digest) const {
  for (const auto& name : dependents_of(digest)) {
    for (const auto& [path, hash] : outputs_of(read_stage(name))) {
      std::error_code code;
      if (is_result(path)) fs::remove(run_.root / path, code);
    }
  }
}

void Ledger::forget_dependents(const std::string& digest) const {
  for (const auto& name : dependents_of(digest)) {
    remove_outputs(read_stage(name));
    fs::remove_all(run_.stage(name));
  }
}

void Ledger::remove_outputs(const Json& stage) const {
  for (const auto& [path, hash] : outputs_of(stage)) {
    std::error_code code;
    fs::remove(run_.root / path, code);
  }
}

std::string Ledger::stage(const std::string& name, const Json& inputs,
                          const std::function<std::vector<fs::path>()>& work) {
  stop_if_interrupted();
  const std::string key = sha256(json_text({{"program", version}, {"inputs", inputs}}));
  const fs::path folder = run_.stage(name);
  const fs::path path = folder / "stage.json";
  const Json before = read_stage(name);
  const std::string old_digest = text_in(before, "digest");
  const bool same_inputs = text_in(before, "key") == key;
  if (same_inputs && text_in(before, "state") == "done" && outputs_stand(run_.root, before)) {
    log_info("{}: nothing has changed, kept", name);
    fs::remove_all(folder / "work");
    description_["stages"].push_back({{"name", name},
                                      {"state", "kept"},
                                      {"finished", text_in(before, "finished")},
                                      {"digest", old_digest}});
    record();
    return old_digest;
  }
  take_down_results(old_digest);
  if (!same_inputs) {
    remove_outputs(before);
    fs::remove_all(folder);
  }
  Json stage = {{"name", name},         {"key", key},       {"state", "running"},
                {"started", utc_now()}, {"inputs", inputs}, {"digest", old_digest}};
  write_json(path, stage);
  description_["stages"].push_back({{"name", name}, {"state", "running"}, {"started", stage["started"]}});
  record();
  log_info("{}: started", name);

  forget_peak_memory();
  const auto start = std::chrono::steady_clock::now();
  const auto outputs = with_context(name, work);
  Json hashes = Json::object();
  for (const auto& output : outputs) {
    hashes[fs::relative(output, run_.root).string()] = sha256_of_file(output);
  }
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  stage["digest"] = sha256(json_text(hashes));
  if (text_in(stage, "digest") != old_digest) forget_dependents(old_digest);
  stage["state"] = "done";
  stage["finished"] = utc_now();
  stage["seconds"] = seconds;
  if (const auto peak = peak_memory_mib()) stage["peak_memory_mib"] = std::round(*peak);
  stage["program"] = version;
  stage["compute"] = text_in(description_, "compute");
  stage["software"] = object_in(description_, "software");
  stage["outputs"] = std::move(hashes);
  write_json(path, stage);
  fs::remove_all(folder / "work");
  description_["stages"].back() = {{"name", name},
                                   {"state", "done"},
                                   {"finished", stage["finished"]},
                                   {"seconds", seconds},
                                   {"digest", stage["digest"]}};
  record();
  log_info("{}: done in {:.0f} s", name, seconds);
  return stage["digest"];
}

void Ledger::describe(const Json& description) {
  description_.update(description);
  record();
}

void Ledger::finish(const std::string& state) {
  auto& stages = description_["stages"];
  if (!stages.empty() && stages.back()["state"] == "running") stages.back()["state"] = state;
  description_["state"] = state;
  description_["finished"] = utc_now();
  record();
}

void Ledger::record() {
  write_json(run_.record(), description_);
}

}  // namespace residuum::study
