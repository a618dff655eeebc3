#include "phantom/truth.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>

#include "core/parallel.h"

namespace residuum::phantom {
namespace {

// Ranges of the two things that carry most of the truth; both survive cropping and resizing.
constexpr double most_necrosis = 0.5;
constexpr double least_heterogeneity = 0.03, most_heterogeneity = 0.28;

// log odds of residual tumour, per unit of the features below.
struct Effects {
  double intercept, necrosis, heterogeneity, log_volume, t4, n2_or_n3;
};
constexpr std::array<Effects, regimen_count> effects = {{
    {-1.28, 1.85, 1.45, 0.60, 0.40, 0.30},  // CCRT
    {-2.50, 1.15, 2.05, 0.25, 0.30, 0.30},  // induction helps most where the tumour is bulky and necrotic
}};

// log odds that the physician gives induction chemotherapy.
struct Habit {
  double intercept = -0.55, log_volume = 0.7, t4 = 0.9, n2_or_n3 = 0.6, decade_over_50 = -0.4;
};

double logistic(double x) {
  return 1 / (1 + std::exp(-x));
}

// Uniform on [low, high], brought to mean 0 and standard deviation 1.
double standardised(double value, double low, double high) {
  return (value - (low + high) / 2) / ((high - low) / std::sqrt(12.0));
}

struct Stages {
  TumourPlan plan;
  int t_stage = 0, n_stage = 0;
  bool iva() const { return t_stage == 4 || n_stage == 3; }
  bool locally_advanced() const { return iva() || t_stage == 3 || n_stage == 2; }
};

int threshold_stage(double severity) {
  return severity < -1.3 ? 1 : severity < -0.6 ? 2 : severity < 0.5 ? 3 : 4;
}

void add_nodes(Random& random, double severity, Stages& stages) {
  const int count =
      static_cast<int>(std::clamp(std::lround(1.7 + 0.6 * severity + random.normal(0, 1.0)), 0L, 4L));
  const bool bilateral = count >= 2 && random.chance(0.5);
  bool both = false, low_or_large = false;
  for (int i = 0; i < count; ++i) {
    const bool left = (i % 2 == 1 && bilateral) ? !stages.plan.left : stages.plan.left;
    const double kind = random.uniform();
    TumourPlan::Node node;
    const auto at = [&](double x, double y, double z, double radius_low, double radius_high) {
      node.centre = {static_cast<float>((left ? 1 : -1) * (x + random.uniform(-2, 2))),
                     static_cast<float>(y + random.uniform(-2, 2)), static_cast<float>(z)};
      node.radius = static_cast<float>(random.uniform(radius_low, radius_high));
    };
    const bool retropharyngeal = kind < 0.2;
    if (retropharyngeal) {
      at(18, 4, random.uniform(-16, -6), 5, 7.5);
    } else if (kind < 0.75) {
      at(44, 11, random.uniform(-48, -32), 7, 14);  // level II
    } else if (kind < 0.92) {
      at(42, 7, random.uniform(-68, -56), 6, 11);  // level III
    } else {
      at(48, 36, random.uniform(-64, -50), 6, 10);  // level V
    }
    both |= !retropharyngeal && left != stages.plan.left;
    low_or_large |= node.centre.z < -65 || node.radius > 13.3F;
    stages.plan.nodes.push_back(node);
  }
  stages.n_stage = count == 0 ? 0 : low_or_large ? 3 : both ? 2 : 1;
}

Stages draw_stages(Random& random) {
  Stages stages;
  do {
    stages = {};
    const double severity = random.normal();
    stages.plan.left = random.chance(0.5);
    stages.plan.t_stage = threshold_stage(severity + random.normal(0, 0.4));
    stages.plan.volume_ml = std::clamp(std::exp(3.0 + 0.5 * severity + random.normal(0, 0.25)), 5.0, 75.0);
    // A reader's stage is the extent, one step off for one patient in eight.
    const long error = random.chance(0.125) ? (random.chance(0.5) ? 1 : -1) : 0;
    stages.t_stage = static_cast<int>(std::clamp(stages.plan.t_stage + error, 1L, 4L));
    add_nodes(random, severity, stages);
  } while (!stages.locally_advanced());
  stages.plan.necrotic_fraction = random.uniform(0, most_necrosis);
  stages.plan.heterogeneity = random.uniform(least_heterogeneity, most_heterogeneity);
  return stages;
}

}  // namespace

Case draw_case(std::uint64_t seed, std::size_t index) {
  Random random(seed, fmt::format("phantom/patient/{}", index + 1));
  const Stages stages = draw_stages(random);
  const Build build = vary_build(random);
  Case one{{}, build, grow_tumour(stages.plan, build, random)};
  Record& record = one.record;
  record.id = fmt::format("P{:03}", index + 1);
  record.male = random.chance(0.73);
  record.age = static_cast<int>(std::clamp(std::lround(random.normal(48, 11)), 18L, 78L));
  record.t_stage = stages.t_stage;
  record.n_stage = stages.n_stage;
  record.stage_iva = stages.iva();
  record.tumour = one.tumour.measure;

  const double volume = std::log(record.tumour.volume_ml) - 3.1;
  record.ebv_dna = std::round(std::exp(7.2 + 0.9 * volume + random.normal(0, 1.6)));
  if (random.chance(0.05)) record.ebv_dna = -1;

  const double necrosis = standardised(record.tumour.necrotic_fraction, 0, most_necrosis);
  const double heterogeneity =
      standardised(record.tumour.heterogeneity, least_heterogeneity, most_heterogeneity);
  const double t4 = record.t_stage == 4 ? 1 : 0, n2_or_n3 = record.n_stage >= 2 ? 1 : 0;
  const double fate = random.uniform();
  for (std::size_t r = 0; r < regimen_count; ++r) {
    const Effects& b = effects[r];
    record.p_rt[r] = logistic(b.intercept + b.necrosis * necrosis + b.heterogeneity * heterogeneity +
                              b.log_volume * volume + b.t4 * t4 + b.n2_or_n3 * n2_or_n3);
    record.rt[r] = fate < record.p_rt[r];
  }
  const Habit habit;
  record.p_intensive = logistic(habit.intercept + habit.log_volume * volume + habit.t4 * t4 +
                                habit.n2_or_n3 * n2_or_n3 + habit.decade_over_50 * (record.age - 50) / 10.0);
  record.regimen = random.chance(record.p_intensive) ? 1 : 0;
  return one;
}

std::vector<Record> truth_table(std::size_t patients, std::uint64_t seed, int threads) {
  std::vector<Record> records(patients);
  parallel_for(patients, threads, [&](std::size_t i) { records[i] = draw_case(seed, i).record; });
  return records;
}

}  // namespace residuum::phantom
