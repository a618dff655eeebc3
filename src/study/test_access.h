// When test patients' outcomes (or outlines) were looked at. A test cohort is good for one honest look:
// whatever is changed after it may have been changed because of it. The record grows only: a stage that is
// done again with other settings or models adds a line, the same stage gone through again (after a crash,
// say) does not. Times stand in runs/NAME/test_access.json and in the report alone; no result and no hash
// hangs on them.
#pragma once

#include <string>
#include <vector>

#include "report/document.h"
#include "study/run_folder.h"

namespace residuum::study {

struct TestAccess {
  std::string stage, purpose;  // "against which outcomes what was held"
  std::size_t patients = 0;
  std::string time;    // UTC, of the beginning
  std::string inputs;  // hash of the stage's inputs: what tells one look from the next
};

fs::path test_access_file(const RunFolder& run);

// To be called before the look. `inputs`: the stage's, as the ledger is given them. Nothing is added for 0
// patients. Errors: input, where the record cannot be read; failure, where it cannot be written.
void record_test_access(const RunFolder& run, const std::string& stage, const Json& inputs,
                        std::size_t patients, const std::string& purpose);

// How many patients predictions.csv is of. Errors: as read_predictions.
std::size_t test_patients_of(const fs::path& predictions);

// In the order of the looks; none where there is no record. Errors: input, naming file and field.
std::vector<TestAccess> read_test_access(const RunFolder& run);

// For the run's record, one entry a stage in the order of its first look:
// {stage, purpose, patients (of the last look), times: [...]}.
Json summarise_test_access(const std::vector<TestAccess>& looks);

// The most looks of any stage; 0 where nobody looked. `summary` as summarise_test_access gives it.
std::size_t most_looks(const Json& summary);

// For the report: stage, patients, what for, when first and how often.
report::Details test_access_details(const Json& summary);

}  // namespace residuum::study
