#include "imaging/annotation_names.h"

#include <gtest/gtest.h>

namespace residuum::imaging {
namespace {

TEST(AnnotationNames, AreKnownByRule) {
  for (const char* name : {"GTVnx", "GTV-nx", "gtv_p 70Gy", "GTVp", "GTVt", "Primary tumour", "TUMOR", "GTV",
                           "gtv 1", "NPC", "Neoplasm, Primary"}) {
    EXPECT_EQ(label_named(name, {}), primary_tumour) << name;
  }
  for (const char* name : {"GTVnd", "GTVn", "GTV-N left", "Lymph nodes", "cervical node II", "GTVln"})
    EXPECT_EQ(label_named(name, {}), lymph_nodes) << name;
  for (const char* name :
       {"", "PTVnx", "CTV node", "parotid left", "Segment_1", "brainstem", "GTV plus margin"})
    EXPECT_FALSE(label_named(name, {})) << name;
}

TEST(AnnotationNames, TooLongForDicomAreNotLookedAt) {
  EXPECT_FALSE(label_named("gtv" + std::string(1 << 22, '_'), {}));
}

TEST(AnnotationNames, OfTheSettingsTakeTheRulesPlace) {
  const AnnotationNames names{{"Segment_1", "PTVnx"}, {}};
  EXPECT_EQ(label_named(" segment_1 ", names), primary_tumour);
  EXPECT_EQ(label_named("PTVnx", names), primary_tumour);
  EXPECT_FALSE(label_named("GTVnx", names));
  EXPECT_EQ(label_named("GTVnd", names), lymph_nodes);
  EXPECT_EQ(label_named("GTVnx", {{}, {"GTVnx"}}), lymph_nodes);
}

}  // namespace
}  // namespace residuum::imaging
