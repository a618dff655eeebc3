#include "study/table2.h"

#include <cmath>

#include "core/csv.h"
#include "core/error.h"
#include "core/random.h"
#include "stats/auc_bootstrap.h"
#include "stats/precision_recall.h"
#include "stats/rates.h"
#include "stats/roc.h"

namespace residuum::study {
namespace {

constexpr double alpha = 0.78;  // of the published scripts
constexpr const char* by_mean = "mean of the slices";
constexpr const char* by_published_rule = "published rule, 0.78";

Merit wilson(const stats::Proportion& rate) {
  if (rate.total == 0) return {};
  return {rate.value, rate.low, rate.high, "Wilson 95%", ""};
}

Merit of_bootstrap(const stats::BootstrapInterval& interval) {
  Merit figure{interval.estimate, interval.low, interval.high, "", interval.note};
  // Of figures all alike (no error in any patient) there is no interval to speak of.
  if (interval.low < interval.high) {
    const bool bca = interval.method == stats::BootstrapMethod::bca;
    figure.interval = fmt::format("bootstrap by patient ({}) 95%", bca ? "BCa" : "percentile");
  }
  return figure;
}

// The share of rows with `hit` among those with `counts`.
struct Rate {
  std::vector<char> counts, hits;

  double of(const std::vector<std::size_t>& rows) const {
    int total = 0, count = 0;
    for (const auto row : rows) {
      total += counts[row];
      count += counts[row] && hits[row];
    }
    return total > 0 ? static_cast<double>(count) / total : std::numeric_limits<double>::quiet_NaN();
  }
};

Merit clustered(const stats::ResamplingPlan& plan, const Rate& rate, const stats::BootstrapOptions& options) {
  std::vector<std::size_t> all(plan.row_count());
  for (std::size_t i = 0; i < all.size(); ++i) all[i] = i;
  const double value = rate.of(all);
  if (!std::isfinite(value)) return {};
  try {
    return of_bootstrap(stats::bootstrap_interval(
        plan, [&](const std::vector<std::size_t>& rows) { return rate.of(rows); }, options));
  } catch (const Error& error) {
    if (error.kind() == ErrorKind::interrupted) throw;
    return {value, 0, 0, "", error.what()};  // of too few patients
  }
}

void add_threshold_free(Table2Row& row, const Scored& scored) {
  if (scored.both_classes()) {
    row.average_precision.value = stats::average_precision(scored.probabilities, scored.outcomes);
  }
  row.micro_auc.value = stats::micro_averaged_auc(scored.probabilities, scored.outcomes);
  row.micro_auc.note = "micro-averaged over both classes, as the published scripts compute it";
  row.brier.value = stats::brier(scored.probabilities, scored.outcomes);
}

Table2Row row_of(const ScoredModel& model, const Scored& scored, const std::string& counted) {
  Table2Row row;
  row.regimen = model.regimen;
  row.network = model.network;
  row.unit = model.unit;
  row.counted = counted;
  row.chosen = model.chosen;
  row.leak = model.leak;
  row.threshold = model.threshold;
  row.count = static_cast<int>(scored.size());
  row.rt = scored.positives();
  add_threshold_free(row, scored);
  return row;
}

Table2Row patients_row(const ScoredModel& model, const Scored& scored) {
  auto row = row_of(model, scored, "patient");
  row.patients = row.count;
  const auto confusion = stats::confusion(scored.probabilities, scored.outcomes, model.threshold);
  row.accuracy = wilson(confusion.accuracy());
  row.sensitivity = wilson(confusion.sensitivity());
  row.specificity = wilson(confusion.specificity());
  row.ppv = wilson(confusion.ppv());
  row.npv = wilson(confusion.npv());
  if (scored.both_classes()) {
    const auto auc = stats::auc_delong(scored.probabilities, scored.outcomes);
    // With one patient in a class DeLong's variance is not defined.
    const bool known = auc.positives > 1 && auc.negatives > 1;
    row.auc = {auc.value, auc.low, auc.high, known ? "DeLong 95%" : "", ""};
  }
  return row;
}

Table2Row images_row(const ScoredModel& model, const Table2Options& options) {
  const auto& scored = model.images;
  auto row = row_of(model, scored, "image");
  row.threshold = model.image_threshold;
  const auto plan = stats::ResamplingPlan::clustered(scored.patients, scored.outcomes);
  row.patients = static_cast<int>(plan.cluster_count());
  stats::BootstrapOptions drawn;
  drawn.replicates = options.replicates;
  drawn.threads = options.threads;
  // One stream for all models of a regimen: differences between them are not differences of luck.
  drawn.seed = derive_seed(options.seed, "table 2, " + model.regimen);
  Rate accuracy, sensitivity, specificity, ppv, npv;
  for (std::size_t i = 0; i < scored.size(); ++i) {
    const bool rt = scored.outcomes[i] == 1, called = scored.probabilities[i] >= row.threshold;
    const auto add = [](Rate& rate, bool counts, bool hits) {
      rate.counts.push_back(counts);
      rate.hits.push_back(hits);
    };
    add(accuracy, true, rt == called);
    add(sensitivity, rt, called);
    add(specificity, !rt, !called);
    add(ppv, called, rt);
    add(npv, !called, !rt);
  }
  row.accuracy = clustered(plan, accuracy, drawn);
  row.sensitivity = clustered(plan, sensitivity, drawn);
  row.specificity = clustered(plan, specificity, drawn);
  row.ppv = clustered(plan, ppv, drawn);
  row.npv = clustered(plan, npv, drawn);
  if (scored.both_classes()) {
    row.auc = of_bootstrap(
        stats::auc_clustered_bootstrap(scored.probabilities, scored.outcomes, scored.patients, drawn));
  }
  return row;
}

Table2Row published_row(const ScoredModel& model) {
  auto rescaled = model;
  rescaled.threshold = 0.5;
  for (auto& probability : rescaled.patients.probabilities) probability = published_score(probability);
  auto row = patients_row(rescaled, rescaled.patients);
  row.rule = by_published_rule;
  return row;
}

void add_figure(CsvTable& table, const Table2Row& row, const std::string& measure, const Merit& figure) {
  const auto number = [](double x) { return fmt::format("{:.4f}", x); };
  const bool interval = !figure.interval.empty();
  table.add_row({row.regimen, row.counted, row.network, row.unit, row.rule, row.chosen ? "1" : "0",
                 row.leak.empty() ? "" : "Leaked: " + row.leak, "RT", std::to_string(row.count),
                 std::to_string(row.patients), std::to_string(row.rt), number(row.threshold), measure,
                 std::isfinite(figure.value) ? number(figure.value) : "", interval ? number(figure.low) : "",
                 interval ? number(figure.high) : "", figure.interval, figure.note});
}

}  // namespace

double published_score(double mean_probability_rt) {
  const double q = 1 - mean_probability_rt;
  const double rescaled = q > alpha ? 0.5 + 0.5 * (q - alpha) / (1 - alpha) : 0.5 * q / alpha;
  return 1 - rescaled;
}

std::vector<Table2Row> table2(const std::vector<ScoredModel>& models,
                              const std::vector<std::string>& regimens, const Table2Options& options) {
  std::vector<Table2Row> rows;
  for (const auto& regimen : regimens) {
    const auto candidates = candidates_of(models, regimen);
    for (const auto& model : candidates) {
      if (model.images.size() > 0) rows.push_back(images_row(model, options));
    }
    for (const auto& model : candidates) {
      rows.push_back(patients_row(model, model.patients));
      if (model.unit != "image") continue;
      rows.back().rule = by_mean;
      if (options.published_rule) rows.push_back(published_row(model));
    }
  }
  return rows;
}

void write_table2(const fs::path& path, const std::vector<Table2Row>& rows) {
  CsvTable table({"regimen", "counted", "network", "unit", "rule", "chosen", "leak", "positive_class",
                  "count", "patients", "rt", "threshold", "measure", "value", "ci_low", "ci_high", "interval",
                  "note"});
  for (const auto& row : rows) {
    add_figure(table, row, "auc", row.auc);
    add_figure(table, row, "accuracy", row.accuracy);
    add_figure(table, row, "sensitivity", row.sensitivity);
    add_figure(table, row, "specificity", row.specificity);
    add_figure(table, row, "ppv", row.ppv);
    add_figure(table, row, "npv", row.npv);
    add_figure(table, row, "average_precision", row.average_precision);
    add_figure(table, row, "brier", row.brier);
    add_figure(table, row, "micro_auc", row.micro_auc);
  }
  table.write(path);
}

}  // namespace residuum::study
