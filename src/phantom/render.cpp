#include "phantom/render.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace residuum::phantom {
namespace {

constexpr std::size_t layers_per_slice = 3;
constexpr double top_mm = 53;  // 2 cm above the sella

imaging::Mat3 product(const imaging::Mat3& a, const imaging::Mat3& b) {
  imaging::Mat3 c{};
  for (std::size_t i = 0; i < 3; ++i) {
    for (std::size_t j = 0; j < 3; ++j) {
      for (std::size_t k = 0; k < 3; ++k) c[i][j] += a[i][k] * b[k][j];
    }
  }
  return c;
}

// About x (nodding), y (leaning), z (turning), in degrees.
imaging::Mat3 rotation(const imaging::Vec3& degrees) {
  const auto [x, y, z] = degrees;
  constexpr double degree = std::numbers::pi / 180;
  const double cx = std::cos(x * degree), sx = std::sin(x * degree), cy = std::cos(y * degree);
  const double sy = std::sin(y * degree), cz = std::cos(z * degree), sz = std::sin(z * degree);
  const imaging::Mat3 about_x{{{1, 0, 0}, {0, cx, -sx}, {0, sx, cx}}};
  const imaging::Mat3 about_y{{{cy, 0, sy}, {0, 1, 0}, {-sy, 0, cy}}};
  const imaging::Mat3 about_z{{{cz, -sz, 0}, {sz, cz, 0}, {0, 0, 1}}};
  return product(about_z, product(about_y, about_x));
}

Position column(const imaging::Mat3& m, std::size_t c) {
  return {static_cast<float>(m[0][c]), static_cast<float>(m[1][c]), static_cast<float>(m[2][c])};
}

imaging::Geometry geometry_of(const Session& session, int matrix, std::size_t slices, double slice_distance) {
  imaging::Geometry geometry;
  const auto n = static_cast<std::size_t>(matrix);
  geometry.size = {n, n, slices};
  const double pixel = field_of_view_mm / matrix;
  geometry.spacing = {pixel, pixel, slice_distance};
  geometry.direction = session.direction;
  for (std::size_t i = 0; i < 3; ++i) {
    geometry.origin[i] = session.centre[i];
    for (std::size_t axis = 0; axis < 3; ++axis) {
      const double first = (static_cast<double>(geometry.size[axis]) - 1) / 2 * geometry.spacing[axis];
      geometry.origin[i] -= session.direction[i][axis] * first;
    }
  }
  return geometry;
}

// Averages [1 2 1] / 4 along rows and columns: what reconstruction to a finer matrix does to noise.
void smooth(std::vector<float>& field, std::size_t n) {
  std::vector<float> copy = field;
  for (std::size_t y = 0; y < n; ++y) {
    for (std::size_t x = 1; x + 1 < n; ++x) {
      const std::size_t i = y * n + x;
      copy[i] = (field[i - 1] + 2 * field[i] + field[i + 1]) / 4;
    }
  }
  for (std::size_t y = 1; y + 1 < n; ++y) {
    for (std::size_t x = 0; x < n; ++x) {
      const std::size_t i = y * n + x;
      field[i] = (copy[i - n] + 2 * copy[i] + copy[i + n]) / 4;
    }
  }
}

// Magnitude of a complex signal with Gaussian noise in both channels (Rice).
void add_noise(std::vector<float>& signal, std::size_t n, float sd, bool interpolated, Random& random) {
  std::vector<float> real(signal.size()), imaginary(signal.size());
  for (std::size_t i = 0; i < signal.size(); ++i) {
    real[i] = static_cast<float>(random.normal());
    imaginary[i] = static_cast<float>(random.normal());
  }
  float scale = sd;
  if (interpolated) {
    smooth(real, n);
    smooth(imaginary, n);
    scale /= 0.375F;  // the filter leaves 0.375 of a white field's standard deviation
  }
  for (std::size_t i = 0; i < signal.size(); ++i) {
    const float a = signal[i] + scale * real[i], b = scale * imaginary[i];
    signal[i] = std::sqrt(a * a + b * b);
  }
}

}  // namespace

Session plan_session(Random& random, const Build& build) {
  Session session;
  constexpr double distances[] = {4, 4.5, 5, 5, 5.5, 6};
  session.slice_distance_mm = distances[random.integer(0, 5)];
  session.slice_thickness_mm = session.slice_distance_mm - (session.slice_distance_mm > 4 ? 0.5 : 0);
  const double length = random.uniform(112, 124);
  session.slices =
      static_cast<std::size_t>(std::clamp(std::lround(length / session.slice_distance_mm) + 1, 20L, 28L));
  const auto turn = [&](double sd) { return sd * std::clamp(random.normal(), -2.0, 2.0); };

  // Braces fix the order of the draws, where a call would leave it to the compiler.
  const imaging::Vec3 missed_by{turn(1.2), turn(1.2), turn(2.0)};
  const imaging::Mat3 missed = rotation(missed_by);
  session.frame.along_u = column(missed, 0);
  session.frame.along_v = column(missed, 1);
  session.frame.along_w = column(missed, 2);
  const double middle =
      top_mm * build.height - session.slice_distance_mm * static_cast<double>(session.slices - 1) / 2;
  session.frame.origin = {static_cast<float>(turn(2.5)), static_cast<float>(turn(3) - 2),
                          static_cast<float>(middle + turn(2))};
  const imaging::Vec3 oblique{std::clamp(random.normal(0, 3), -7.0, 7.0), turn(1.0), turn(1.0)};
  session.direction = rotation(oblique);
  session.centre = {turn(4), turn(10) - 5, turn(25)};
  session.gain = static_cast<float>(random.uniform(1300, 2600));
  session.noise = static_cast<float>(random.uniform(0.010, 0.024));
  session.shading = static_cast<float>(random.uniform(0.06, 0.16));
  return session;
}

void divide_into(Session& session, std::size_t slices) {
  const double change = static_cast<double>(session.slices - 1) / static_cast<double>(slices - 1);
  session.slice_distance_mm *= change;
  session.slice_thickness_mm *= change;
  session.slices = slices;
}

Scan scan(const Case& one, const std::vector<Instance>& anatomy, const Noise& noise, const Session& session,
          int matrix, std::size_t every, Sequence sequence, Random& random) {
  const std::size_t slices = (session.slices + every - 1) / every;
  const double distance = session.slice_distance_mm * static_cast<double>(every);
  const double pixel = field_of_view_mm / matrix;
  Scan result;
  result.volume.geometry = result.mask.geometry = geometry_of(session, matrix, slices, distance);
  result.volume.voxels.resize(result.volume.geometry.voxels());
  result.mask.labels.resize(result.mask.geometry.voxels());

  Canvas canvas(matrix, static_cast<float>(pixel),
                static_cast<float>(session.slice_thickness_mm) / layers_per_slice, session.frame, one.build,
                noise, sequence);
  const auto n = static_cast<std::size_t>(matrix);
  const float share = 1.0F / layers_per_slice;
  std::vector<float> signal(n * n), primary(n * n), nodes(n * n), primary_layer(n * n), nodes_layer(n * n);
  for (std::size_t k = 0; k < slices; ++k) {
    const double w = (static_cast<double>(k) - (static_cast<double>(slices) - 1) / 2) * distance;
    for (auto* field : {&signal, &primary, &nodes}) std::fill(field->begin(), field->end(), 0.0F);
    const Texture texture = canvas.texture(static_cast<float>(w));
    for (std::size_t layer = 0; layer < layers_per_slice; ++layer) {
      const double offset = (static_cast<double>(layer) + 0.5) / layers_per_slice - 0.5;
      canvas.start(static_cast<float>(w + offset * session.slice_thickness_mm));
      for (const Instance& instance : anatomy) canvas.paint(instance, texture);
      std::fill(primary_layer.begin(), primary_layer.end(), 0.0F);
      std::fill(nodes_layer.begin(), nodes_layer.end(), 0.0F);
      for (const Lesion& node : one.tumour.nodes) canvas.paint(node, Tissue::node, texture, nodes_layer);
      canvas.paint(one.tumour.primary, Tissue::tumour, texture, primary_layer);
      for (std::size_t i = 0; i < signal.size(); ++i) {
        signal[i] += share * canvas.values()[i];
        primary[i] += share * primary_layer[i];
        nodes[i] += share * nodes_layer[i];
      }
    }
    // The coil: a slow field, and stronger near its elements around the head.
    std::size_t i = 0;
    for (std::size_t row = 0; row < n; ++row) {
      for (std::size_t column_index = 0; column_index < n; ++column_index, ++i) {
        const auto u = static_cast<float>((static_cast<double>(column_index) - (matrix - 1) / 2.0) * pixel);
        const auto v = static_cast<float>((static_cast<double>(row) - (matrix - 1) / 2.0) * pixel);
        const float slow = noise.at(u / 140 + 3.3F, v / 140 + 8.1F, static_cast<float>(w) / 160 + 5.2F);
        signal[i] *= (1 + session.shading * slow) * (0.94F + (u * u + v * v) * 1.6e-5F);
      }
    }
    add_noise(signal, n, session.noise, pixel < 0.7, random);
    float* stored = result.volume.voxels.data() + k * n * n;
    std::uint8_t* labels = result.mask.labels.data() + k * n * n;
    for (std::size_t p = 0; p < signal.size(); ++p) {
      stored[p] = std::clamp(std::round(signal[p] * session.gain), 0.0F, 4095.0F);
      labels[p] = primary[p] >= 0.5F ? imaging::primary_tumour
                  : nodes[p] >= 0.5F ? imaging::lymph_nodes
                                     : imaging::background;
    }
  }
  return result;
}

}  // namespace residuum::phantom
