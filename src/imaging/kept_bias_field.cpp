#include "imaging/kept_bias_field.h"

#include <fmt/ranges.h>

#include <algorithm>
#include <optional>

#include "core/error.h"
#include "core/json.h"

namespace residuum::imaging {
namespace {

// Cubic splines need four control points along each axis.
bool is_whole(const BiasField& field) {
  const auto count = field.control_points.size();
  const auto fits = [&](std::size_t one) { return one >= 4 && one <= count; };
  return std::ranges::all_of(field.size, fits) && field.size[0] * field.size[1] * field.size[2] == count;
}

std::optional<BiasField> read_field(const fs::path& path) {
  if (!fs::exists(path)) return std::nullopt;
  try {
    const Json value = read_json(path);
    BiasField field{json_field<std::array<std::size_t, 3>>(value, "size", path.string()),
                    json_field<std::vector<float>>(value, "control_points", path.string())};
    if (is_whole(field) &&
        json_field<std::string>(value, "sha256", path.string()) == sha256_of(field.control_points))
      return field;
  } catch (const Error&) {  // damaged: made anew
  }
  return std::nullopt;
}

}  // namespace

BiasField kept_bias_field(const fs::path& folder, const Volume& volume) {
  const auto name =
      sha256(fmt::format("{} {} {} {}", sha256_of(volume.voxels), fmt::join(volume.geometry.size, " "),
                         fmt::join(volume.geometry.spacing, " "), bias_field_method()));
  const auto path = folder / (name + ".json");
  if (auto kept = read_field(path)) return std::move(*kept);
  auto found = find_bias_field(volume);
  write_json(path, {{"size", found.size},
                    {"control_points", found.control_points},
                    {"sha256", sha256_of(found.control_points)}});
  return found;
}

}  // namespace residuum::imaging
