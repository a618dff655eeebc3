#include "privacy/profile.h"

#include <dcmtk/dcmdata/dctk.h>
#include <gtest/gtest.h>

namespace residuum::privacy {
namespace {

TEST(Profile, HoldsTheStandardsTable) {
  const auto profile = Profile::read();
  std::size_t rows = 0, uids = 0;
  for (const auto& [tag, rule] : profile.rules()) {
    rows += !rule.standard.empty();
    uids += rule.standard == "U";
  }
  // Table E.1-1 of 2024b, curves (50xx), private attributes and the two overlay rows (60xx) left to the rule
  // that what has no row is removed.
  EXPECT_EQ(rows, 617u);
  EXPECT_EQ(uids, 55u);
}

TEST(Profile, IsNeverMilderThanTheStandard) {
  const auto profile = Profile::read();
  for (const auto& [tag, rule] : profile.rules()) {
    SCOPED_TRACE(rule.name);
    if (rule.standard == "U") {
      EXPECT_EQ(rule.action, Action::new_uid);
    } else if (rule.standard == "X/Z/U*") {
      EXPECT_EQ(rule.action, Action::keep) << "kept with new UIDs in its items";
    } else if (!rule.standard.empty()) {
      EXPECT_NE(rule.action, Action::keep);
      EXPECT_NE(rule.action, Action::new_uid);
    }
    // What the standard removes may not stay as a value, a dummy being none.
    EXPECT_TRUE(rule.standard != "X" || rule.action == Action::remove);
    EXPECT_TRUE(rule.option == Option::none || rule.action != Action::keep);
  }
}

TEST(Profile, KeepsNoPersonNoDateNoAddressAndNoFreeText) {
  const auto profile = Profile::read();
  for (const auto& [tag, rule] : profile.rules()) {
    if (rule.action != Action::keep) continue;
    DcmTag known(static_cast<Uint16>(tag >> 16), static_cast<Uint16>(tag & 0xFFFF));
    EXPECT_TRUE(std::string(known.getTagName()).ends_with(rule.name)) << rule.name;  // or RETIRED_ before
    for (const auto type :
         {EVR_PN, EVR_DA, EVR_DT, EVR_TM, EVR_AE, EVR_AS, EVR_ST, EVR_LT, EVR_UT, EVR_UR, EVR_UN}) {
      EXPECT_NE(known.getEVR(), type) << rule.name;
    }
  }
}

TEST(Profile, RemovesWhatItDoesNotName) {
  const auto profile = Profile::read();
  EXPECT_EQ(profile.rule(0x0008, 0x1162).action, Action::remove);
  EXPECT_EQ(profile.rule(0x6000, 0x3000).action, Action::remove);
  EXPECT_EQ(profile.rule(0x5000, 0x3000).action, Action::remove);
  EXPECT_EQ(profile.rule(0x0020, 0x0032).action, Action::keep);
  EXPECT_EQ(profile.rule(0x0010, 0x0010).action, Action::dummy);
}

}  // namespace
}  // namespace residuum::privacy
