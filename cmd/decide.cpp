#include "study/decide.h"

#include <iostream>

#include "cmd/command.h"
#include "core/log.h"
#include "core/parallel.h"
#include "study/pipeline.h"

namespace residuum {
namespace {

struct DecideArguments {
  study::DecideRequest request;
  std::string table, calibration, out;
  bool unadjusted = false, json = false;
};

void add_options(CLI::App& app, DecideArguments& arguments) {
  auto& options = arguments.request.options;
  auto& analysis = arguments.request.assessment.analysis;
  app.add_option("PREDICTIONS", arguments.table,
                 "a table: patient, regimen_given, outcome, probability_rt_REGIMEN for each regimen ...")
      ->required();
  app.add_option("--regimens", options.regimens, "least toxic first; else as the columns stand")
      ->delimiter(',');
  app.add_option("--covariates", options.covariates,
                 "columns to adjust for; else those of age, sex, t_stage, "
                 "n_stage, ajcc_stage, tumour_ml that are there")
      ->delimiter(',');
  app.add_flag("--unadjusted", arguments.unadjusted, "adjust for nothing");
  app.add_option("--threshold", options.threshold, "of RT, where the table has no column threshold_REGIMEN")
      ->check(CLI::Range(0.0, 1.0))
      ->capture_default_str();
  app.add_option("--margin", options.margin, "recommend nothing this near to the threshold")
      ->check(CLI::Range(0.0, 0.5))
      ->capture_default_str();
  app.add_flag("--abstain-outside", options.abstain_outside,
               "recommend nothing where the column outside is 1");
  app.add_option(
      "--calibration", arguments.calibration,
      "regimen, probability_rt, outcome of patients whom the models did not learn from: adds bounded "
      "recommendations");
  app.add_option("--alpha", arguments.request.assessment.alpha,
                 "share of bounded recommendations that may be wrong")
      ->check(CLI::Range(0.001, 0.5))
      ->capture_default_str();
  app.add_option("--toxicity-cost", analysis.toxicity_cost,
                 "the gain in NRT for which one would just give the most toxic regimen")
      ->check(CLI::Range(0.0, 1.0))
      ->capture_default_str();
  app.add_option("--folds", analysis.nuisance.folds, "of the cross-fitted models")
      ->check(CLI::Range(2, 100))
      ->capture_default_str();
  app.add_option("--clip", analysis.nuisance.clip, "propensities are kept this far from 0 and 1")
      ->check(CLI::Range(0.0, 0.2))
      ->capture_default_str();
  app.add_option("--replicates", analysis.replicates, "of the bootstrap")
      ->check(CLI::Range(100, 100000))
      ->capture_default_str();
  app.add_option("--seed", analysis.seed, "of folds and bootstrap")->capture_default_str();
  app.add_option("--threads", analysis.threads, "threads; 0: every core this process may use")
      ->check(CLI::Range(0, 1024));
  app.add_option("--out", arguments.out, "folder for decisions.html, decisions.csv and tables");
  app.add_flag("--json", arguments.json, "the answer as JSON");
}

}  // namespace

Command decide_command() {
  return {"decide", "Judge and value the decisions of any model, from a table of its probabilities",
          "residuum decide predictions.csv --covariates age,t_stage,n_stage --out answer", [](CLI::App& app) {
            auto arguments = std::make_shared<DecideArguments>();
            arguments->request.assessment.analysis.threads = 0;
            add_options(app, *arguments);
            return [arguments] {
              auto request = arguments->request;
              request.table = arguments->table;
              request.calibration = arguments->calibration;
              request.adjust = !arguments->unadjusted;
              auto& analysis = request.assessment.analysis;
              analysis.nuisance.seed = analysis.seed;
              if (analysis.threads == 0) analysis.threads = available_cores();
              const auto assessment = study::decide(request);
              if (!arguments->out.empty()) study::write_assessment(arguments->out, request, assessment);
              if (arguments->json) {
                std::cout << json_text(study::to_json(assessment)) << "\n";
              } else {
                std::cout << study::research_use << "\n\n" << study::assessment_text(assessment);
                if (!arguments->out.empty())
                  std::cout << "page: " << (fs::path(arguments->out) / "decisions.html").string() << "\n";
              }
              return 0;
            };
          }};
}

}  // namespace residuum
