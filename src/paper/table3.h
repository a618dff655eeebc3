// Table 3 recomputed: the article's 85 test patients through the code that judges a run (decision/judge.h).
#pragma once

#include <vector>

#include "decision/judge.h"
#include "paper/printed.h"

namespace residuum::paper {

// What the article prints of it.
struct PrintedTable3 {
  int physician_right = 39, physician_judged = 65, model_right = 58, model_judged = 69;
  double physician_rate = 0.6000, model_rate = 0.8406, p = 0.002;
};

struct JudgedSituation {
  Situation situation;
  decision::Judgement judgement;
};

struct Table3 {
  PrintedTable3 printed;
  std::vector<JudgedSituation> situations;
  decision::Comparison comparison;
  bool agrees = false;  // counts, rates and P as printed
};

// Errors: failure, when the printed predictions do not lead to the printed recommendation.
Table3 recompute_table3();

}  // namespace residuum::paper
