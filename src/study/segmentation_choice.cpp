#include "study/segmentation_choice.h"

#include <algorithm>

#include "core/error.h"
#include "core/json.h"

namespace residuum::study {

void write_tried(const fs::path& path, const TriedNetwork& tried) {
  Json folds = Json::array();
  for (const auto& history : tried.folds) folds.push_back(learn::to_json(history));
  write_json(path,
             {{"network", tried.network}, {"validation_dice", tried.validation_dice}, {"folds", folds}});
}

TriedNetwork read_tried(const fs::path& path) {
  const Json value = read_json(path);
  const auto where = path.string();
  TriedNetwork tried;
  tried.network = json_field<std::string>(value, "network", where);
  tried.validation_dice = json_field<double>(value, "validation_dice", where);
  for (const auto& history : json_field<std::vector<Json>>(value, "folds", where))
    tried.folds.push_back(learn::history_from_json(history, where));
  return tried;
}

const TriedNetwork& best_of(const std::vector<TriedNetwork>& networks) {
  return *std::max_element(networks.begin(), networks.end(), [](const auto& a, const auto& b) {
    return a.validation_dice < b.validation_dice;
  });
}

SegmentationChoice read_choice(const RunFolder& run) {
  const auto path = run.segmentation_choice();
  const Json value = read_json(path);
  SegmentationChoice choice;
  choice.chosen = json_field<std::string>(value, "chosen", path.string());
  for (const auto& name : json_field<std::vector<std::string>>(value, "networks", path.string()))
    choice.networks.push_back(read_tried(run.segmentation_history(name)));
  return choice;
}

ScoreFiles score_files(const RunFolder& run, const SegmentationChoice& choice, const std::string& network) {
  if (network == choice.chosen) return {run.dice_table(), run.slice_dice_table()};
  return {run.network_scores(network), run.network_slice_scores(network)};
}

}  // namespace residuum::study
