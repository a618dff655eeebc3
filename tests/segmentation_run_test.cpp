// The segmentation's less usual settings together, from DICOM to the report: planned image size and batch,
// deep supervision, N4, masks as DICOM SEG, an unfit mask left out, and a network that finds no tumour in
// anybody.
#include <algorithm>
#include <set>

#include "core/csv.h"
#include "core/json.h"
#include "imaging/annotation.h"
#include "imaging/flip_check.h"
#include "imaging/intensity.h"
#include "imaging/mask_file.h"
#include "imaging/series.h"
#include "tiny_study.h"

namespace residuum {
namespace {

using test::residuum_command;

// No pixel of so sure a tumour after one epoch; images of 64 x 64 pixels, so that 128 is planned.
const std::string unusual =
    "[annotation]\nrefused = \"leave_out\"\n"
    "[rectangle]\nno_tumour = \"whole_body\"\n"
    "[segmentation]\nnetwork = \"unet16\"\nplan = true\ndeep_supervision = true\nepochs = 1\n"
    "threshold = 0.99\nwrite_dicom_seg = true\nbias_correction = true\n"
    "[outcome]\nnetwork = \"resnet18_16\"\nimage_size = 32\nepochs = 2\nfolds = 1\n";

class SegmentationRunSlow : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    tiny_ = new test::TinyStudy(unusual);
    const fs::path study = tiny_->study();
    const auto table = CsvTable::read(study / "cohort.csv");
    for (std::size_t row = 0; row < table.row_count() && refused_.empty(); ++row) {
      if (table.cell(row, "mask").empty()) continue;
      refused_ = table.cell(row, "id");
      write_file(study / table.cell(row, "mask"), "no label map");
    }
    for (std::size_t row = 0; row < table.row_count() && flipped_.empty(); ++row) {
      if (!table.cell(row, "mask").empty() && table.cell(row, "id") != refused_) flip(table.cell(row, "id"));
    }
    ran_ = residuum_command("run " + tiny_->study());
  }
  // Saves the patient's mask front to back where that is to be seen in his image.
  static void flip(const std::string& id) {
    const auto image = imaging::read_image(fs::path(tiny_->study()) / "images" / id / "ax_t1_c").volume;
    const auto path = mask_of(id);
    const auto mirrored = imaging::flipped(imaging::read_mask(path, image.geometry), imaging::flips[1]);
    const auto normalised = imaging::normalise(image, imaging::measure_intensity(image));
    if (imaging::check_flips(normalised, mirrored).suspect != 1u) return;
    imaging::write_mask(path, mirrored);
    flipped_ = id;
    flipped_hash_ = sha256_of_file(path);
  }
  static fs::path mask_of(const std::string& id) {
    return fs::path(tiny_->study()) / "masks" / (id + ".nii.gz");
  }
  static void TearDownTestSuite() {
    delete tiny_;
    tiny_ = nullptr;
  }
  void SetUp() override { ASSERT_EQ(ran_.exit_code, 0) << ran_.output; }

  static inline test::TinyStudy* tiny_ = nullptr;
  static inline test::CommandResult ran_;
  static inline std::string refused_, flipped_, flipped_hash_;
};

TEST_F(SegmentationRunSlow, GoesThroughTheStagesThatItAnnounced) {
  const auto record = read_json(tiny_->run() / "run.json");
  Json done = Json::array();
  for (const auto& stage : record["stages"]) done.push_back(stage["name"]);
  EXPECT_EQ(record["plan"], done);
  EXPECT_TRUE(std::ranges::count(done, "segmentation-plan"));
  EXPECT_TRUE(std::ranges::count(done, "dicom-seg"));
  const auto again = residuum_command("run " + tiny_->study());
  EXPECT_EQ(again.exit_code, 0) << again.output;
  EXPECT_EQ(again.output.find("started"), std::string::npos) << again.output;
}

TEST_F(SegmentationRunSlow, TrainsAsItPlannedAndSaysSo) {
  const auto plan = read_json(tiny_->run() / "stages" / "segmentation-plan" / "plan.json");
  EXPECT_EQ(plan["image_size"].get<int>(), 128);
  const auto batch = plan["batch"].get<int>();
  const auto report = read_file(tiny_->run() / "report.html");
  for (const auto& part :
       {std::string("with 128 pixels on its longer side"), fmt::format("batch {}, 1 epochs", batch),
        std::string("Image size, patch, batch and neighbouring slices were planned"),
        std::string("Deep supervision"), std::string("DICOM segmentation objects, too")}) {
    EXPECT_NE(report.find(part), std::string::npos) << part;
  }
  const auto told = read_json(tiny_->run() / "run.json")["settings"]["segmentation"];
  for (const char* planned : {"image_size", "patch", "batch", "neighbours"})
    EXPECT_EQ(told[planned], plan[planned]);
  const auto card = read_file(tiny_->run() / "models" / "segmentation.md");
  EXPECT_NE(card.find("with 128 pixels on its longer side"), std::string::npos) << card;
}

TEST_F(SegmentationRunSlow, FindsEachBiasFieldOnceAndNamesNobodyByIt) {
  const auto fields = test::files_in(tiny_->run() / "bias-fields");
  EXPECT_EQ(fields.size(), 40u);
  for (const auto& field : fields) EXPECT_EQ(field.filename().string().size(), 64u + 5) << "a hash and .json";
}

TEST_F(SegmentationRunSlow, TakesTheRefusedMasksPatientAsNotOutlined) {
  const auto annotations = CsvTable::read(tiny_->run() / "tables" / "annotations.csv");
  std::size_t used = 0;
  for (std::size_t row = 0; row < annotations.row_count(); ++row) {
    const bool his = annotations.cell(row, "patient") == refused_;
    EXPECT_EQ(annotations.cell(row, "status"), his ? "refused" : "used");
    used += !his;
  }
  EXPECT_EQ(used, 19u);
  const auto scores = CsvTable::read(tiny_->run() / "stages" / "masks" / "dice.csv");
  for (std::size_t row = 0; row < scores.row_count(); ++row) EXPECT_NE(scores.cell(row, "patient"), refused_);
  EXPECT_NE(read_file(tiny_->run() / "report.html").find("Masks that were refused"), std::string::npos);
}

TEST_F(SegmentationRunSlow, ShowsAFlippedMaskBesideItsMirrorImageAndChangesNothing) {
  ASSERT_FALSE(flipped_.empty());
  const auto annotations = CsvTable::read(tiny_->run() / "tables" / "annotations.csv");
  for (std::size_t row = 0; row < annotations.row_count(); ++row) {
    const bool his = annotations.cell(row, "patient") == flipped_;
    EXPECT_EQ(annotations.cell(row, "better_flipped"), his ? "front-back" : "");
  }
  EXPECT_NE(ran_.output.find("mirrored front-back"), std::string::npos);
  EXPECT_TRUE(
      read_file(tiny_->run() / "stages" / "check" / ("flip-" + flipped_ + ".png")).starts_with("\x89PNG"));
  const auto report = read_file(tiny_->run() / "report.html");
  EXPECT_NE(report.find("may have been saved flipped"), std::string::npos);
  EXPECT_NE(report.find(fmt::format(
                "Patient {}: the radiologist&#39;s mask as it is, and mirrored front-back", flipped_)),
            std::string::npos);
  EXPECT_EQ(sha256_of_file(mask_of(flipped_)), flipped_hash_);
}

// Counted anew from the masks as they were drawn.
TEST_F(SegmentationRunSlow, CountsWhatWasOutlined) {
  const auto annotations = CsvTable::read(tiny_->run() / "tables" / "annotations.csv");
  double most_ml = 0;
  for (std::size_t row = 0; row < annotations.row_count(); ++row) {
    const auto id = annotations.cell(row, "patient");
    if (id == refused_) continue;
    const fs::path study = tiny_->study();
    const auto image = imaging::read_image(study / "images" / id / "ax_t1_c");
    const auto& geometry = image.volume.geometry;
    const auto mask = imaging::read_mask(study / "masks" / (id + ".nii.gz"), geometry);
    const double voxel_ml = geometry.spacing[0] * geometry.spacing[1] * geometry.spacing[2] / 1000;
    std::set<std::size_t> with_tumour;
    double ml[3] = {};
    for (std::size_t voxel = 0; voxel < mask.labels.size(); ++voxel) {
      if (mask.labels[voxel] == 0) continue;
      with_tumour.insert(voxel / geometry.slice_voxels());
      ml[mask.labels[voxel]] += voxel_ml;
    }
    EXPECT_EQ(annotations.number(row, "slices"), geometry.size[2]) << id;
    EXPECT_EQ(annotations.number(row, "slices_with_tumour"), with_tumour.size()) << id;
    EXPECT_EQ(annotations.number(row, "slices_without"), geometry.size[2] - with_tumour.size()) << id;
    EXPECT_NEAR(annotations.number(row, "primary_ml").value(), ml[1], 6e-4) << id;
    EXPECT_NEAR(annotations.number(row, "nodes_ml").value(), ml[2], 6e-4) << id;
    most_ml = std::max(most_ml, ml[1]);
  }
  EXPECT_GT(most_ml, 1);
}

// What a PACS would be given says what the mask says, and who drew it.
TEST_F(SegmentationRunSlow, WritesEveryMaskAsASegmentationObject) {
  const auto findings = CsvTable::read(tiny_->run() / "stages" / "check" / "images.csv");
  ASSERT_EQ(findings.row_count(), 40u);
  const auto training = test::patients_of(tiny_->run(), "training");
  std::size_t with_tumour = 0, drawn = 0;
  for (std::size_t row = 0; row < findings.row_count(); ++row) {
    const auto id = findings.cell(row, "patient");
    const auto image = imaging::read_image(fs::path(tiny_->study()) / "images" / id / "ax_t1_c");
    const auto mask =
        imaging::read_mask(tiny_->run() / "stages" / "masks" / (id + ".nii.gz"), image.volume.geometry);
    const auto path = tiny_->run() / "stages" / "dicom-seg" / (id + ".dcm");
    ASSERT_TRUE(fs::exists(path)) << id;
    const bool outlined = findings.cell(row, "outlined") == "yes" && training.contains(id);
    const auto bytes = read_file(path);
    EXPECT_EQ(bytes.find("MANUAL") != std::string::npos, outlined) << id;
    EXPECT_EQ(bytes.find("AUTOMATIC") != std::string::npos, !outlined) << id;
    drawn += outlined;
    const bool tumour = std::ranges::any_of(mask.labels, [](auto label) { return label != 0; });
    with_tumour += tumour;
    if (!tumour) continue;
    const auto read = imaging::read_annotation(
        path, {image.volume.geometry, image.series_uid, image.frame_of_reference_uid}, {});
    EXPECT_EQ(read.mask.labels, mask.labels) << id;
  }
  EXPECT_GT(with_tumour, 5u);
  EXPECT_GT(drawn, 5u);
}

TEST_F(SegmentationRunSlow, GivesTheWholeBodyOfPatientsWithoutTumour) {
  const auto without = CsvTable::read(tiny_->run() / "tables" / "no_tumour.csv");
  const auto test_ids = test::patients_of(tiny_->run(), "test");
  std::set<std::string> ids;
  for (std::size_t row = 0; row < without.row_count(); ++row) {
    ids.insert(without.cell(row, "patient"));
    EXPECT_EQ(without.cell(row, "rule"), "whole_body");
    EXPECT_EQ(without.cell(row, "mask"), "network");
  }
  EXPECT_TRUE(ids.contains(refused_));
  for (const auto& id : test_ids) EXPECT_TRUE(ids.contains(id)) << id;
  const auto predictions = CsvTable::read(tiny_->run() / "predictions.csv");
  ASSERT_EQ(predictions.row_count(), 2 * test_ids.size());
  for (std::size_t row = 0; row < predictions.row_count(); ++row)
    EXPECT_GT(predictions.number(row, "slices").value_or(0), 10) << predictions.cell(row, "patient");
  EXPECT_NE(read_file(tiny_->run() / "report.html").find("their body&#39;s slices as a whole"),
            std::string::npos);
}

TEST_F(SegmentationRunSlow, PredictsANewPatientWithoutTumour) {
  const auto id = *test::patients_of(tiny_->run(), "test").begin();
  const auto predicted = residuum_command("predict " + tiny_->run().string() + " " + tiny_->study() +
                                          "/images/" + id + " --json");
  ASSERT_EQ(predicted.exit_code, 0) << predicted.output;
  const auto json = Json::parse(predicted.output.substr(predicted.output.find('{')), nullptr, false);
  ASSERT_FALSE(json.is_discarded()) << predicted.output;
  const auto predictions = CsvTable::read(tiny_->run() / "predictions.csv");
  std::size_t compared = 0;
  for (std::size_t row = 0; row < predictions.row_count(); ++row) {
    if (predictions.cell(row, "patient") != id) continue;
    for (const auto& regimen : json["regimens"]) {
      if (regimen["regimen"] != predictions.cell(row, "model_regimen")) continue;
      EXPECT_NEAR(regimen["probability_rt"].get<double>(),
                  predictions.number(row, "probability_rt").value_or(-1), 2e-6);
      ++compared;
    }
  }
  EXPECT_EQ(compared, 2u);
}

// The one of higher validation Dice goes on, the other is scored on the same test patients.
TEST(SegmentationNetworksSlow, AreBothScoredOnTheTestPatients) {
  const test::TinyStudy tiny(
      "[rectangle]\nno_tumour = \"whole_body\"\n"
      "[segmentation]\nnetworks = [\"deeplabv3_resnet50\", \"unet16\"]\nimage_size = 48\nepochs = 2\n"
      "threshold = 0.3\n[outcome]\nnetwork = \"resnet18_16\"\nimage_size = 32\nepochs = 1\nfolds = 1\n");
  const auto ran = residuum_command("run " + tiny.study());
  ASSERT_EQ(ran.exit_code, 0) << ran.output;
  const auto stages = tiny.run() / "stages";
  const auto validation = [&](const std::string& network) {
    return read_json(stages / ("segmentation-" + network) / "history.json")["validation_dice"].get<double>();
  };
  const bool deeplab = validation("deeplabv3_resnet50") >= validation("unet16");
  const std::string chosen = deeplab ? "deeplabv3_resnet50" : "unet16";
  const std::string other = deeplab ? "unet16" : "deeplabv3_resnet50";
  EXPECT_EQ(read_json(stages / "segmentation" / "choice.json")["chosen"], chosen);

  const auto of_chosen = CsvTable::read(stages / "masks" / "dice.csv");
  const auto of_other = CsvTable::read(stages / "networks" / (other + ".csv"));
  EXPECT_EQ(of_other.columns(), of_chosen.columns());
  ASSERT_EQ(of_other.row_count(), of_chosen.row_count());
  ASSERT_GT(of_other.row_count(), 2u);
  const auto test_ids = test::patients_of(tiny.run(), "test");
  double sum = 0, apart = 0;
  for (std::size_t row = 0; row < of_other.row_count(); ++row) {
    EXPECT_EQ(of_other.cell(row, "patient"), of_chosen.cell(row, "patient"));
    EXPECT_TRUE(test_ids.contains(of_other.cell(row, "patient")));
    EXPECT_EQ(of_other.cell(row, "reference_ml"), of_chosen.cell(row, "reference_ml"));
    sum += of_other.number(row, "dice").value_or(-1);
    apart += of_other.number(row, "dice").value_or(-1) - of_chosen.number(row, "dice").value_or(-1);
  }
  EXPECT_NE(apart, 0) << "the same masks twice";
  EXPECT_GT(CsvTable::read(stages / "networks" / (other + "-slices.csv")).row_count(), of_other.row_count());

  const auto report = read_file(tiny.run() / "report.html");
  const auto count = static_cast<double>(of_other.row_count());
  for (const auto& part : {fmt::format(">{:.3f} ", sum / count), fmt::format(">{:.3f} ", apart / count),
                           std::string("goes on"), "Scores of the masks of " + other}) {
    EXPECT_NE(report.find(part), std::string::npos) << part;
  }
}

}  // namespace
}  // namespace residuum
