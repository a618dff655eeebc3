#include <iostream>

#include "cmd/command.h"
#include "cmd/compute_flags.h"
#include "core/error.h"
#include "core/log.h"
#include "core/printable.h"
#include "study/predict_patient.h"

namespace residuum {
namespace {

struct PredictArguments {
  std::string run, series, series_uid, out, seg;
  nn::ComputeOptions compute;
  bool json = false, explain = false;
};

}  // namespace

Command predict_command() {
  return {
      "predict", "Both probabilities and the recommendation for one new patient",
      "residuum predict mystudy/runs/main new-patient/ --out answer", [](CLI::App& app) {
        auto arguments = std::make_shared<PredictArguments>();
        app.add_option("RUN", arguments->run, "a finished run")->required();
        app.add_option("SERIES", arguments->series, "DICOM folder or file")->required();
        app.add_option("--series-uid", arguments->series_uid, "which series of the folder");
        app.add_option("--out", arguments->out, "folder for prediction.html, picture.png, prediction.json");
        app.add_option("--seg", arguments->seg,
                       "write the mask as a DICOM segmentation object; it carries the series' patient");
        app.add_flag("--explain", arguments->explain,
                     "heat maps of what speaks for each prediction, into the folder of --out");
        app.add_flag("--json", arguments->json, "the answer as JSON");
        add_compute_flags(app, arguments->compute);
        return [arguments] {
          if (arguments->explain && arguments->out.empty())
            throw input_error("--explain draws pictures; say with --out where to");
          const auto prediction =
              study::predict_patient({fs::absolute(arguments->run)}, arguments->series, arguments->series_uid,
                                     arguments->compute, arguments->explain, arguments->seg);
          if (!arguments->out.empty()) study::write_prediction(arguments->out, prediction);
          if (arguments->json) {
            std::cout << json_text(study::to_json(prediction)) << "\n";
          } else {
            std::cout << printable(study::to_text(prediction));
            if (!arguments->out.empty()) {
              std::cout << "page: " << (fs::path(arguments->out) / "prediction.html").string() << "\n";
            }
          }
          return 0;
        };
      }};
}

}  // namespace residuum
