#include "cohort/table1.h"

#include <algorithm>

#include "stats/describe.h"
#include "stats/rank_tests.h"
#include "stats/standardised_difference.h"

namespace residuum::cohort {
namespace {

std::vector<double> numbers_of(const std::vector<Patient>& patients, const std::string& column) {
  std::vector<double> values;
  for (const auto& patient : patients) {
    if (const auto value = number_of(patient, column)) values.push_back(*value);
  }
  return values;
}

NumberSummary summary_of(const std::vector<double>& values, std::size_t patients) {
  NumberSummary summary;
  summary.n = static_cast<int>(values.size());
  summary.missing = static_cast<int>(patients - values.size());
  if (values.empty()) return summary;
  double mean = 0;
  for (const double value : values) mean += value / static_cast<double>(values.size());
  summary.mean = mean;
  summary.median = stats::quantile(values, 0.5);
  summary.lower_quartile = stats::quantile(values, 0.25);
  summary.upper_quartile = stats::quantile(values, 0.75);
  if (values.size() >= 2) summary.sd = stats::summarise(values).sd;
  return summary;
}

void compare_numbers(ComparedRow& row, const std::vector<Patient>& first,
                     const std::vector<Patient>& second) {
  const auto x = numbers_of(first, row.characteristic.name), y = numbers_of(second, row.characteristic.name);
  row.first = summary_of(x, first.size());
  row.second = summary_of(y, second.size());
  row.missing_first = row.first.missing;
  row.missing_second = row.second.missing;
  if (x.size() < 2 || y.size() < 2) {
    row.test.rule = "not tested: fewer than two values";
    return;
  }
  const auto a = stats::summarise(x), b = stats::summarise(y);
  row.difference = stats::standardised_difference(a, b);
  if (row.characteristic.normal) {
    row.test = stats::table1_means(a, b);
  } else {
    row.test = {stats::mann_whitney(x, y).p, "Mann-Whitney U test"};
  }
}

void compare_levels(ComparedRow& row, const std::vector<Patient>& first, const std::vector<Patient>& second) {
  const auto& levels = row.characteristic.levels;
  row.counts.assign(levels.size(), {0, 0});
  const auto count = [&](const std::vector<Patient>& patients, std::size_t group, int& missing) {
    for (const auto& patient : patients) {
      const auto found = std::find(levels.begin(), levels.end(), text_of(patient, row.characteristic.name));
      if (found == levels.end()) {
        ++missing;
      } else {
        ++row.counts[static_cast<std::size_t>(found - levels.begin())][group];
      }
    }
  };
  count(first, 0, row.missing_first);
  count(second, 1, row.missing_second);
  row.test = stats::table1_counts(row.counts);
  row.difference = stats::standardised_difference(row.counts);
}

std::vector<Patient> those(const std::vector<Patient>& patients, const std::string& regimen,
                           std::optional<Outcome> outcome = {}) {
  std::vector<Patient> kept;
  std::copy_if(patients.begin(), patients.end(), std::back_inserter(kept), [&](const Patient& patient) {
    return patient.regimen == regimen && (!outcome || patient.outcome == outcome);
  });
  return kept;
}

}  // namespace

GroupComparison compare_groups(const std::vector<Characteristic>& characteristics,
                               const std::string& first_name, const std::vector<Patient>& first,
                               const std::string& second_name, const std::vector<Patient>& second) {
  GroupComparison made{
      first_name, second_name, static_cast<int>(first.size()), static_cast<int>(second.size()), {}};
  for (const auto& characteristic : characteristics) {
    ComparedRow row;
    row.characteristic = characteristic;
    if (characteristic.is_number()) {
      compare_numbers(row, first, second);
    } else {
      compare_levels(row, first, second);
    }
    made.rows.push_back(std::move(row));
  }
  return made;
}

Table1 table1(const Split& split, const std::vector<std::string>& regimens) {
  const auto &training = split.training.patients(), &test = split.test.patients();
  std::vector<Patient> all = training;
  all.insert(all.end(), test.begin(), test.end());
  Table1 made;
  made.characteristics = characteristics_of(all);
  const auto& shown = made.characteristics.shown;
  for (const auto& regimen : regimens) {
    for (const auto* part : {&training, &test}) {
      made.blocks.push_back({regimen, part == &training ? "training" : "test",
                             compare_groups(shown, "NRT", those(*part, regimen, Outcome::nrt), "RT",
                                            those(*part, regimen, Outcome::rt))});
    }
  }
  for (const auto& regimen : regimens) {
    made.balance.push_back(compare_groups(shown, regimen + " training", those(training, regimen),
                                          regimen + " test", those(test, regimen)));
  }
  for (std::size_t i = 0; i < regimens.size(); ++i) {
    for (std::size_t j = i + 1; j < regimens.size(); ++j) {
      made.balance.push_back(
          compare_groups(shown, regimens[i], those(all, regimens[i]), regimens[j], those(all, regimens[j])));
    }
  }
  return made;
}

}  // namespace residuum::cohort
