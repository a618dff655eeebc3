// A study whose masks are of every kind, one of them unfit: `residuum check` reads, refuses or leaves out.
#include "core/csv.h"
#include "core/json.h"
#include "imaging/dicom_seg_writer.h"
#include "imaging/mask_file.h"
#include "tiny_study.h"

namespace residuum {
namespace {

class AnnotationCommandIntegration : public testing::Test {
 protected:
  // The first outlined patient's mask becomes a SEG, the second's unfit.
  void SetUp() override {
    const fs::path study = study_.study();
    const auto table = CsvTable::read(study / "cohort.csv");
    auto text = read_file(study / "cohort.csv");
    int outlined = 0;
    for (std::size_t row = 0; row < table.row_count() && outlined < 2; ++row) {
      const auto mask = table.cell(row, "mask");
      if (mask.empty()) continue;
      if (++outlined == 1) {
        const auto image = imaging::read_image(study / table.cell(row, "series"));
        imaging::write_seg(study / "masks" / "one.dcm",
                           imaging::read_mask(study / mask, image.volume.geometry), image,
                           {"hand", "outline"});
        text.replace(text.find(mask), mask.size(), "masks/one.dcm");
        write_file(study / "cohort.csv", text);
      } else {
        refused_ = table.cell(row, "id");
        write_file(study / mask, "no label map");
      }
    }
  }
  test::TinyStudy study_{test::light_networks};
  std::string refused_;
};

TEST_F(AnnotationCommandIntegration, RefusesAnUnfitMaskOrLeavesItOut) {
  const auto refused = test::residuum_command("check " + study_.study());
  EXPECT_EQ(refused.exit_code, 2);
  for (const auto& part : {refused_, std::string("1 problem(s)"), std::string("annotation.refused")})
    EXPECT_NE(refused.output.find(part), std::string::npos) << refused.output;
  std::ofstream(fs::path(study_.study()) / "study.toml", std::ios::app)
      << "[annotation]\nrefused = \"leave_out\"\n";
  const auto found = test::residuum_command("-q check --json " + study_.study());
  ASSERT_EQ(found.exit_code, 0) << found.output;
  const auto json = Json::parse(found.output.substr(found.output.find('{')), nullptr, false);
  EXPECT_EQ(json["refused_masks"].get<int>(), 1);
  EXPECT_EQ(json["outlined_patients"].get<int>(), 19);
}

}  // namespace
}  // namespace residuum
