// Which of several series is taken, and that doubt is an error with its evidence.
#include <gtest/gtest.h>

#include "dicom_series.h"
#include "expect_error.h"

namespace residuum::imaging {
namespace {

class SeriesChoiceTest : public testing::Test {
 protected:
  void add(const std::string& name, const Acquisition& how, const Volume& volume = fixture::volume(3)) {
    write_mr_series(folder_.path() / name, volume, how, fixture::identity(name));
  }
  static Acquisition plain(const std::string& description) {
    auto how = fixture::acquisition(description);
    how.contrast_agent.clear();
    return how;
  }
  static Acquisition t2(const std::string& description) {
    auto how = plain(description);
    how.repetition_time_ms = 4000;
    how.echo_time_ms = 90;
    return how;
  }
  SeriesChoice choose() { return choose_contrast_t1(find_series(folder_.path())); }

  test::TemporaryFolder folder_;
};

TEST_F(SeriesChoiceTest, TheContrastT1IsTakenFromAStudy) {
  add("a", plain("Ax T1 FSE"));
  add("b", t2("Ax T2 FSE"));
  add("c", fixture::acquisition("Ax T1 FSE +C"));
  auto coronal = fixture::volume(3);
  coronal.geometry.direction = {{{1, 0, 0}, {0, 0, 1}, {0, -1, 0}}};
  add("d", fixture::acquisition("Cor T1 FSE +C"), coronal);
  std::vector<std::string> evidence;
  const auto image = read_image(folder_.path(), "", {}, &evidence);
  EXPECT_EQ(image.series_uid, make_uid("c"));
  EXPECT_NE(
      image.choice.find("of 4 series: MR yes; axial yes (10 degrees off); contrast yes (agent recorded)"),
      std::string::npos)
      << image.choice;
  EXPECT_EQ(image.choice.find("FSE"), std::string::npos) << "free text in what is kept";
  EXPECT_TRUE(image.warnings.empty());
  ASSERT_EQ(evidence.size(), 4u);
  const auto all = evidence[0] + evidence[1] + evidence[2] + evidence[3];
  for (const auto* part :
       {"\"Ax T1 FSE +C\", 3 file(s): MR yes; axial yes (10 degrees off); contrast yes (agent recorded); T1 "
        "yes (TR 600 ms, TE 11 ms); chosen",
        "\"Cor T1 FSE +C\", 3 file(s): MR yes; axial no (90 degrees off)", "T1 no (TR 4000 ms, TE 90 ms)",
        "contrast no"}) {
    EXPECT_NE(all.find(part), std::string::npos) << all;
  }
}

TEST_F(SeriesChoiceTest, TheDescriptionCountsWhereNoAgentIsRecorded) {
  for (const auto* description :
       {"AX T1 GAD", "t1_tse_tra_post", "Ax T1 C+", "T1W CE", "AX T1+C", "AXT1 +C", "T1WI contrast"}) {
    const test::TemporaryFolder fresh;
    write_mr_series(fresh.path() / "a", fixture::volume(3), plain("Ax T1"), fixture::identity("a"));
    write_mr_series(fresh.path() / "b", fixture::volume(3), plain(description), fixture::identity("b"));
    EXPECT_EQ(read_image(fresh.path()).series_uid, make_uid("b")) << description;
  }
}

TEST_F(SeriesChoiceTest, TwoThatFitAreRefusedWithTheEvidence) {
  add("a", fixture::acquisition("Ax T1 FSE +C"));
  add("b", fixture::acquisition("Ax T1 FS +C"));
  test::expect_error([&] { choose(); },
                     {"2 series fit", "SeriesInstanceUID", "series 1", "series 2", "agent recorded"});
  EXPECT_EQ(read_image(folder_.path(), make_uid("b")).series_uid, make_uid("b")) << "named, it is read";
}

TEST_F(SeriesChoiceTest, NoneThatFitsIsRefused) {
  add("a", plain("Ax T1 FSE"));
  add("b", t2("Ax T2 FSE post"));
  test::expect_error([&] { choose(); },
                     {"no series is an axial contrast-enhanced T1-weighted MR", "series 2"});
}

TEST_F(SeriesChoiceTest, AloneItIsTakenAndToldWhatItIsNot) {
  add("a", t2("Ax T2 FSE"));
  const auto choice = choose();
  EXPECT_EQ(choice.index, 0u);
  EXPECT_NE(choice.evidence.front().find("contrast no"), std::string::npos);
  EXPECT_NE(choice.evidence.front().find("taken as the only one"), std::string::npos);
  const auto image = read_image(folder_.path());
  ASSERT_EQ(image.warnings.size(), 1u);
  EXPECT_NE(image.warnings[0].find("not recognised as an axial contrast-enhanced T1"), std::string::npos);
  EXPECT_NE(image.warnings[0].find("contrast no"), std::string::npos);
}

TEST_F(SeriesChoiceTest, AnUnknownUidIsRefusedWithoutPrintingOne) {
  add("a", fixture::acquisition());
  test::expect_error([&] { read_image(folder_.path(), "1.2.3"); },
                     {"no series with the SeriesInstanceUID asked for"});
}

}  // namespace
}  // namespace residuum::imaging
