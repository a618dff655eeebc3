#include "study/patient_work.h"

#include <gtest/gtest.h>

#include <atomic>

#include "temporary_folder.h"

namespace residuum::study {
namespace {

std::vector<cohort::Patient> three() {
  std::vector<cohort::Patient> patients(3);
  for (std::size_t i = 0; i < 3; ++i) patients[i].id = "P" + std::to_string(i + 1);
  return patients;
}

TEST(PatientWork, GoesOnBehindTheLastPatient) {
  const test::TemporaryFolder folder;
  std::atomic<int> done = 0;
  const auto fails_at = [&](const std::string& id) {
    return [&, id](const cohort::Patient& patient) {
      if (patient.id == id) throw failure("stop");
      ++done;
      return Json{{"of", patient.id}};
    };
  };
  EXPECT_THROW(for_each_patient(folder.path(), "t", three(), 1, fails_at("P3")), Error);
  EXPECT_EQ(done, 2);
  const auto results = for_each_patient(folder.path(), "t", three(), 2, fails_at("nobody"));
  EXPECT_EQ(done, 3);
  ASSERT_EQ(results.size(), 3u);
  EXPECT_EQ(results[0]["of"], "P1");
  EXPECT_EQ(results[2]["of"], "P3");
}

TEST(PatientWork, DoesDamagedResultsAgainAndKeepsNoNull) {
  const test::TemporaryFolder folder;
  write_file(folder.path() / "P1.json", "{\"of\": ");
  int done = 0;
  for_each_patient(folder.path(), "t", three(), 1, [&](const cohort::Patient& patient) {
    ++done;
    return patient.id == "P2" ? Json() : Json{{"of", patient.id}};
  });
  EXPECT_EQ(done, 3);
  EXPECT_FALSE(fs::exists(folder.path() / "P2.json"));
  EXPECT_EQ(read_json(folder.path() / "P1.json")["of"], "P1");
}

TEST(PatientWork, WithoutAFolderKeepsNothing) {
  int done = 0;
  for (int round = 0; round < 2; ++round) {
    for_each_patient({}, "t", three(), 1, [&](const cohort::Patient&) { return ++done, Json(1); });
  }
  EXPECT_EQ(done, 6);
}

}  // namespace
}  // namespace residuum::study
