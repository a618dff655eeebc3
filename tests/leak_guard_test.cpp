// Leakage is the first sin: ways to let test patients into what is fitted, chosen or calibrated, each
// refused. What the compiler refuses is asked of the real functions' types; what can be known only when the
// data are there is tried with the real stages and the real program. docs/methods.md, "No leakage", lists
// them.
#include <gtest/gtest.h>

#include <algorithm>
#include <regex>
#include <set>
#include <type_traits>

#include "cohort/leak_door.h"
#include "cohorts.h"
#include "core/csv.h"
#include "core/json.h"
#include "dicom_series.h"
#include "expect_error.h"
#include "outcome/baseline.h"
#include "outcome/novelty.h"
#include "outcome/out_of_fold.h"
#include "outcome/outcome.h"
#include "segmentation/leak.h"
#include "study/baselines.h"
#include "study/envelope.h"
#include "study/run_record.h"
#include "study/stages.h"
#include "tiny_study.h"

namespace residuum {
namespace {

using cohort::Cohort, cohort::LeakedCohort, cohort::Patient, cohort::TestCohort, cohort::TrainingCohort;

// Whether a function has a parameter of type T, by value or reference.
template <class T, class Function>
struct HasParameter;
template <class T, class Result, class... Parameters>
struct HasParameter<T, Result(Parameters...)>
    : std::bool_constant<(std::is_same_v<std::remove_cvref_t<Parameters>, T> || ...)> {};

// Takes training patients, and has no parameter by which others could come along.
template <class Function>
constexpr bool fits_on_training_patients_alone =
    HasParameter<TrainingCohort, Function>::value && !HasParameter<TestCohort, Function>::value &&
    !HasParameter<LeakedCohort, Function>::value && !HasParameter<Cohort, Function>::value &&
    !HasParameter<cohort::Split, Function>::value && !HasParameter<std::vector<Patient>, Function>::value;

template <class From, class To>
constexpr bool can_become =
    std::is_constructible_v<To, From> || std::is_convertible_v<From, To> || std::is_assignable_v<To&, From>;

template <class T>
constexpr bool is_a_way_into_training = can_become<T, TrainingCohort> || can_become<const T&, TrainingCohort>;

// 32 training and 8 test patients of one regimen.
cohort::Split small_split() {
  return cohort::split_patients(test::make_cohort(40), 0.2, 1);
}

TEST(LeakGuard, FittingOnTheTestCohort) {
  EXPECT_TRUE(fits_on_training_patients_alone<decltype(segmentation::train)>);
  EXPECT_TRUE(fits_on_training_patients_alone<decltype(outcome::train)>);
  EXPECT_TRUE(fits_on_training_patients_alone<decltype(segmentation::measure_leak)>);
  EXPECT_TRUE(fits_on_training_patients_alone<decltype(outcome::Novelty::fit)>);
  EXPECT_FALSE(is_a_way_into_training<TestCohort>);
  EXPECT_TRUE(is_a_way_into_training<TrainingCohort>);  // the question itself can be answered with yes
  EXPECT_FALSE(fits_on_training_patients_alone<decltype(cohort::split_patients)>);
}

TEST(LeakGuard, MakingATrainingCohortOfTestPatients) {
  EXPECT_FALSE(is_a_way_into_training<std::vector<Patient>>);
  EXPECT_FALSE(is_a_way_into_training<Patient>);
  EXPECT_FALSE(std::is_default_constructible_v<TrainingCohort>);  // to be filled afterwards
  EXPECT_FALSE(
      (std::is_assignable_v<decltype(std::declval<TrainingCohort&>().patients()), std::vector<Patient>>));
  // Its own parts hold its own patients alone.
  const auto split = small_split();
  std::set<std::string> tested;
  for (const auto& patient : split.test.patients()) tested.insert(patient.id);
  auto parts = split.training.folds(4, 1);
  parts.push_back(split.training.hold_out(0.3, 1));
  parts.push_back({split.training.subset([](const auto&) { return true; }), split.training});
  for (const auto& [fitting, validation] : parts) {
    for (const auto* part : {&fitting, &validation}) {
      for (const auto& patient : part->patients()) EXPECT_FALSE(tested.contains(patient.id)) << patient.id;
    }
  }
}

TEST(LeakGuard, SplittingTheTestCohortAgain) {
  EXPECT_TRUE((HasParameter<Cohort, decltype(cohort::split_patients)>::value));
  EXPECT_TRUE((HasParameter<Cohort, decltype(cohort::read_split)>::value));
  EXPECT_FALSE((can_become<TestCohort, Cohort>));
  EXPECT_FALSE((can_become<std::vector<Patient>, Cohort>));
  EXPECT_FALSE((can_become<LeakedCohort, Cohort>));
  EXPECT_FALSE(std::is_default_constructible_v<Cohort>);
}

// Epochs are chosen inside the trainings; that these have no parameter for other patients is asked above.
TEST(LeakGuard, ChoosingTheEpochByTestAccuracyUnderAnotherPresetThanCode) {
  const auto split = small_split();
  for (const char* preset : {"rigorous", "paper"}) {
    test::expect_error([&] { cohort::open_leak_door(split.test, preset, "epoch chosen"); },
                       {"epoch chosen on test patients", preset, "refused"});
  }
}

// Even under `code` test patients are looked at, never learnt from, and what comes of it is marked.
TEST(LeakGuard, LearningFromWhatTheLeakDoorLetsOut) {
  EXPECT_FALSE(is_a_way_into_training<LeakedCohort>);
  EXPECT_FALSE((can_become<LeakedCohort, TestCohort>));
  EXPECT_FALSE((std::is_constructible_v<outcome::OutOfFold, LeakedCohort, std::map<std::string, double>>));
  EXPECT_FALSE((std::is_constructible_v<LeakedCohort, std::vector<Patient>, std::string>));  // another door
  EXPECT_EQ(cohort::open_leak_door(small_split().test, "code", "epoch chosen").mark(),
            "LEAKED: epoch chosen on test patients, as the published scripts do");
}

template <class T>
concept TakesFeatures = requires(T made, study::ImageFeatures features) {
  made.add(features);
};

TEST(LeakGuard, NormalisingWithTestPatients) {
  EXPECT_TRUE(fits_on_training_patients_alone<decltype(study::Envelope::of)>);
  EXPECT_FALSE(TakesFeatures<study::Envelope>) << "anybody's image could widen the envelope";
  EXPECT_FALSE(std::is_default_constructible_v<study::Envelope>);
  // How clinical columns are scaled is decided on training patients, though all patients' are scaled.
  EXPECT_TRUE((HasParameter<TrainingCohort, decltype(study::clinical_numbers)>::value));
  EXPECT_FALSE((std::is_invocable_v<decltype(study::clinical_numbers), std::vector<Patient>, TestCohort>));
}

TEST(LeakGuard, FittingABaselineOnTheTestCohort) {
  EXPECT_TRUE(fits_on_training_patients_alone<decltype(outcome::Baseline::fit)>);
  EXPECT_FALSE((std::is_invocable_v<decltype(outcome::Baseline::fit), TestCohort, outcome::PatientNumbers,
                                    std::vector<std::string>, outcome::BaselineOptions>));
}

TEST(LeakGuard, ChoosingTheThresholdOnTestPatients) {
  using Probabilities = std::map<std::string, double>;
  EXPECT_TRUE((std::is_constructible_v<outcome::OutOfFold, TrainingCohort, Probabilities>));
  EXPECT_FALSE((std::is_constructible_v<outcome::OutOfFold, TestCohort, Probabilities>));
  EXPECT_FALSE((std::is_constructible_v<outcome::OutOfFold, std::vector<Patient>, Probabilities>));
  // Nor do test patients come in among the training patients' numbers.
  const auto split = small_split();
  Probabilities probabilities;
  for (const auto& patient : split.training.patients()) probabilities[patient.id] = 0.5;
  EXPECT_EQ(outcome::OutOfFold(split.training, probabilities).outcomes().size(), 32u);
  const auto& tested = split.test.patients().front().id;
  probabilities[tested] = 0.9;
  test::expect_error([&] { outcome::OutOfFold(split.training, probabilities); },
                     {"patient " + tested + " is none"});
}

// The functions of `stats` that choose and calibrate know no patients. Outside it they are called where the
// patients are known to be training patients, and nowhere else.
TEST(LeakGuard, CalibratingOrChoosingOnBareNumbersElsewhere) {
  const std::regex choice(
      "\\b(youden_threshold|threshold_at_sensitivity|threshold_at_specificity|fit_recalibration)"
      "\\s*\\(");
  const std::set<std::string> at_home{"src/outcome/out_of_fold.h", "src/outcome/out_of_fold.cpp",
                                      "src/outcome/train.cpp"};
  std::set<std::string> callers;
  const fs::path root = RESIDUUM_SOURCE_DIR;
  for (const char* folder : {"src", "cmd"}) {
    for (const auto& entry : fs::recursive_directory_iterator(root / folder)) {
      const auto name = fs::relative(entry.path(), root).string();
      const bool source = name.ends_with(".h") || (name.ends_with(".cpp") && !name.ends_with("_test.cpp"));
      if (source && !name.starts_with("src/stats/") && std::regex_search(read_file(entry.path()), choice))
        callers.insert(name);
    }
  }
  EXPECT_TRUE(callers.contains("src/outcome/out_of_fold.cpp")) << "the search finds nothing";
  for (const auto& name : callers) EXPECT_TRUE(at_home.contains(name)) << name;
}

TEST(LeakGuard, CalibratingOnTestPatients) {
  using Calibrate = decltype(&outcome::OutOfFold::recalibration);
  EXPECT_TRUE((std::is_invocable_v<Calibrate, outcome::OutOfFold, stats::RecalibrationMethod>));
  EXPECT_FALSE((std::is_invocable_v<Calibrate, TestCohort, stats::RecalibrationMethod>));
  EXPECT_FALSE((can_become<TestCohort, outcome::OutOfFold>));
}

// A phantom on disk, two of whose patients are named: one in training, one in test.
class LeakGuardIntegration : public testing::Test {
 protected:
  LeakGuardIntegration() : tiny_(test::light_networks) {
    // Not outlined: a mask would not fit another's images.
    const auto split = read();
    const auto& training = split.training.patients();
    trained_ =
        *std::find_if(training.begin(), training.end(), [](const auto& one) { return !one.outlined(); });
    const auto& tests = split.test.patients();
    tested_ = *std::find_if(tests.begin(), tests.end(), [&](const Patient& one) {
      return !one.outlined() && one.regimen == trained_.regimen && one.outcome == trained_.outcome;
    });
  }

  fs::path study() const { return tiny_.study(); }
  fs::path images(const Patient& patient) const { return study() / "images" / patient.id; }

  cohort::Split read() const {
    const auto settings = study::read_settings(study() / "study.toml");
    return cohort::split_patients(cohort(settings), settings.test_fraction, settings.seed);
  }
  Cohort cohort(const study::Settings& settings) const {
    return cohort::screen(cohort::read_cohort(study() / "cohort.csv", settings.table), settings.eligibility)
        .eligible;
  }

  void expect_refused(const std::string& what) const {
    const auto checked = test::residuum_command("check " + tiny_.study());
    EXPECT_EQ(checked.exit_code, 2);
    const std::string first = std::min(trained_.id, tested_.id), second = std::max(trained_.id, tested_.id);
    EXPECT_NE(checked.output.find("patients " + first + " and " + second + " have " + what),
              std::string::npos)
        << checked.output;
    EXPECT_NE(checked.output.find("1 problem(s) among"), std::string::npos) << checked.output;
  }

  // The training patient's images stand as the test patient's, too, as `change` leaves them.
  void copy_images(const std::function<void(DcmDataset&)>& change) const {
    fs::remove_all(images(tested_));
    fs::copy(images(trained_), images(tested_), fs::copy_options::recursive);
    for (const auto& entry : fs::recursive_directory_iterator(images(tested_))) {
      if (entry.is_regular_file()) imaging::fixture::edit(entry.path(), change);
    }
  }

  // The stages up to the split, as `run` goes through them.
  void split() const {
    const auto settings = study::read_settings(study() / "study.toml");
    study::Ledger ledger({tiny_.run()}, study::describe_run(settings, {}));
    study::Context context{study(), settings, cohort(settings), {}, ledger, {}, {}};
    check_stage(context);
    split_stage(context);
  }
  fs::path splits() const { return tiny_.run() / "stages" / "split" / "splits.csv"; }

  // Patients' parts edited; with `record`, its hash in the stage's record, too.
  void edit_split(const std::map<std::string, std::string>& parts, bool twice, bool record) const {
    const auto before = CsvTable::read(splits());
    CsvTable after(before.columns());
    for (std::size_t row = 0; row < before.row_count(); ++row) {
      std::vector<std::string> cells;
      for (const auto& column : before.columns()) cells.push_back(before.cell(row, column));
      const auto found = parts.find(before.cell(row, "patient"));
      if (found != parts.end() && twice) after.add_row(cells);
      if (found != parts.end()) cells.back() = found->second;
      after.add_row(cells);
    }
    const auto old_hash = sha256_of_file(splits());
    after.write(splits());
    if (!record) return;
    const auto path = splits().parent_path() / "stage.json";
    auto text = read_file(path);
    text.replace(text.find(old_hash), old_hash.size(), sha256_of_file(splits()));
    write_file(path, text);
  }

  test::TinyStudy tiny_;
  Patient trained_, tested_;
};

void put(DcmDataset& data, const DcmTagKey& tag, const std::string& value) {
  imaging::fixture::set(data, tag, value);
}

// As a picture archive exports them again: every UID, name and number new.
void with_new_identity(DcmDataset& data) {
  for (const auto& tag :
       {DCM_SOPInstanceUID, DCM_SeriesInstanceUID, DCM_StudyInstanceUID, DCM_FrameOfReferenceUID}) {
    OFString uid;
    data.findAndGetOFString(tag, uid);
    put(data, tag, imaging::make_uid(uid.c_str() + std::string(" exported again")));
  }
  put(data, DCM_PatientName, "OTHER^NAME");
  put(data, DCM_PatientID, "OTHER");
}

TEST_F(LeakGuardIntegration, NothingIsRefusedWhereNobodyCheats) {
  const auto checked = test::residuum_command("check " + tiny_.study());
  EXPECT_EQ(checked.exit_code, 0) << checked.output;
}

TEST_F(LeakGuardIntegration, OneSeriesUnderTwoIds) {
  // Other pixels, so that the series' UID alone can tell.
  for (const auto& entry : fs::recursive_directory_iterator(images(tested_))) {
    if (!entry.is_regular_file()) continue;
    const auto series = entry.path().parent_path().filename();
    const auto of_trained = images(trained_) / series;
    if (!fs::exists(of_trained)) continue;
    OFString uid;
    imaging::fixture::edit(imaging::fixture::files_in(of_trained).front(),
                           [&](DcmDataset& data) { data.findAndGetOFString(DCM_SeriesInstanceUID, uid); });
    imaging::fixture::edit(entry.path(),
                           [&](DcmDataset& data) { put(data, DCM_SeriesInstanceUID, uid.c_str()); });
  }
  expect_refused("images of one series");
}

TEST_F(LeakGuardIntegration, OneExaminationUnderTwoIds) {
  OFString frame;
  for (const auto* patient : {&trained_, &tested_}) {
    for (const auto& entry : fs::recursive_directory_iterator(images(*patient))) {
      if (!entry.is_regular_file()) continue;
      imaging::fixture::edit(entry.path(), [&](DcmDataset& data) {
        if (frame.empty()) data.findAndGetOFString(DCM_FrameOfReferenceUID, frame);
        put(data, DCM_FrameOfReferenceUID, frame.c_str());
      });
    }
  }
  expect_refused("images of one examination");
}

TEST_F(LeakGuardIntegration, TheSamePixelsUnderTwoIds) {
  copy_images([](DcmDataset&) {});
  expect_refused("the same image, voxel for voxel");
}

TEST_F(LeakGuardIntegration, TheSamePixelsExportedAgainWithNewUids) {
  copy_images(with_new_identity);
  expect_refused("the same image, voxel for voxel");
}

TEST_F(LeakGuardIntegration, TheSamePixelsExportedAgainWithOtherGreyValues) {
  copy_images([](DcmDataset& data) {
    with_new_identity(data);
    put(data, DCM_RescaleSlope, "0.5");
    put(data, DCM_RescaleIntercept, "13");
  });
  expect_refused(std::to_string(imaging::read_image(images(trained_)).volume.geometry.size[2]) +
                 " slice(s) in common");
}

TEST_F(LeakGuardIntegration, ASplitEditedToMoveAPatient) {
  split();
  const auto drawn = read_file(splits());
  const std::map<std::string, std::string> exchanged{{trained_.id, "test"}, {tested_.id, "training"}};
  edit_split(exchanged, false, false);
  ASSERT_NE(read_file(splits()), drawn);
  split();
  EXPECT_EQ(read_file(splits()), drawn) << "the edited split was kept";
  // With its hash in the record edited, too.
  edit_split(exchanged, false, true);
  test::expect_error([&] { split(); }, {"splits.csv", "drawn, not chosen"});
}

TEST_F(LeakGuardIntegration, ASplitEditedToHoldAPatientInBothParts) {
  split();
  const auto drawn = read_file(splits());
  edit_split({{trained_.id, "test"}}, true, false);
  split();
  EXPECT_EQ(read_file(splits()), drawn) << "the edited split was kept";
  edit_split({{trained_.id, "test"}}, true, true);
  test::expect_error([&] { split(); },
                     {"splits.csv", "patient " + trained_.id + " stands in the split twice"});
}

// What is learnt, chosen, scaled and calibrated does not hang on what test patients look like, on which
// outcome goes with which image, on their outlines or their laboratory values: all of these are exchanged
// among them, and every model is the same to the byte. A leak anywhere, whatever its way, would show here.
class LeakGuardSlow : public testing::Test {
 protected:
  // All but id, regimen and outcome, from one test patient to the next; then the EBV DNA of all of them.
  static void exchange(const fs::path& csv, const std::set<std::string>& tested) {
    const auto before = CsvTable::read(csv);
    std::vector<std::size_t> rows;
    for (std::size_t row = 0; row < before.row_count(); ++row) {
      if (tested.contains(before.cell(row, "id"))) rows.push_back(row);
    }
    std::stable_sort(rows.begin(), rows.end(),
                     [&](auto a, auto b) { return before.cell(a, "outcome") < before.cell(b, "outcome"); });
    std::map<std::size_t, std::size_t> from;
    for (std::size_t i = 0; i < rows.size(); ++i) from[rows[i]] = rows[(i + rows.size() / 2) % rows.size()];
    CsvTable after(before.columns());
    for (std::size_t row = 0; row < before.row_count(); ++row) {
      std::vector<std::string> cells;
      for (const auto& column : before.columns()) {
        const bool own = column == "id" || column == "regimen" || column == "outcome";
        const bool exchanged = from.contains(row) && !own;
        cells.push_back(before.cell(exchanged ? from.at(row) : row, column));
        if (exchanged && column == "ebv_dna") cells.back() = "90000000";
      }
      after.add_row(std::move(cells));
    }
    after.write(csv);
  }

  // Without how long each epoch took.
  static Json without_times(Json value) {
    if (value.is_object()) {
      value.erase("seconds");
      value.erase("waiting_share");
    }
    for (auto& inner : value) {
      if (inner.is_structured()) inner = without_times(inner);
    }
    return value;
  }

  // What was learnt or chosen, by file. Records of a stage hold times.
  static std::map<std::string, std::string> learnt(const fs::path& run) {
    std::map<std::string, std::string> found;
    for (const auto& entry : fs::recursive_directory_iterator(run)) {
      const auto path = fs::relative(entry.path(), run).string();
      const bool model = path.ends_with(".safetensors");
      const bool choice = path == "stages/split/envelope.json" || path == "stages/split/splits.csv" ||
                          path == "stages/segmentation/choice.json" ||
                          path == "stages/segmentation-plan/plan.json" ||
                          path == "stages/fusion/models.json" || path == "tables/calibration.csv";
      if (path.ends_with("/result.json")) {
        found[path] = without_times(read_json(entry.path())).dump();
      } else if (model || choice) {
        found[path] = sha256_of_file(entry.path());
      }
    }
    return found;
  }
};

TEST_F(LeakGuardSlow, AnyOtherWay) {
  test::TinyStudy tiny(test::light_networks);
  const auto run = [&](const char* name) {
    return test::residuum_command("run " + tiny.study() + " --threads 1 --name " + name);
  };
  const auto first = run("before");
  ASSERT_EQ(first.exit_code, 0) << first.output;
  const auto tested = test::patients_of(tiny.run("before"), "test");
  ASSERT_GE(tested.size(), 8u);
  exchange(fs::path(tiny.study()) / "cohort.csv", tested);
  const auto second = run("after");
  ASSERT_EQ(second.exit_code, 0) << second.output;

  const auto before = learnt(tiny.run("before")), after = learnt(tiny.run("after"));
  EXPECT_GE(before.size(), 10u);
  for (const auto& [path, hash] : before) {
    ASSERT_TRUE(after.contains(path)) << path;
    EXPECT_EQ(after.at(path), hash) << path << " was made with the help of test patients";
  }
  EXPECT_NE(read_file(tiny.run("after") / "predictions.csv"),
            read_file(tiny.run("before") / "predictions.csv"))
      << "nothing was exchanged";
}

}  // namespace
}  // namespace residuum
