// What a run is doing, from outside: run.json, the stages' records and what a stage keeps as it goes. Only
// reads. Whether a process works on the run is asked of its lock, which is touched for no longer than the
// question takes.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/json.h"

namespace residuum::study {

struct StageProgress {
  std::string unit;      // "patients" or "epochs"
  std::size_t done = 0;  // kept: they are not done again after a stop
  std::size_t total = 0;
  std::optional<double> seconds_left;  // at the pace so far
};

struct StageStatus {
  std::string name;
  std::string state;              // done, kept, running, waiting; failed, interrupted, killed
  std::string started, finished;  // UTC, ISO 8601; empty when not known
  std::optional<double> seconds, peak_memory_mib;
  std::optional<StageProgress> progress;
};

struct RunStatus {
  std::string run;  // the folder
  // starting, running, done, failed, interrupted (asked to stop) or killed (nobody works on it and it did not
  // say why it ended)
  std::string state;
  bool alive = false;  // a process works on it
  long process = 0;    // that works or worked on it, on its machine
  std::string version, started, finished;
  std::optional<double> seconds;  // since it started, or until it finished
  std::vector<StageStatus> stages;
  std::vector<std::string> notes;
};

// `run` is STUDY/runs/NAME. Errors: input, naming the file and the remedy, when there is no run or its
// run.json is damaged.
RunStatus read_status(const fs::path& run);

Json to_json(const RunStatus& status);
std::string to_text(const RunStatus& status);

// 0 done, 3 starting or running, 1 otherwise.
int exit_code(const RunStatus& status);

}  // namespace residuum::study
