#include "study/network_tests.h"

#include <algorithm>

#include "core/csv.h"
#include "core/error.h"
#include "stats/multiplicity.h"
#include "stats/roc.h"
#include "stats/roc_tests.h"

namespace residuum::study {
namespace {

NetworkTest compare(const ScoredModel& first, const ScoredModel& second) {
  NetworkTest test;
  test.regimen = first.regimen;
  test.unit = first.unit;
  test.first = first.network;
  test.second = second.network;
  test.leak = first.leak.empty() ? second.leak : first.leak;
  const auto& patients = first.patients;
  test.patients = static_cast<int>(patients.size());
  test.rt = patients.positives();
  if (second.patients.patients != patients.patients || second.patients.outcomes != patients.outcomes) {
    throw input_error("{}: {} and {} by {} were not tested on the same patients", test.regimen, test.first,
                      test.second, test.unit);
  }
  test.first_auc = stats::auc(patients.probabilities, patients.outcomes);
  test.second_auc = stats::auc(second.patients.probabilities, patients.outcomes);
  try {
    const auto delong =
        stats::delong_paired(patients.probabilities, second.patients.probabilities, patients.outcomes);
    test.difference = {delong.difference, delong.low, delong.high, delong.p, delong.p};
  } catch (const Error&) {
    // Not defined; see the header.
  }
  return test;
}

void adjust(std::vector<NetworkTest>& tests) {
  std::vector<double> p;
  for (const auto& test : tests) {
    if (test.difference) p.push_back(test.difference->p);
  }
  const auto adjusted = stats::holm(p);
  std::size_t next = 0;
  for (auto& test : tests) {
    if (test.difference) test.difference->adjusted_p = adjusted[next++];
  }
}

}  // namespace

std::vector<NetworkTest> network_tests(const std::vector<ScoredModel>& models,
                                       const std::vector<std::string>& regimens) {
  std::vector<NetworkTest> tests;
  for (const auto& regimen : regimens) {
    const auto candidates = candidates_of(models, regimen);
    for (const std::string unit : units_of_analysis) {
      std::vector<NetworkTest> of_unit;
      for (std::size_t i = 0; i < candidates.size(); ++i) {
        if (candidates[i].unit != unit || !candidates[i].patients.both_classes()) continue;
        for (std::size_t j = i + 1; j < candidates.size(); ++j) {
          if (candidates[j].unit == unit) of_unit.push_back(compare(candidates[i], candidates[j]));
        }
      }
      adjust(of_unit);
      tests.insert(tests.end(), of_unit.begin(), of_unit.end());
    }
  }
  return tests;
}

void write_network_tests(const fs::path& path, const std::vector<NetworkTest>& tests) {
  CsvTable table({"regimen", "unit", "first", "second", "leak", "patients", "rt", "first_auc", "second_auc",
                  "difference", "ci_low", "ci_high", "p", "p_holm"});
  const auto number = [](double x) { return fmt::format("{:.4f}", x); };
  for (const auto& test : tests) {
    std::vector<std::string> cells{test.regimen,
                                   test.unit,
                                   test.first,
                                   test.second,
                                   test.leak.empty() ? "" : "Leaked: " + test.leak,
                                   std::to_string(test.patients),
                                   std::to_string(test.rt),
                                   number(test.first_auc),
                                   number(test.second_auc)};
    if (const auto& d = test.difference) {
      for (const double x : {d->value, d->low, d->high}) cells.push_back(number(x));
      for (const double p : {d->p, d->adjusted_p}) cells.push_back(fmt::format("{:.4g}", p));
    } else {
      cells.resize(table.columns().size());
    }
    table.add_row(cells);
  }
  table.write(path);
}

std::vector<SeedSpread> seed_spreads(const std::vector<ScoredModel>& models,
                                     const std::vector<std::string>& regimens) {
  std::vector<SeedSpread> spreads;
  for (const auto& regimen : regimens) {
    const auto chosen = std::ranges::find_if(
        models, [&](const ScoredModel& model) { return model.regimen == regimen && model.chosen; });
    if (chosen == models.end() || !chosen->patients.both_classes()) continue;
    SeedSpread spread{regimen, chosen->network, chosen->unit, chosen->leak, {}};
    for (const auto& model : models) {
      if (model.regimen != regimen || model.network != chosen->network || model.unit != chosen->unit)
        continue;
      spread.aucs.emplace_back(model.seed, stats::auc(model.patients.probabilities, model.patients.outcomes));
      if (spread.leak.empty()) spread.leak = model.leak;
    }
    if (spread.aucs.size() < 2) continue;
    std::ranges::sort(spread.aucs);
    const auto [low, high] = std::ranges::minmax_element(spread.aucs, {}, &std::pair<int, double>::second);
    spread.lowest = low->second;
    spread.highest = high->second;
    for (const auto& [seed, auc] : spread.aucs) spread.mean += auc / static_cast<double>(spread.aucs.size());
    spreads.push_back(std::move(spread));
  }
  return spreads;
}

}  // namespace residuum::study
