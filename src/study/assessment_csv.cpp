#include "core/error.h"
#include "study/assessment_tables.h"

namespace residuum::study {
namespace {

std::string number(double value) {
  return fmt::format("{:.6g}", value);
}

CsvTable policy_value(const Assessment& assessment) {
  CsvTable table({"policy", "measure", "value", "ci_low", "ci_high", "interval", "replicates_left_out"});
  for (const auto& one : assessment.analysis->policies) {
    const auto add = [&](const char* measure, const std::optional<decision::Estimate>& estimate) {
      if (!estimate) return;
      table.add_row({one.policy, measure, number(estimate->value), number(estimate->low),
                     number(estimate->high), "bootstrap percentile 95%",
                     std::to_string(estimate->degenerate)});
    };
    add("nrt_ipw", one.nrt_ipw);
    add("nrt_aipw", one.nrt_aipw);
    add("toxic_share", one.toxic);
    add("net", one.net);
    add("nrt_difference", one.nrt_gain);
    add("toxic_difference", one.toxic_change);
    add("spared_per_100", one.spared);
    if (!one.e_value) continue;
    table.add_row({one.policy, "e_value", number(one.e_value->of_estimate), "", "", "", ""});
    table.add_row({one.policy, "e_value_of_limit", number(one.e_value->of_limit), "", "", "", ""});
  }
  return table;
}

CsvTable overlap(const Assessment& assessment) {
  CsvTable table({"policy", "patients", "given_it", "effective", "largest_weight", "propensities_clipped"});
  for (const auto& one : assessment.analysis->policies) {
    table.add_row({one.policy, std::to_string(assessment.input.table.cases.size()), number(one.at.followed),
                   number(one.at.effective), number(one.at.largest_weight),
                   std::to_string(assessment.analysis->nuisance.clipped)});
  }
  return table;
}

CsvTable decision_curve(const Assessment& assessment) {
  CsvTable table({"regimen", "threshold", "net_benefit_model", "net_benefit_all", "net_benefit_none"});
  for (const auto& curve : assessment.curves) {
    for (const auto& point : curve.points)
      table.add_row({curve.regimen, number(point.threshold), number(point.model), number(point.all), "0"});
  }
  return table;
}

CsvTable trade_off(const Assessment& assessment) {
  CsvTable table({"policy", "exchange", "net"});
  for (const auto& curve : assessment.trade_offs) {
    for (std::size_t i = 0; i < curve.net.size(); ++i)
      table.add_row({curve.policy, number(assessment.exchanges[i]), number(curve.net[i])});
  }
  return table;
}

CsvTable targeting(const Assessment& assessment) {
  CsvTable table({"treated_share", "gain"});
  for (const auto& point : assessment.analysis->targeting.curve)
    table.add_row({number(point.treated), number(point.gain)});
  return table;
}

CsvTable bounded(const Assessment& assessment) {
  CsvTable table({"patient", "bounded_recommendation", "alpha"});
  for (std::size_t i = 0; i < assessment.bounded->choices.size(); ++i) {
    const auto choice = assessment.bounded->choices[i];
    table.add_row({assessment.input.table.cases[i].patient,
                   choice == decision::no_bounded_choice ? decision::no_recommendation
                                                         : assessment.input.table.regimens[choice],
                   number(assessment.bounded->alpha)});
  }
  return table;
}

}  // namespace

std::vector<std::pair<std::string, CsvTable>> assessment_csv(const Assessment& assessment) {
  std::vector<std::pair<std::string, CsvTable>> tables{{"decision_curve", decision_curve(assessment)}};
  if (assessment.analysis) {
    tables.emplace_back("policy_value", policy_value(assessment));
    tables.emplace_back("overlap", overlap(assessment));
    tables.emplace_back("trade_off", trade_off(assessment));
    tables.emplace_back("targeting", targeting(assessment));
  }
  if (assessment.bounded) tables.emplace_back("bounded", bounded(assessment));
  return tables;
}

}  // namespace residuum::study
