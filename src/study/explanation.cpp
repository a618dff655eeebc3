#include "study/explanation.h"

#include <algorithm>
#include <cmath>
#include <functional>

#include "core/csv.h"
#include "core/error.h"
#include "stats/logistic.h"

namespace residuum::study {
namespace {

double log_odds(double probability) {
  return stats::logit(std::clamp(probability, 1e-9, 1 - 1e-9));
}

std::string cell(double value) {
  return fmt::format("{}", value);
}

double needed(const CsvTable& table, std::size_t row, const char* column) {
  const auto value = table.number(row, column);
  if (!value) throw input_error("{}: a number is needed", table.place(row, column));
  return *value;
}

}  // namespace

MapShare map_share(const std::vector<outcome::HeatMap>& maps, const std::vector<imaging::Slice>& inside) {
  double energy = 0, energy_inside = 0, area = 0, area_inside = 0, most = 0;
  std::size_t largest = 0;
  for (std::size_t i = 0; i < maps.size(); ++i) {
    const double before = energy;
    for (std::size_t p = 0; p < inside[i].pixels.size(); ++p) {
      const double value = maps[i].map.pixels[p], share = inside[i].pixels[p];
      energy += value;
      energy_inside += value * share;
      area += 1;
      area_inside += share;
    }
    if (energy - before > most) {
      most = energy - before;
      largest = i;
    }
  }
  MapShare found{largest, {}, area_inside / area};
  if (energy > 0) found.energy = energy_inside / energy;
  return found;
}

double ExplainedPatient::confidence() const {
  return std::abs(log_odds(probability) - log_odds(threshold));
}

std::vector<ShownPatient> choose_shown(const std::vector<ExplainedPatient>& patients, std::size_t count) {
  struct Rule {
    const char* why;
    std::function<bool(const ExplainedPatient&)> fits;
    bool nearest = false;
  };
  const auto is = [](bool right, cohort::Outcome actual) {
    return
        [right, actual](const ExplainedPatient& one) { return one.right() == right && one.actual == actual; };
  };
  const Rule rules[] = {{"most confident right, RT", is(true, cohort::Outcome::rt)},
                        {"most confident right, NRT", is(true, cohort::Outcome::nrt)},
                        {"most confident wrong, RT missed", is(false, cohort::Outcome::rt)},
                        {"most confident wrong, false alarm", is(false, cohort::Outcome::nrt)},
                        {"nearest to the threshold", [](const auto&) { return true; }, true}};
  std::vector<const ExplainedPatient*> left;
  for (const auto& patient : patients) left.push_back(&patient);
  std::vector<ShownPatient> shown;
  for (int round = 0; !left.empty() && shown.size() < count; ++round) {
    for (const auto& rule : rules) {
      auto best = left.end();
      for (auto one = left.begin(); one != left.end(); ++one) {
        if (!rule.fits(**one)) continue;
        const bool better =
            best == left.end() || (rule.nearest ? (*one)->confidence() < (*best)->confidence()
                                                : (*one)->confidence() > (*best)->confidence());
        if (better) best = one;
      }
      if (best == left.end() || shown.size() == count) continue;
      shown.push_back({**best, round == 0 ? rule.why : std::string("next, ") + rule.why});
      left.erase(best);
    }
  }
  return shown;
}

void write_explained(const RunFolder& run, const std::vector<ExplainedPatient>& patients) {
  CsvTable table({"patient", "regimen", "outcome", "predicted", "probability_rt", "threshold", "slices",
                  "telling_slice", "energy_inside", "area_inside"});
  for (const auto& one : patients) {
    table.add_row({one.patient, one.regimen, to_string(one.actual), to_string(one.predicted()),
                   cell(one.probability), cell(one.threshold), std::to_string(one.slices),
                   std::to_string(one.telling), one.energy_inside ? cell(*one.energy_inside) : "",
                   cell(one.area_inside)});
  }
  table.write(explained_table(run));
}

std::vector<ExplainedPatient> read_explained(const RunFolder& run) {
  const auto table = CsvTable::read(explained_table(run));
  std::vector<ExplainedPatient> patients;
  for (std::size_t row = 0; row < table.row_count(); ++row) {
    ExplainedPatient one;
    one.patient = table.cell(row, "patient");
    one.regimen = table.cell(row, "regimen");
    one.probability = needed(table, row, "probability_rt");
    one.threshold = needed(table, row, "threshold");
    one.actual = table.cell(row, "outcome") == "RT" ? cohort::Outcome::rt : cohort::Outcome::nrt;
    one.slices = static_cast<int>(needed(table, row, "slices"));
    one.telling = static_cast<std::size_t>(needed(table, row, "telling_slice"));
    one.area_inside = needed(table, row, "area_inside");
    one.energy_inside = table.number(row, "energy_inside");
    patients.push_back(std::move(one));
  }
  return patients;
}

void write_cascade(const RunFolder& run, const std::vector<CascadeStep>& steps) {
  CsvTable table({"regimen", "part", "patients", "rank_correlation", "rank_low", "rank_high", "ssim",
                  "ssim_low", "ssim_high"});
  for (const auto& step : steps) {
    table.add_row({step.regimen, step.part, std::to_string(step.patients), cell(step.rank_correlation),
                   cell(step.rank_low), cell(step.rank_high), cell(step.ssim), cell(step.ssim_low),
                   cell(step.ssim_high)});
  }
  table.write(cascade_table(run));
}

std::vector<CascadeStep> read_cascade(const RunFolder& run) {
  const auto table = CsvTable::read(cascade_table(run));
  std::vector<CascadeStep> steps;
  for (std::size_t row = 0; row < table.row_count(); ++row) {
    const auto number = [&](const char* column) { return needed(table, row, column); };
    steps.push_back({table.cell(row, "regimen"), table.cell(row, "part"),
                     static_cast<int>(number("patients")), number("rank_correlation"), number("rank_low"),
                     number("rank_high"), number("ssim"), number("ssim_low"), number("ssim_high")});
  }
  return steps;
}

fs::path explained_table(const RunFolder& run) {
  return run.stage("explanation") / "patients.csv";
}
fs::path cascade_table(const RunFolder& run) {
  return run.stage("explanation") / "cascade.csv";
}
fs::path heat_picture_file(const RunFolder& run, const std::string& patient) {
  return run.stage("explanation") / (patient + ".png");
}

}  // namespace residuum::study
