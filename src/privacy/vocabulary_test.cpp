#include "privacy/vocabulary.h"

#include <gtest/gtest.h>

namespace residuum::privacy {
namespace {

std::string clean(const std::string& text) {
  return clean_description(text, [](const std::string& word) { return word == "Post"; });
}

TEST(Vocabulary, KeepsKnownWordsAlone) {
  EXPECT_EQ(clean("Ax T1 FSE +C Dr Weiss, 1948"), "Ax T1 FSE +C");
  EXPECT_EQ(clean("T1 geb. 17.03.48"), "T1");
  EXPECT_EQ(clean("GTVnx_Yamada"), "GTVnx");
  EXPECT_EQ(clean("Müller T2 Köpf"), "T2");
  EXPECT_EQ(clean("Parotid L 4711"), "Parotid L");
  EXPECT_EQ(clean("Hanako"), "");
}

TEST(Vocabulary, DropsAKnownWordThatIsTheirName) {
  EXPECT_EQ(clean("T1 Post"), "T1");
}

}  // namespace
}  // namespace residuum::privacy
