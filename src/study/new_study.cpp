#include "study/new_study.h"

#include "core/error.h"

namespace residuum::study {
namespace {

constexpr const char* study_toml = R"(# A Residuum study. Keys that are commented out show their defaults.
name = "mystudy"
regimens = ["CCRT", "IC+CCRT"]      # as in cohort.csv, least toxic first
# outcome_column = "outcome"        # NRT, RT or empty
# preset = "rigorous"               # everything is chosen inside the training cohort, by patient
# seed = 1
# test_fraction = 0.2               # of each outcome within each regimen

[eligibility]                       # columns of cohort.csv; a rule that is not given is not applied
# exclude = ["recurrent"]           # columns of yes or no: yes leaves the patient out
# stages = ["III", "IVA"]           # of ajcc_stage
# mr_date = "mr_date"               # dates as 2019-03-31
# treatment_start = "treatment_start"
# mr_within_days = 31               # before the start of treatment
# outcome_mr_date = "followup_mr_date"
# radiotherapy_end = "radiotherapy_end"
# outcome_mr_months = [3, 6]        # after the end of radiotherapy

[rectangle]                         # the tumour rectangle that outcome networks see
# margin_mm = 5.0
# min_area_mm2 = 20.0
# include_nodes = true

[segmentation]
# network = "deeplabv3_resnet50"     # or "unet"
# image_size = 256
# epochs = 20
# batch = 8
# optimiser = "adamw"               # or "rmsprop", as in the article
# learning_rate = 0.001
# pretrained = ""                   # a .safetensors or .pth file, from where this file lies

[outcome]
# network = "resnet50"               # or "efficientnet_b0", "xception", "inception_resnet_v2"; networks = [...] tries several
# unit = "mean"                     # or "image", "stack", "attention"; units = [...] tries several
# folds = 5                         # as many networks are averaged; 1: one, a fifth of the patients held out
# image_size = 224
# epochs = 40
# batch = 32                        # slices a step
# pretrained = ""
)";

constexpr const char* cohort_csv = "id,regimen,outcome,series,mask,age,sex,ajcc_stage,t_stage,n_stage\n";

constexpr const char* read_me = R"(What goes where
  cohort.csv   one row a patient. id: the study's own, never the hospital's. regimen and outcome (NRT, RT or empty).
               series: the DICOM folder, from here (images/P001), or its SeriesInstanceUID. mask: ITK-SNAP's label map,
               from here (masks/P001.nii.gz; 1 primary tumour, 2 nodes), or empty. Further columns are kept as covariates.
  images/      DICOM
  masks/       NIfTI, NRRD or MetaImage
Then: residuum check .     and     residuum run .
)";

}  // namespace

void write_new_study(const fs::path& folder) {
  if (fs::exists(folder) && (!fs::is_directory(folder) || !fs::is_empty(folder))) {
    throw input_error("{}: exists and is not an empty folder; name a new one", folder.string());
  }
  write_file(folder / "study.toml", study_toml);
  write_file(folder / "cohort.csv", cohort_csv);
  write_file(folder / "README.txt", read_me);
  fs::create_directories(folder / "images");
  fs::create_directories(folder / "masks");
}

}  // namespace residuum::study
