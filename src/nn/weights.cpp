#include "nn/weights.h"

#include <fmt/ranges.h>

#include "core/error.h"
#include "core/version.h"
#include "nn/pretrained.h"
#include "nn/published_names.h"
#include "nn/weights_file.h"

namespace residuum::nn {
namespace {

constexpr std::size_t most_named = 4;  // of a long list, in one line

std::string some_of(const std::vector<std::string>& names) {
  const auto count = std::min(names.size(), most_named);
  const auto shown =
      fmt::format("{}", fmt::join(names.begin(), names.begin() + static_cast<long>(count), ", "));
  return count == names.size() ? shown : fmt::format("{} and {} more", shown, names.size() - count);
}

}  // namespace

WeightsListing list_weights(const fs::path& path) {
  const auto file = read_weights(path);
  WeightsListing listing;
  listing.format = weights_format(path);
  listing.metadata = file.weights.metadata;
  listing.passed_over = file.passed_over;
  for (const auto& [name, tensor] : file.weights.tensors) {
    listing.tensors.push_back({name, dtype_name(tensor.scalar_type()), tensor.sizes().vec()});
    listing.numbers += static_cast<std::uint64_t>(tensor.numel());
    listing.bytes += tensor.nbytes();
  }
  return listing;
}

std::string describe(const WeightsFit& fit) {
  std::vector<std::string> parts;
  const auto say = [&](const std::vector<std::string>& names, const char* what) {
    if (!names.empty()) parts.push_back(fmt::format("{} ({})", what, some_of(names)));
  };
  say(fit.missing, "missing");
  say(fit.unexpected, "unexpected");
  say(fit.misshaped, "of another shape");
  say(fit.head_anew, "the head starts anew");
  for (const auto& adapted : fit.adapted) parts.push_back(adapted);
  say(fit.passed_over, "passed over");
  return fmt::format("{}", fmt::join(parts, "; "));
}

WeightsFit check_weights(const fs::path& path, const std::string& network, int classes, int channels) {
  const auto made = make_any_network(network, classes, channels);
  return fit_weights(*made, read_weights(path).weights).fit;
}

void require_fit(const fs::path& path, const std::string& network) {
  const auto fit = check_weights(path, network, 1, 3);
  if (fit.usable()) return;
  throw input_error("{}: the weights do not fit {}: {}; `residuum weights show --network {}` lists all",
                    path.string(), network, describe(fit), network);
}

void convert_weights(const fs::path& from, const fs::path& to, const std::string& network) {
  auto file = read_weights(from).weights;
  if (!network.empty()) {
    require_fit(from, network);
    file = in_our_names(std::move(file), *make_any_network(network, 1, 3));
  }
  file.metadata["program"] = std::string("residuum ") + version;
  file.metadata["converted_from"] = from.filename().string();
  file.metadata["sha256_of_original"] = sha256_of_file(from);
  write_safetensors(to, file);
}

}  // namespace residuum::nn
