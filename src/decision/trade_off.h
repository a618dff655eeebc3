// Net benefit of policies over how much toxicity is thought to cost: NRT under the policy less `exchange`
// times its mean toxicity (a decision curve for treatments: Vickers, Kattan & Sargent 2007).
#pragma once

#include <string>
#include <vector>

#include "decision/policy_value.h"

namespace residuum::decision {

struct TradeOff {
  std::string policy;
  std::vector<double> net;  // one an exchange
};

// Of each policy, and of the one that follows the predicted benefit, which is another for each exchange.
std::vector<TradeOff> trade_offs(const CaseTable& table, const Nuisance& nuisance,
                                 const std::vector<Policy>& policies, const std::vector<double>& exchanges);

}  // namespace residuum::decision
