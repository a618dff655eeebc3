#include "learn/recipe.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "core/error.h"

namespace residuum::learn {
namespace {

constexpr Recipe recipes[] = {{"adamw", "AdamW", 0, 0.01, 1, 0},
                              {"sgd", "SGD", 0.9, 1e-4, 1, 0},
                              {"rmsprop", "RMSprop", 0.9, 1e-8, 0, 0.1}};

constexpr double warm_up = 0.1, last = 0.01;         // adamw: share of the training, share of the peak
constexpr double drop_at = 0.75, drop_factor = 0.1;  // sgd

std::string schedule(const std::string& optimiser, double peak) {
  if (optimiser == "rmsprop") return fmt::format("a constant learning rate of {:g}", peak);
  if (optimiser == "sgd") {
    return fmt::format("a learning rate of {:g}, times {:g} from {:g}% of the training on", peak, drop_factor,
                       100 * drop_at);
  }
  return fmt::format(
      "a learning rate rising linearly to {:g} over the first {:g}% of the training and falling along a half cosine "
      "to {:g}% of it",
      peak, 100 * warm_up, 100 * last);
}

}  // namespace

const Recipe& recipe(const std::string& optimiser) {
  for (const auto& one : recipes) {
    if (one.name == optimiser) return one;
  }
  throw input_error("optimiser \"{}\" is unknown; adamw, sgd or rmsprop is allowed", optimiser);
}

double scheduled_rate(const std::string& optimiser, double peak, double progress) {
  if (optimiser == "rmsprop") return peak;
  if (optimiser == "sgd") return progress < drop_at ? peak : drop_factor * peak;
  if (progress < warm_up) return peak * std::max(last, progress / warm_up);
  const double fall = 0.5 * (1 + std::cos(std::numbers::pi * (progress - warm_up) / (1 - warm_up)));
  return peak * (last + (1 - last) * fall);
}

std::string describe(const Recipe& recipe, double peak) {
  return describe(recipe, schedule(recipe.name, peak));
}

std::string describe(const Recipe& recipe, const std::string& schedule) {
  std::string text = std::string(recipe.title) + " (";
  if (recipe.momentum > 0) text += fmt::format("momentum {:g}, ", recipe.momentum);
  text += fmt::format("weight decay {:g}) with {}", recipe.weight_decay, schedule);
  if (recipe.clip_norm > 0) text += fmt::format(", gradients clipped to a norm of {:g}", recipe.clip_norm);
  if (recipe.clip_value > 0) text += fmt::format(", gradient values clipped at {:g}", recipe.clip_value);
  return text;
}

}  // namespace residuum::learn
