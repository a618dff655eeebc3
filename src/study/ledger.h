// Which stages of a run are done, and of what. A stage is done again when its inputs, its settings or the
// program's version have changed, or one of its outputs is missing or altered; otherwise its files stand. The
// ledger also keeps run.json, which tells the state of the run from outside at any moment.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "core/json.h"
#include "study/run_folder.h"

namespace residuum::study {

class Ledger {
 public:
  // Takes the run's lock (released by the system when the program ends, however it ends) and clears away what
  // a killed run left half-written. `description` is what run.json says of the run as a whole; its "compute"
  // and "software" are noted with each stage done. Errors: input, when another process holds the lock;
  // failure, when the folder cannot be written.
  Ledger(RunFolder run, Json description);
  ~Ledger();
  Ledger(const Ledger&) = delete;
  Ledger& operator=(const Ledger&) = delete;

  // Runs `work` unless the stage is done with these `inputs`. `work` returns the files it made (absolute,
  // inside the run), whose hashes become the stage's digest: the input of later stages. A stage cut short
  // with the same inputs keeps its folder, with stages/NAME/work, so that it goes on from there; with others
  // it starts from nothing; when it is done, `work` goes. Results of other settings do not stay: tables,
  // figures and the report made of what this stage is about to make anew go at once, everything made of it
  // once its digest has changed. Returns the digest. Errors: those of `work`, with the stage's name in front.
  std::string stage(const std::string& name, const Json& inputs,
                    const std::function<std::vector<fs::path>()>& work);

  // Says of the run as a whole what was not known at first: replaces entries of the description.
  void describe(const Json& description);

  // Marks the whole run in run.json: "done", "failed" or "interrupted".
  void finish(const std::string& state);

  const RunFolder& run() const { return run_; }

 private:
  Json read_stage(const std::string& name) const;
  std::vector<std::string> dependents_of(const std::string& digest) const;
  void take_down_results(const std::string& digest) const;
  void forget_dependents(const std::string& digest) const;
  void remove_outputs(const Json& stage) const;
  void record();

  RunFolder run_;
  Json description_;
  int lock_ = -1;
};

}  // namespace residuum::study
