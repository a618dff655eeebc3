#include "core/error.h"
#include "study/decision_simulation.h"

namespace residuum::study {
namespace {

// The single figures by name, so that both directions say the same.
template <class Simulated, class Visit>
void visit_figures(Simulated& simulation, Visit&& visit) {
  visit("study_rate_model", simulation.study_rate_model);
  visit("study_rate_physician", simulation.study_rate_physician);
  visit("true_rate_model", simulation.true_rate_model);
  visit("true_rate_model_curable", simulation.true_rate_model_curable);
  visit("true_rate_physician_curable", simulation.true_rate_physician_curable);
  visit("bounded_alpha", simulation.options.alpha);
  visit("bounded_share", simulation.bounded_share);
  visit("bounded_wrong", simulation.bounded_wrong);
  visit("bounded_share_random", simulation.bounded_share_random);
  visit("bounded_wrong_random", simulation.bounded_wrong_random);
}

}  // namespace

Json to_json(const Simulation& simulation) {
  Json estimands = Json::array();
  for (const auto& one : simulation.estimands) {
    estimands.push_back({{"estimand", one.estimand},
                         {"truth", one.truth},
                         {"mean", one.mean},
                         {"sd", one.spread},
                         {"covered", one.covered.count},
                         {"coverage", one.covered.value},
                         {"coverage_low", one.covered.low},
                         {"coverage_high", one.covered.high}});
  }
  Json json = {{"cohorts", simulation.options.cohorts},
               {"patients", simulation.options.patients},
               {"population", simulation.options.population},
               {"replicates", simulation.options.replicates},
               {"seed", simulation.options.seed},
               {"estimands", estimands}};
  visit_figures(simulation, [&](const char* name, double value) { json[name] = value; });
  return json;
}

Simulation simulation_from_json(const Json& value, const std::string& where) {
  Simulation simulation;
  simulation.options.cohorts = json_field<int>(value, "cohorts", where);
  simulation.options.patients = json_field<int>(value, "patients", where);
  simulation.options.population = json_field<int>(value, "population", where);
  simulation.options.replicates = json_field<int>(value, "replicates", where);
  simulation.options.seed = json_field<std::uint64_t>(value, "seed", where);
  for (const auto& one : json_field<Json>(value, "estimands", where)) {
    simulation.estimands.push_back(
        {json_field<std::string>(one, "estimand", where), json_field<double>(one, "truth", where),
         json_field<double>(one, "mean", where), json_field<double>(one, "sd", where),
         stats::wilson(json_field<int>(one, "covered", where), simulation.options.cohorts)});
  }
  visit_figures(simulation,
                [&](const char* name, double& figure) { figure = json_field<double>(value, name, where); });
  return simulation;
}

}  // namespace residuum::study
