#include "study/interpretation_settings.h"

namespace residuum::study {

ExplanationSettings read_explanation(const Config& config) {
  ExplanationSettings settings;
  settings.cam.method = outcome::cam_method(
      config.choice("explanation.method", to_string(settings.cam.method), {"grad-cam", "grad-cam++"}));
  settings.cam.eigen_smoothing = config.flag("explanation.eigen_smoothing", settings.cam.eigen_smoothing);
  settings.pictures = static_cast<int>(config.integer("explanation.pictures", settings.pictures, 1, 12));
  settings.randomised =
      static_cast<int>(config.integer("explanation.randomised", settings.randomised, 0, 1000));
  return settings;
}

FusionSettings read_fusion(const Config& config) {
  FusionSettings settings;
  settings.covariates = config.texts("fusion.covariates", settings.covariates);
  settings.folds = static_cast<int>(config.integer("fusion.folds", settings.folds, 2, 100));
  return settings;
}

NoveltySettings read_novelty(const Config& config) {
  NoveltySettings settings;
  settings.neighbours = static_cast<int>(config.integer("novelty.neighbours", settings.neighbours, 1, 1000));
  settings.rate = config.number("novelty.rate", settings.rate, 0.001, 0.5);
  return settings;
}

Json to_json(const ExplanationSettings& settings) {
  return {{"method", to_string(settings.cam.method)},
          {"eigen_smoothing", settings.cam.eigen_smoothing},
          {"pictures", settings.pictures},
          {"randomised", settings.randomised}};
}

Json to_json(const FusionSettings& settings) {
  return {{"covariates", settings.covariates}, {"folds", settings.folds}};
}

Json to_json(const NoveltySettings& settings) {
  return {{"neighbours", settings.neighbours}, {"rate", settings.rate}};
}

outcome::CamOptions cam_options(const Json& settings, const std::string& where) {
  return {outcome::cam_method(json_field<std::string>(settings, "method", where)),
          json_field<bool>(settings, "eigen_smoothing", where)};
}

}  // namespace residuum::study
