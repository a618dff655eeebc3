// What every stage is handed: where things lie, what was asked for, and the ledger.
#pragma once

#include <map>

#include "cohort/eligibility.h"
#include "nn/compute.h"
#include "study/ledger.h"
#include "study/settings.h"

namespace residuum::study {

struct Context {
  fs::path study;  // the folder with study.toml
  Settings settings;
  cohort::Cohort cohort;  // the eligible patients
  nn::Compute compute;
  Ledger& ledger;
  std::map<std::string, std::string> digests;  // of the stages behind us, by name
  cohort::Flow flow;                           // how the eligible patients were found

  const RunFolder& run() const { return ledger.run(); }
  const std::vector<cohort::Patient>& patients() const { return cohort.patients(); }
  bool include_nodes() const { return settings.rectangle.include_nodes; }
  fs::path cohort_table() const { return study / "cohort.csv"; }

  // Runs a stage and keeps its digest.
  void stage(const std::string& name, const Json& inputs,
             const std::function<std::vector<fs::path>()>& work) {
    digests[name] = ledger.stage(name, inputs, work);
  }
};

}  // namespace residuum::study
