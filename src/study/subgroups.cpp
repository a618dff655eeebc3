#include "study/subgroups.h"

#include <map>

#include "cohort/characteristics.h"
#include "core/error.h"
#include "stats/describe.h"
#include "stats/multiplicity.h"
#include "stats/roc_tests.h"
#include "study/scored_models.h"
#include "study/with_interval.h"

namespace residuum::study {
namespace {

void add(Scored& scored, const PredictionRow& row) {
  scored.patients.push_back(row.prediction.patient_id);
  scored.probabilities.push_back(row.prediction.probability_rt);
  scored.outcomes.push_back(row.actual == cohort::Outcome::rt);
}

// "sex F", "age < 47", "age >= 47"; empty when not known.
std::string group_of(const cohort::Patient& patient, const Grouping& grouping) {
  if (!grouping.cut) {
    const auto level = cohort::text_of(patient, grouping.column);
    return level.empty() ? "" : grouping.column + " " + level;
  }
  const auto value = cohort::number_of(patient, grouping.column);
  if (!value) return "";
  return fmt::format("{} {} {:g}", grouping.column, *value < *grouping.cut ? "<" : "\u2265", *grouping.cut);
}

// DeLong's variance is for many; of an AUC of 0 or 1, or of equal probabilities, it is 0, and every
// difference from it significant. Of one patient in a class it is not a number.
bool has_variance(const stats::Auc& auc) {
  return auc.standard_error > 0;
}

bool can_be_compared(const Scored& scored) {
  const int negatives = static_cast<int>(scored.size()) - scored.positives();
  return scored.positives() >= fewest_compared && negatives >= fewest_compared &&
         has_variance(stats::auc_delong(scored.probabilities, scored.outcomes));
}

Subgroup describe(const std::string& regimen, const std::string& name, const Scored& group,
                  const Scored& others, double threshold) {
  Subgroup found{regimen, name, stats::wilson(group.positives(), static_cast<int>(group.size())), {}, {},
                 {},      {}};
  if (group.both_classes()) {
    found.auc = stats::auc_delong(group.probabilities, group.outcomes);
    const auto confusion = stats::confusion(group.probabilities, group.outcomes, threshold);
    found.sensitivity = confusion.sensitivity();
    found.specificity = confusion.specificity();
  }
  if (can_be_compared(group) && can_be_compared(others)) {
    const auto test =
        stats::delong_unpaired(group.probabilities, group.outcomes, others.probabilities, others.outcomes);
    found.less_others = Subgroup::Difference{test.difference, test.low, test.high, test.p};
  }
  return found;
}

void adjust(std::vector<Subgroup>& groups) {
  std::vector<double> p;
  for (const auto& group : groups)
    if (group.less_others) p.push_back(group.less_others->p);
  const auto adjusted = stats::holm(p);
  std::size_t next = 0;
  for (auto& group : groups)
    if (group.less_others) group.less_others->p = adjusted[next++];
}

}  // namespace

std::vector<Grouping> groupings_of(const std::vector<cohort::Patient>& training) {
  std::vector<Grouping> groupings;
  std::vector<double> ages;
  for (const auto& patient : training)
    if (patient.age) ages.push_back(*patient.age);
  if (!ages.empty()) groupings.push_back({"age", stats::quantile(ages, 0.5)});
  for (const std::string column : {"sex", "ajcc_stage", "t_stage", "n_stage"}) {
    for (const auto& patient : training) {
      if (cohort::text_of(patient, column).empty()) continue;
      groupings.push_back({column, {}});
      break;
    }
  }
  return groupings;
}

std::vector<Subgroup> subgroups(const std::vector<PredictionRow>& rows,
                                const std::vector<cohort::Patient>& patients,
                                const std::vector<std::string>& regimens,
                                const std::vector<Grouping>& groupings) {
  std::map<std::string, const cohort::Patient*> by_id;
  for (const auto& patient : patients) by_id[patient.id] = &patient;
  std::vector<Subgroup> found;
  for (const auto& regimen : regimens) {
    std::vector<Subgroup> of_regimen;
    for (const auto& grouping : groupings) {
      std::map<std::string, Scored> inside, outside;
      double threshold = 0.5;
      std::vector<std::pair<std::string, const PredictionRow*>> members;
      for (const auto& row : rows) {
        if (row.prediction.regimen != regimen || row.given != regimen) continue;
        const auto patient = by_id.find(row.prediction.patient_id);
        if (patient == by_id.end())
          throw input_error("predictions: patient {} is not in the patient table", row.prediction.patient_id);
        threshold = row.threshold;
        const auto name = group_of(*patient->second, grouping);
        if (name.empty()) continue;
        members.emplace_back(name, &row);
        add(inside[name], row);
      }
      if (inside.size() < 2) continue;
      for (auto& [name, scored] : inside) {
        for (const auto& [other, row] : members)
          if (other != name) add(outside[name], *row);
        of_regimen.push_back(describe(regimen, name, scored, outside[name], threshold));
      }
    }
    adjust(of_regimen);
    found.insert(found.end(), of_regimen.begin(), of_regimen.end());
  }
  return found;
}

std::vector<report::Block> subgroup_blocks(const std::vector<Subgroup>& groups) {
  if (groups.empty()) return {};
  report::Table table{
      "Performance within groups of test patients, each model on those who had its regimen. Positive class: RT; AUC with "
      "DeLong's 95% interval; sensitivity and specificity at the model's threshold with Wilson's 95% interval; difference: the group's AUC less that of the other patients, DeLong's unpaired "
      "test, P adjusted by Holm within the regimen; age is divided at the training patients' median. No interval where an AUC is 0 or 1, for "
      "DeLong's has no width there, nor of fewer than two patients of an outcome; no difference there, nor of fewer than four. "
      "-: a group without both outcomes",
      {"regimen", "group", "patients (RT)", "AUC", "sensitivity", "specificity", "difference in AUC", "P"},
      {},
      "subgroups"};
  int tested = 0;
  std::string told_apart;
  const auto rate = [](const std::optional<stats::Proportion>& share) {
    return share ? with_interval(share->value, share->low, share->high, 2) : "-";
  };
  for (const auto& group : groups) {
    std::string auc = "-";
    if (group.auc) {
      auc = has_variance(*group.auc) ? with_interval(group.auc->value, group.auc->low, group.auc->high, 2)
                                     : fmt::format("{:.2f}", group.auc->value);
    }
    table.rows.push_back({group.regimen, group.name, fmt::format("{} ({})", group.rt.total, group.rt.count),
                          auc, rate(group.sensitivity), rate(group.specificity),
                          group.less_others ? with_interval(group.less_others->value, group.less_others->low,
                                                            group.less_others->high, 2)
                                            : "-",
                          group.less_others ? p_text(group.less_others->p) : "-"});
    if (!group.less_others) continue;
    ++tested;
    if (group.less_others->p < 0.05)
      told_apart += fmt::format("{}{} ({})", told_apart.empty() ? "" : ", ", group.name, group.regimen);
  }
  std::string words =
      told_apart.empty()
          ? fmt::format(
                "In none of {} groups that could be tested does the AUC differ from the other patients' by the adjusted P. "
                "With groups this small that is no proof that the models do as well in all of them.",
                tested)
          : "The AUC differs from the other patients' by the adjusted P in: " + told_apart + ".";
  return {report::Paragraph{words, "Within groups"}, table};
}

}  // namespace residuum::study
