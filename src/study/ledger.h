// Which stages of a run are done, and of what. A stage is done again when its inputs or settings have changed
// or one of its outputs is missing or altered; otherwise its files stand. The ledger also keeps run.json,
// which tells the state of the run from outside at any moment.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "core/json.h"
#include "study/run_folder.h"

namespace residuum::study {

class Ledger {
 public:
  // Takes the run's lock (released by the system when the program ends, however it ends). `description` is
  // what run.json says of the run as a whole. Errors: input, when another process holds it.
  Ledger(RunFolder run, Json description);
  ~Ledger();
  Ledger(const Ledger&) = delete;
  Ledger& operator=(const Ledger&) = delete;

  // Runs `work` unless the stage is done with these `inputs`. `work` returns the files it made (absolute,
  // inside the run), whose hashes become the stage's digest: the input of later stages. A stage cut short
  // with the same inputs keeps its folder, so that training goes on from its checkpoint; with others it
  // starts from nothing. Returns the digest.
  std::string stage(const std::string& name, const Json& inputs,
                    const std::function<std::vector<fs::path>()>& work);

  // Marks the whole run in run.json: "done", "failed" or "interrupted".
  void finish(const std::string& state, const std::string& message = "");

  const RunFolder& run() const { return run_; }

 private:
  void record();

  RunFolder run_;
  Json description_;
  int lock_ = -1;
};

}  // namespace residuum::study
