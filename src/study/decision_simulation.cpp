#include "study/decision_simulation.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/error.h"
#include "core/interrupt.h"
#include "core/parallel.h"
#include "core/progress.h"
#include "core/random.h"
#include "decision/analysis.h"
#include "decision/conformal.h"
#include "decision/judge.h"
#include "decision/potential.h"
#include "phantom/truth.h"
#include "stats/logistic.h"

namespace residuum::study {
namespace {

using phantom::Record;
constexpr std::size_t arms = phantom::regimen_count;
constexpr double threshold = 0.4;  // of the model judged, for either regimen

// A synthetic patient and what the model says of him.
struct Person {
  Record record;
  std::array<double, arms> predicted{};
};

std::vector<Person> make_population(const SimulationOptions& options) {
  std::vector<Person> people;
  Random random(options.seed, "decision simulation/model");
  for (auto& record :
       phantom::truth_table(static_cast<std::size_t>(options.population), options.seed, options.threads)) {
    Person person{std::move(record), {}};
    for (std::size_t r = 0; r < arms; ++r)
      person.predicted[r] =
          stats::inverse_logit(0.8 * stats::logit(person.record.p_rt[r]) + random.normal(0, 0.7));
    people.push_back(std::move(person));
  }
  return people;
}

decision::Case as_case(const Person& person, const std::string& id) {
  decision::Case one;
  one.patient = id;
  std::vector<decision::RegimenPrediction> predictions;
  for (std::size_t r = 0; r < arms; ++r)
    predictions.push_back({phantom::regimens[r], person.predicted[r], threshold});
  one.recommendation = decision::recommend(std::move(predictions));
  one.t4 = person.record.t_stage == 4;
  one.covariates = {static_cast<double>(person.record.age), std::log(person.record.tumour.volume_ml),
                    person.record.t_stage == 4 ? 1.0 : 0.0, person.record.n_stage >= 2 ? 1.0 : 0.0};
  return one;
}

decision::CaseTable empty_table() {
  return {{phantom::regimens.begin(), phantom::regimens.end()}, {"age", "log volume", "T4", "N2 or N3"}, {}};
}

const Person& draw(const std::vector<Person>& people, Random& random) {
  return people[static_cast<std::size_t>(random.integer(0, static_cast<long>(people.size()) - 1))];
}

struct Cohort {
  decision::CaseTable table = empty_table();
  decision::PotentialOutcomes potential;
};

// Fate and the physician's choice are drawn anew each time a person is.
Cohort draw_cohort(const std::vector<Person>& people, int patients, Random& random) {
  Cohort cohort;
  for (int i = 0; i < patients; ++i) {
    const auto& person = draw(people, random);
    auto one = as_case(person, std::to_string(i + 1));
    const double fate = random.uniform();
    std::vector<bool> rt;
    for (const double p : person.record.p_rt) rt.push_back(fate < p);
    one.given = random.chance(person.record.p_intensive) ? 1 : 0;
    one.actual = rt[one.given] ? cohort::Outcome::rt : cohort::Outcome::nrt;
    cohort.table.cases.push_back(std::move(one));
    cohort.potential.push_back(std::move(rt));
  }
  return cohort;
}

std::vector<decision::Calibration> draw_calibration(const std::vector<Person>& people, int patients,
                                                    bool at_random, Random& random) {
  std::vector<decision::Calibration> sets(arms);
  for (std::size_t r = 0; r < arms; ++r) {
    while (sets[r].rt.size() < static_cast<std::size_t>(patients)) {
      const auto& person = draw(people, random);
      const double chance = at_random ? 0.5 : person.record.p_intensive;
      if (random.chance(chance) != (r == 1)) continue;
      sets[r].probability_rt.push_back(person.predicted[r]);
      sets[r].rt.push_back(random.chance(person.record.p_rt[r]));
    }
  }
  return sets;
}

struct Share {
  double selected = 0, wrong = 0;
};

Share bounded(const Cohort& cohort, const std::vector<decision::Calibration>& sets, double alpha) {
  std::vector<std::vector<double>> probabilities(arms);
  for (const auto& one : cohort.table.cases) {
    for (std::size_t r = 0; r < arms; ++r)
      probabilities[r].push_back(one.recommendation.predictions[r].probability_rt);
  }
  const auto choices = decision::bounded_choices(sets, probabilities, alpha);
  double selected = 0, wrong = 0;
  for (std::size_t i = 0; i < choices.size(); ++i) {
    if (choices[i] == decision::no_bounded_choice) continue;
    selected += 1;
    wrong += cohort.potential[i][choices[i]];
  }
  return {selected / static_cast<double>(choices.size()), selected > 0 ? wrong / selected : 0};
}

struct Estimand {
  std::string name;
  double truth = 0;
};

double probability_of_nrt(const Person& person, std::size_t choice) {
  if (choice != decision::as_given) return 1 - person.record.p_rt[choice];
  const double e = person.record.p_intensive;
  return (1 - e) * (1 - person.record.p_rt[0]) + e * (1 - person.record.p_rt[1]);
}

// In the order of estimates_of.
std::vector<Estimand> true_values(const std::vector<Person>& people) {
  auto table = empty_table();
  for (const auto& person : people) table.cases.push_back(as_case(person, person.record.id));
  const auto policies = decision::standard_policies(table);
  std::vector<double> nrt, toxic;
  for (const auto& policy : policies) {
    double sum = 0, given = 0;
    for (std::size_t i = 0; i < people.size(); ++i) {
      sum += probability_of_nrt(people[i], policy.choice[i]);
      given += policy.choice[i] == decision::as_given ? people[i].record.p_intensive
                                                      : static_cast<double>(policy.choice[i]);
    }
    nrt.push_back(sum / static_cast<double>(people.size()));
    toxic.push_back(given / static_cast<double>(people.size()));
  }
  std::vector<double> priority, benefit;
  for (const auto& person : people) {
    priority.push_back(person.predicted[0] - person.predicted[1]);
    benefit.push_back(person.record.p_rt[0] - person.record.p_rt[1]);
  }
  const auto ranked = decision::target(priority, benefit);
  std::vector<Estimand> estimands;
  for (std::size_t p = 0; p < policies.size(); ++p) {
    estimands.push_back({"NRT, " + policies[p].name + ", IPW", nrt[p]});
    estimands.push_back({"NRT, " + policies[p].name + ", AIPW", nrt[p]});
  }
  estimands.push_back({"NRT, recommendation less physicians, AIPW", nrt[0] - nrt[1]});
  estimands.push_back({fmt::format("given {}, recommendation", phantom::regimens[1]), toxic[0]});
  estimands.push_back({"AUTOC", ranked.autoc});
  estimands.push_back({"Qini", ranked.qini});
  return estimands;
}

std::vector<decision::Estimate> estimates_of(const decision::Analysis& analysis) {
  std::vector<decision::Estimate> estimates;
  for (const auto& one : analysis.policies) {
    estimates.push_back(one.nrt_ipw.value());
    estimates.push_back(one.nrt_aipw);
  }
  const auto& recommended = analysis.policies.front();
  estimates.insert(estimates.end(), {recommended.nrt_gain, recommended.toxic, analysis.autoc, analysis.qini});
  return estimates;
}

struct CohortResult {
  std::vector<decision::Estimate> estimates;
  decision::Comparison comparison;
  decision::TrueAccuracy accuracy;
  Share as_chosen, at_random;
};

CohortResult analyse_cohort(const std::vector<Person>& people, const SimulationOptions& options,
                            std::size_t number) {
  Random random(options.seed, fmt::format("decision simulation/cohort/{}", number));
  const auto cohort = draw_cohort(people, options.patients, random);
  decision::AnalysisOptions analysis;
  analysis.replicates = options.replicates;
  analysis.seed = analysis.nuisance.seed = derive_seed(options.seed, fmt::format("analysis/{}", number));
  CohortResult result;
  result.estimates = estimates_of(decision::analyse(cohort.table, analysis));
  std::vector<decision::Judgement> judgements;
  for (const auto& one : cohort.table.cases)
    judgements.push_back(decision::judge(one.recommendation, phantom::regimens[one.given], one.actual));
  result.comparison = decision::compare(judgements);
  result.accuracy = decision::true_accuracy(cohort.table, cohort.potential);
  result.as_chosen =
      bounded(cohort, draw_calibration(people, options.calibration, false, random), options.alpha);
  result.at_random =
      bounded(cohort, draw_calibration(people, options.calibration, true, random), options.alpha);
  return result;
}

void check(const SimulationOptions& options) {
  if (options.cohorts < 2 || options.patients < 50 || options.population < 100 || options.replicates < 50 ||
      options.calibration < 10) {
    throw input_error(
        "a simulation needs 2 cohorts, 50 patients each, a population of 100, 50 replicates and 10 calibration "
        "patients at least");
  }
}

template <class Of>
double mean_of(const std::vector<CohortResult>& results, Of&& of) {
  double sum = 0;
  for (const auto& result : results) sum += of(result);
  return sum / static_cast<double>(results.size());
}

}  // namespace

Simulation simulate_decisions(const SimulationOptions& options) {
  check(options);
  const auto people = make_population(options);
  std::vector<CohortResult> results(static_cast<std::size_t>(options.cohorts));
  Progress progress("simulated cohorts", results.size());
  parallel_for(results.size(), options.threads, [&](std::size_t i) {
    stop_if_interrupted();
    results[i] = with_context(fmt::format("simulated cohort {}", i + 1),
                              [&] { return analyse_cohort(people, options, i); });
    progress.tick();
  });

  Simulation simulation;
  simulation.options = options;
  const auto estimands = true_values(people);
  for (std::size_t e = 0; e < estimands.size(); ++e) {
    const auto value = [e](const CohortResult& result) { return result.estimates[e].value; };
    const double mean = mean_of(results, value);
    const double variance = mean_of(results, [&](const auto& r) { return std::pow(value(r) - mean, 2); });
    int covered = 0;
    for (const auto& result : results) {
      const auto& estimate = result.estimates[e];
      covered += estimate.low <= estimands[e].truth && estimands[e].truth <= estimate.high;
    }
    simulation.estimands.push_back({estimands[e].name, estimands[e].truth, mean, std::sqrt(variance),
                                    stats::wilson(covered, options.cohorts)});
  }
  simulation.study_rate_model = mean_of(results, [](const auto& r) { return r.comparison.model.value; });
  simulation.study_rate_physician =
      mean_of(results, [](const auto& r) { return r.comparison.physician.value; });
  simulation.true_rate_model = mean_of(results, [](const auto& r) { return r.accuracy.model.value; });
  simulation.true_rate_model_curable =
      mean_of(results, [](const auto& r) { return r.accuracy.model_where_curable.value; });
  simulation.true_rate_physician_curable =
      mean_of(results, [](const auto& r) { return r.accuracy.physician_where_curable.value; });
  simulation.bounded_share = mean_of(results, [](const auto& r) { return r.as_chosen.selected; });
  simulation.bounded_wrong = mean_of(results, [](const auto& r) { return r.as_chosen.wrong; });
  simulation.bounded_share_random = mean_of(results, [](const auto& r) { return r.at_random.selected; });
  simulation.bounded_wrong_random = mean_of(results, [](const auto& r) { return r.at_random.wrong; });
  return simulation;
}

}  // namespace residuum::study
