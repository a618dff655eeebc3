#include "study/ledger.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <chrono>
#include <ctime>

#include "core/error.h"
#include "core/interrupt.h"
#include "core/log.h"

namespace residuum::study {
namespace {

std::string now() {
  const std::time_t time = std::time(nullptr);
  std::tm utc{};
  ::gmtime_r(&time, &utc);
  char text[32];
  std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &utc);
  return text;
}

int take_lock(const fs::path& root) {
  std::error_code code;
  fs::create_directories(root, code);
  const fs::path path = root / ".lock";
  const int lock = ::open(path.c_str(), O_CREAT | O_RDWR | O_CLOEXEC, 0644);
  if (lock < 0) throw failure("{}: cannot be written; is the folder writable?", path.string());
  if (::flock(lock, LOCK_EX | LOCK_NB) != 0) {
    ::close(lock);
    throw input_error("{}: another process works on this run; wait for it or name another with --name",
                      root.string());
  }
  return lock;
}

// The stage's record when it is there and readable; anything else counts as not there.
Json read_record(const fs::path& path) {
  try {
    return fs::exists(path) ? read_json(path) : Json::object();
  } catch (const Error&) {
    return Json::object();
  }
}

bool outputs_stand(const fs::path& root, const Json& record) {
  const Json outputs = record.value("outputs", Json::object());
  for (const auto& [path, hash] : outputs.items()) {
    if (!fs::is_regular_file(root / path) || sha256_of_file(root / path) != hash.get<std::string>())
      return false;
  }
  return true;
}

}  // namespace

Ledger::Ledger(RunFolder run, Json description)
    : run_(std::move(run)), description_(std::move(description)), lock_(take_lock(run_.root)) {
  description_["state"] = "running";
  description_["started"] = now();
  description_["stages"] = Json::array();
  record();
}

Ledger::~Ledger() {
  ::close(lock_);
}

std::string Ledger::stage(const std::string& name, const Json& inputs,
                          const std::function<std::vector<fs::path>()>& work) {
  stop_if_interrupted();
  const std::string key = sha256(inputs.dump());
  const fs::path folder = run_.stage(name);
  const fs::path path = folder / "stage.json";
  const Json before = read_record(path);
  const bool same_inputs = before.value("key", "") == key;
  if (same_inputs && before.value("state", "") == "done" && outputs_stand(run_.root, before)) {
    log_info("{}: nothing has changed, kept", name);
    description_["stages"].push_back({{"name", name}, {"state", "kept"}});
    record();
    return before.value("digest", "");
  }
  if (!same_inputs) fs::remove_all(folder);
  Json stage = {{"name", name}, {"key", key}, {"state", "running"}, {"started", now()}, {"inputs", inputs}};
  write_json(path, stage);
  description_["stages"].push_back({{"name", name}, {"state", "running"}});
  record();
  log_info("{}: started", name);

  const auto start = std::chrono::steady_clock::now();
  const auto outputs = with_context(name, work);
  Json hashes = Json::object();
  for (const auto& output : outputs) {
    hashes[fs::relative(output, run_.root).string()] = sha256_of_file(output);
  }
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  stage["state"] = "done";
  stage["finished"] = now();
  stage["seconds"] = seconds;
  stage["digest"] = sha256(hashes.dump());
  stage["outputs"] = std::move(hashes);
  write_json(path, stage);
  description_["stages"].back() = {{"name", name}, {"state", "done"}, {"seconds", seconds}};
  record();
  log_info("{}: done in {:.0f} s", name, seconds);
  return stage["digest"];
}

void Ledger::finish(const std::string& state, const std::string& message) {
  description_["state"] = state;
  description_["finished"] = now();
  if (!message.empty()) description_["message"] = message;
  record();
}

void Ledger::record() {
  write_json(run_.record(), description_);
}

}  // namespace residuum::study
