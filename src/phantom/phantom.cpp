#include "phantom/phantom.h"

#include <fmt/core.h>

#include <algorithm>
#include <numeric>

#include "core/csv.h"
#include "core/error.h"
#include "core/interrupt.h"
#include "core/parallel.h"
#include "core/progress.h"
#include "phantom/study_writer.h"

namespace residuum::phantom {
namespace {

constexpr int most_patients = 100000;
constexpr std::uint64_t largest_seed = std::uint64_t{1} << 62;
constexpr int smallest_matrix = 64, largest_matrix = 1024, fewest_slices = 10, most_slices = 200;

void check(const fs::path& folder, const Options& options) {
  if (options.patients < 1 || options.patients > most_patients) {
    throw input_error("phantom: patients = {}: give 1 to {}", options.patients, most_patients);
  }
  if (options.labelled < 0 || options.labelled > options.patients) {
    throw input_error("phantom: labelled = {}: give 0 (the default share) to the number of patients, {}",
                      options.labelled, options.patients);
  }
  if (options.matrix < smallest_matrix || options.matrix > largest_matrix) {
    throw input_error("phantom: matrix = {}: give {} to {}", options.matrix, smallest_matrix, largest_matrix);
  }
  if (options.slices != 0 && (options.slices < fewest_slices || options.slices > most_slices)) {
    throw input_error("phantom: slices = {}: give 0 (20 to 28, as planned) or {} to {}", options.slices,
                      fewest_slices, most_slices);
  }
  if (options.seed > largest_seed) {
    throw input_error("phantom: seed = {}: give 0 to {}, the largest that study.toml can hold", options.seed,
                      largest_seed);
  }
  if (options.threads < 1) throw input_error("phantom: threads = {}: give 1 or more", options.threads);
  std::error_code code;
  if (fs::exists(folder, code) && (!fs::is_directory(folder, code) || !fs::is_empty(folder, code))) {
    throw input_error("{}: exists and is not an empty folder; give another or remove it", folder.string());
  }
}

// Which patients were outlined: a random subset.
std::vector<bool> choose_labelled(const Options& options) {
  const auto patients = static_cast<std::size_t>(options.patients);
  const int wanted = options.labelled > 0 ? options.labelled : std::max(12, options.patients / 5);
  std::vector<std::size_t> order(patients);
  std::iota(order.begin(), order.end(), std::size_t{0});
  Random random(options.seed, "phantom/labelled");
  random.shuffle(order);
  std::vector<bool> labelled(patients);
  for (std::size_t i = 0; i < std::min(patients, static_cast<std::size_t>(wanted)); ++i)
    labelled[order[i]] = true;
  return labelled;
}

std::string outcome_name(bool rt) {
  return rt ? "RT" : "NRT";
}

std::string cohort_csv(const std::vector<Record>& records, const std::vector<bool>& labelled,
                       std::uint64_t seed) {
  CsvTable table({"id", "regimen", "outcome", "series", "mask", "age", "sex", "ajcc_stage", "t_stage",
                  "n_stage", "ebv_dna", "diagnosis_date", "mr_date", "treatment_start", "radiotherapy_end",
                  "followup_mr_date"});
  for (std::size_t i = 0; i < records.size(); ++i) {
    const Record& r = records[i];
    const Dates dates = draw_dates(r, seed, i);
    table.add_row({r.id, regimens[r.regimen], outcome_name(r.rt[r.regimen]), "images/" + r.id,
                   labelled[i] ? "masks/" + r.id + ".nii.gz" : "", std::to_string(r.age), r.male ? "M" : "F",
                   r.stage_iva ? "IVA" : "III", fmt::format("T{}", r.t_stage), fmt::format("N{}", r.n_stage),
                   r.ebv_dna < 0 ? "" : fmt::format("{:.0f}", r.ebv_dna), dates.diagnosis, dates.mr,
                   dates.treatment_start, dates.radiotherapy_end, dates.followup_mr});
  }
  return table.to_string();
}

std::string truth_csv(const std::vector<Record>& records) {
  std::vector<std::string> columns = {"id"};
  for (const std::string regimen : regimens) {
    columns.push_back("p_rt_" + regimen);
    columns.push_back("rt_" + regimen);
  }
  for (const char* name : {"volume_ml", "necrotic_fraction", "heterogeneity"}) columns.emplace_back(name);
  CsvTable table(columns);
  for (const Record& record : records) {
    std::vector<std::string> row = {record.id};
    for (std::size_t r = 0; r < regimen_count; ++r) {
      row.push_back(fmt::format("{:.6f}", record.p_rt[r]));
      row.emplace_back(record.rt[r] ? "1" : "0");
    }
    row.push_back(fmt::format("{:.3f}", record.tumour.volume_ml));
    row.push_back(fmt::format("{:.4f}", record.tumour.necrotic_fraction));
    row.push_back(fmt::format("{:.4f}", record.tumour.heterogeneity));
    table.add_row(std::move(row));
  }
  return table.to_string();
}

std::string study_toml(std::uint64_t seed) {
  return fmt::format(R"(# A synthetic study; see docs/phantom.md
name = "phantom"
synthetic = true
regimens = ["CCRT", "IC+CCRT"]   # least toxic first
outcome_column = "outcome"
preset = "rigorous"
seed = {}

eligibility.stages = ["III", "IVA"]
eligibility.mr_date = "mr_date"
eligibility.treatment_start = "treatment_start"
eligibility.mr_within_days = 31
eligibility.outcome_mr_date = "followup_mr_date"
eligibility.radiotherapy_end = "radiotherapy_end"
eligibility.outcome_mr_months = [3, 6]
)",
                     seed);
}

constexpr const char* readme =
    R"(This study is SYNTHETIC. No image, name, date or outcome in it comes from a person.

It was computed by `residuum phantom`: head-and-neck MR with nasopharyngeal tumours, a patient table, and the
truth that no real study has. Nothing learnt from it may be used for a patient.

study.toml   settings of the study
cohort.csv   one row a patient, as a hospital would know it
images/      DICOM MR series, one folder a patient; some patients have a second series
masks/       outlines of some patients (1 primary tumour, 2 lymph nodes)
truth.csv    for each patient the true probability of residual tumour under each regimen (p_rt_), what would
             happen under each (rt_, 1 residual tumour), and what was drawn: volume, necrosis, heterogeneity

How all this is made is written in docs/phantom.md.
)";

void fill(const fs::path& folder, const Options& options) {
  const std::vector<bool> labelled = choose_labelled(options);
  const auto patients = static_cast<std::size_t>(options.patients);
  std::vector<Record> records(patients);
  write_file(folder / "README.txt", readme);
  {
    Progress progress("phantom", patients);
    parallel_for(patients, options.threads, [&](std::size_t i) {
      stop_if_interrupted();
      const Case one = draw_case(options.seed, i);
      records[i] = one.record;
      with_context("patient " + one.record.id, [&] {
        write_patient(folder, one, i, {options.matrix, options.slices, options.seed, labelled[i]});
      });
      progress.tick();
    });
  }
  write_file(folder / "truth.csv", truth_csv(records));
  write_file(folder / "cohort.csv", cohort_csv(records, labelled, options.seed));
  write_file(folder / "study.toml", study_toml(options.seed));
}

}  // namespace

void write_study(const fs::path& folder, const Options& options) {
  check(folder, options);
  const fs::path target = fs::weakly_canonical(folder);
  const fs::path unfinished = target.parent_path() / (".tmp-" + target.filename().string());
  std::error_code code;
  fs::remove_all(unfinished, code);  // of a run that was killed
  try {
    fill(unfinished, options);
    fs::rename(unfinished, target, code);
    if (code) throw failure("{}: cannot be written ({})", target.string(), code.message());
  } catch (...) {
    fs::remove_all(unfinished, code);
    throw;
  }
}

}  // namespace residuum::phantom
