#include "study/protocols.h"

#include <algorithm>
#include <set>
#include <tuple>

#include "core/error.h"
#include "study/candidates_table.h"
#include "study/report_sections.h"

namespace residuum::study {
namespace {

constexpr const char* how_it_leaked = "the epoch was chosen by the accuracy on these very test patients";

ProtocolFigures figures_from(const Json& json, int epochs, const std::string& where) {
  ProtocolFigures figures;
  figures.epoch = json_field<int>(json, "epoch", where);
  if (figures.epoch < 1 || figures.epoch > epochs) {
    throw input_error("{}: field \"epoch\" is {}; from 1 to the training's {} epochs is needed", where,
                      figures.epoch, epochs);
  }
  for (const auto& [name, value] :
       {std::pair{"accuracy", &figures.accuracy}, {"auc", &figures.auc}, {"micro_auc", &figures.micro_auc}}) {
    *value = json_field<double>(json, name, where);
    if (!(*value >= 0 && *value <= 1))
      throw input_error("{}: field \"{}\" is {}; between 0 and 1 is needed", where, name, *value);
  }
  return figures;
}

ProtocolPair pair_from(const Json& json, const std::string& where) {
  ProtocolPair pair;
  pair.regimen = json_field<std::string>(json, "regimen", where);
  pair.network = json_field<std::string>(json, "network", where);
  pair.unit = json_field<std::string>(json, "unit", where);
  if (std::ranges::find(units_of_analysis, pair.unit) == units_of_analysis.end())
    throw input_error("{}: field \"unit\" is \"{}\"; image, mean, stack or attention is needed", where,
                      pair.unit);
  pair.epochs = json_field<int>(json, "epochs", where);
  pair.test_patients = json_field<int>(json, "test_patients", where);
  pair.rt = json_field<int>(json, "rt", where);
  if (pair.rt < 1 || pair.rt >= pair.test_patients) {
    throw input_error(
        "{}: {} RT of {} test patients (fields \"rt\", \"test_patients\"); both classes are needed", where,
        pair.rt, pair.test_patients);
  }
  pair.leaked = figures_from(json_field<Json>(json, "leaked", where), pair.epochs, where + ", leaked");
  pair.honest = figures_from(json_field<Json>(json, "honest", where), pair.epochs, where + ", honest");
  return pair;
}

// Leaked, honest, difference.
void add_cells(std::vector<std::string>& cells, double leaked, double honest) {
  cells.insert(cells.end(), {fmt::format("{:.3f}", leaked), fmt::format("{:.3f}", honest),
                             fmt::format("{:+.3f}", leaked - honest)});
}

struct Optimism {
  double mean = 0, lowest = 1, highest = -1;
};

Optimism optimism(const std::vector<ProtocolPair>& pairs, double ProtocolFigures::*figure) {
  Optimism found;
  for (const auto& pair : pairs) {
    const double difference = pair.leaked.*figure - pair.honest.*figure;
    found.mean += difference / static_cast<double>(pairs.size());
    found.lowest = std::min(found.lowest, difference);
    found.highest = std::max(found.highest, difference);
  }
  return found;
}

std::string words_of(const std::vector<ProtocolPair>& pairs) {
  const auto accuracy = optimism(pairs, &ProtocolFigures::accuracy),
             auc = optimism(pairs, &ProtocolFigures::auc);
  const auto figure = [&](const char* name, const Optimism& of) {
    if (pairs.size() == 1) return fmt::format("{} {:+.3f}", name, of.mean);
    return fmt::format("{} {:+.3f} (from {:+.3f} to {:+.3f})", name, of.mean, of.lowest, of.highest);
  };
  const auto difference = accuracy.mean > 0 ? "a higher" : accuracy.mean < 0 ? "a lower" : "no other";
  return fmt::format(
      "On the same data the published protocol reports {} accuracy than the honest one ({}): {}, {}. {}",
      difference, pairs.size() == 1 ? "one network" : fmt::format("mean of {} networks", pairs.size()),
      figure("accuracy", accuracy), figure("AUC", auc),
      accuracy.mean > 0
          ? "That much owes nothing to what a network knows of new patients: the epoch was chosen on the patients that "
            "it is then tested on. Part of it is that the honest training holds patients out and learns from fewer."
          : "Here the choice of the epoch on the test patients gained nothing; that it could is why it is not made.");
}

}  // namespace

std::vector<ProtocolPair> protocols_from_json(const Json& json, const std::string& where) {
  std::vector<ProtocolPair> pairs;
  std::set<std::tuple<std::string, std::string, std::string>> seen;
  const auto networks = json_field<Json>(json, "networks", where);
  if (!networks.is_array()) throw input_error("{}: field \"networks\" is no list", where);
  for (std::size_t i = 0; i < networks.size(); ++i) {
    const auto place = fmt::format("{}, network {}", where, i + 1);
    pairs.push_back(pair_from(networks[i], place));
    const auto& pair = pairs.back();
    if (!seen.insert({pair.regimen, pair.network, pair.unit}).second)
      throw input_error("{}: {}, {} by {} stands twice", place, pair.regimen, pair.network, pair.unit);
  }
  return pairs;
}

std::vector<report::Block> protocol_blocks(const std::vector<ProtocolPair>& pairs) {
  if (pairs.empty()) return {};
  report::Table table{
      "The two protocols side by side on the same data. Published: the epoch of the best accuracy on the test cohort; "
      "honest: the same training settings, the epoch chosen on training patients held out. Figures of the test "
      "patients, positive class RT; micro: AUC micro-averaged over both classes, as the published scripts compute "
      "it; optimism: published less honest. Without intervals",
      {"regimen", "network", "learns from", "patients (RT)", "epochs kept", "accuracy, published (leaked)",
       "accuracy, honest", "optimism", "AUC, published (leaked)", "AUC, honest", "optimism of AUC",
       "micro, published (leaked)", "micro, honest", "optimism of micro"},
      {},
      "protocols",
      std::string("the published protocol's columns: ") + how_it_leaked};
  for (const auto& pair : pairs) {
    std::vector<std::string> cells{
        pair.regimen, pair.network, pair.unit, fmt::format("{} ({})", pair.test_patients, pair.rt),
        fmt::format("{} / {} of {}", pair.leaked.epoch, pair.honest.epoch, pair.epochs)};
    add_cells(cells, pair.leaked.accuracy, pair.honest.accuracy);
    add_cells(cells, pair.leaked.auc, pair.honest.auc);
    add_cells(cells, pair.leaked.micro_auc, pair.honest.micro_auc);
    table.rows.push_back(std::move(cells));
  }
  return {report::Paragraph{words_of(pairs), "How much optimism the published protocol adds"}, table};
}

void add_protocols(report::Section& section, const Context& context) {
  const auto path = context.run().protocols();
  if (!fs::exists(path)) return;
  for (auto& block : protocol_blocks(protocols_from_json(read_json(path), path.string())))
    section.blocks.push_back(std::move(block));
}

}  // namespace residuum::study
