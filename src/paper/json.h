// The findings as JSON, for `residuum reproduce --json`.
#pragma once

#include "core/json.h"
#include "paper/comparators.h"
#include "paper/t_stage.h"
#include "paper/table1.h"
#include "paper/table2.h"
#include "paper/table3.h"

namespace residuum::paper {

Json to_json(const std::vector<RecomputedP>& table1);
Json to_json(const Table3& table3);
Json to_json(const std::vector<StageBaseline>& baselines);
Json to_json(const Comparators& comparators);
Json table2_json();

std::string to_string(Agreement agreement);  // "yes", "within rounding", "no"

}  // namespace residuum::paper
