#include "decision/trade_off.h"

namespace residuum::decision {

std::vector<TradeOff> trade_offs(const CaseTable& table, const Nuisance& nuisance,
                                 const std::vector<Policy>& policies, const std::vector<double>& exchanges) {
  std::vector<TradeOff> curves;
  for (const auto& policy : policies) {
    const auto value = value_of(table, nuisance, policy);
    TradeOff curve{policy.name, {}};
    for (const double exchange : exchanges) curve.net.push_back(value.net(exchange));
    curves.push_back(std::move(curve));
  }
  TradeOff by_benefit{benefit_policy(table, 0).name, {}};
  for (const double exchange : exchanges)
    by_benefit.net.push_back(value_of(table, nuisance, benefit_policy(table, exchange)).net(exchange));
  curves.push_back(std::move(by_benefit));
  return curves;
}

}  // namespace residuum::decision
