#include "phantom/canvas.h"

#include <algorithm>
#include <cmath>

#include "phantom/pattern.h"

namespace residuum::phantom {
namespace {

constexpr float displacement_mm = 0.8F;  // standard deviation of the slow displacement of every boundary
constexpr float reach_mm = 5;            // no boundary moves further
constexpr float lattice_mm = 4;          // the displacement is interpolated from this grid

float bilinear(const std::vector<float>& grid, int columns, float x, float y) {
  const int i = static_cast<int>(x), j = static_cast<int>(y);
  const float u = x - static_cast<float>(i), v = y - static_cast<float>(j);
  const float* a = grid.data() + j * columns + i;
  const float* b = a + columns;
  const float top = a[0] + u * (a[1] - a[0]), bottom = b[0] + u * (b[1] - b[0]);
  return top + v * (bottom - top);
}

}  // namespace

Canvas::Canvas(int matrix, float pixel_mm, float layer_mm, const Frame& frame, const Build& build,
               const Noise& noise, Sequence sequence)
    : matrix_(matrix),
      pixel_mm_(pixel_mm),
      edge_mm_(std::max(pixel_mm, 0.75F)),
      layer_mm_(layer_mm),
      frame_(frame),
      standard_(frame),
      build_(build),
      noise_(noise),
      palette_(sequence) {
  for (Position* p : {&standard_.origin, &standard_.along_u, &standard_.along_v, &standard_.along_w}) {
    p->x /= build.width;
    p->y /= build.depth;
    p->z /= build.height;
  }
  const auto count = static_cast<std::size_t>(matrix) * static_cast<std::size_t>(matrix);
  values_.resize(count);
  x_.resize(count);
  y_.resize(count);
}

Texture Canvas::texture(float w) const {
  Texture texture;
  texture.fine.resize(values_.size());
  texture.coarse.resize(values_.size());
  std::size_t pixel = 0;
  for (int row = 0; row < matrix_; ++row) {
    for (int column = 0; column < matrix_; ++column, ++pixel) {
      const float u = static_cast<float>(column) * pixel_mm_, v = static_cast<float>(row) * pixel_mm_;
      texture.fine[pixel] = noise_.at(u / 1.7F, v / 1.7F, w / 2.3F);
      texture.coarse[pixel] = noise_.at((u + v) / 9 + 3, (v - u) / 9, w / 9 + 7);
    }
  }
  return texture;
}

void Canvas::start(float w) {
  w_ = w;
  std::fill(values_.begin(), values_.end(), palette_.mean(Tissue::air));
  z_ = standard_.at(0, 0, w).z;
  const float half = static_cast<float>(matrix_ - 1) / 2;
  const int columns = static_cast<int>(static_cast<float>(matrix_) * pixel_mm_ / lattice_mm) + 3;
  std::vector<float> shift_x(static_cast<std::size_t>(columns * columns)), shift_y(shift_x.size());
  for (int j = 0; j < columns; ++j) {
    for (int i = 0; i < columns; ++i) {
      const float a = static_cast<float>(i) * lattice_mm, b = static_cast<float>(j) * lattice_mm;
      const auto at = static_cast<std::size_t>(j * columns + i);
      shift_x[at] = displacement_mm * noise_.fractal(a / 24, b / 24, w / 24);
      shift_y[at] = displacement_mm * noise_.fractal(a / 24 + 13, b / 24, w / 24 + 16);
    }
  }
  std::size_t pixel = 0;
  for (int row = 0; row < matrix_; ++row) {
    const float v = (static_cast<float>(row) - half) * pixel_mm_;
    const float b = static_cast<float>(row) * pixel_mm_ / lattice_mm;
    for (int column = 0; column < matrix_; ++column, ++pixel) {
      const float u = (static_cast<float>(column) - half) * pixel_mm_;
      const float a = static_cast<float>(column) * pixel_mm_ / lattice_mm;
      const Position p = standard_.at(u, v, w);
      x_[pixel] = p.x + bilinear(shift_x, columns, a, b);
      y_[pixel] = p.y + bilinear(shift_y, columns, a, b);
    }
  }
}

Canvas::Box Canvas::pixels_around(Point low, Point high) const {
  // u, v of the box's corners: the in-plane part of the standard frame turned round.
  const Position o = standard_.at(0, 0, w_);
  const Position &a = standard_.along_u, &b = standard_.along_v;
  const float determinant = a.x * b.y - b.x * a.y;
  float left = 1e9F, top = 1e9F, right = -1e9F, bottom = -1e9F;
  for (const Point corner : {low, Point{high.x, low.y}, Point{low.x, high.y}, high}) {
    const float x = corner.x - o.x, y = corner.y - o.y;
    const float u = (x * b.y - b.x * y) / determinant, v = (a.x * y - x * a.y) / determinant;
    left = std::min(left, u);
    right = std::max(right, u);
    top = std::min(top, v);
    bottom = std::max(bottom, v);
  }
  const float half = static_cast<float>(matrix_ - 1) / 2;
  const auto pixel = [&](float mm) {
    return std::clamp(static_cast<int>(std::lround(mm / pixel_mm_ + half)), 0, matrix_);
  };
  return {pixel(left - reach_mm), pixel(top - reach_mm), pixel(right + reach_mm), pixel(bottom + reach_mm)};
}

Plane Canvas::plane() const {
  const Position o = standard_.at(0, 0, w_);
  const Position &a = standard_.along_u, &b = standard_.along_v;
  const float determinant = a.x * b.y - b.x * a.y;
  Plane plane;
  plane.slope_x = (a.z * b.y - b.z * a.y) / determinant;
  plane.slope_y = (a.x * b.z - b.x * a.z) / determinant;
  plane.z = o.z - plane.slope_x * o.x - plane.slope_y * o.y;
  return plane;
}

float Canvas::value(Tissue tissue, std::size_t pixel, float depth, const Texture& texture) const {
  const float x = x_[pixel], y = y_[pixel];
  const Appearance& look = palette_[tissue];
  const float grain = 1 + look.fine * texture.fine[pixel] + look.coarse * texture.coarse[pixel];
  switch (tissue) {
    case Tissue::cerebrum:
      return grain * cerebrum_pattern(noise_, x, y, z_, depth, palette_);
    case Tissue::cerebellum:
      return grain * cerebellum_pattern(noise_, x, y, z_, depth, palette_);
    case Tissue::air_cells:
      return grain * air_cell_pattern(noise_, x, y, z_, palette_);
    case Tissue::tongue:
      return grain * tongue_pattern(noise_, x, y, z_, palette_);
    case Tissue::fat: {
      // Septa and small vessels: thin dark lines.
      const float line =
          std::max(0.0F, 1 - 5.5F * std::abs(texture.coarse[pixel] + 0.25F * texture.fine[pixel]));
      return look.mean * grain * (1 - 0.13F * line);
    }
    case Tissue::muscle: {
      // Fat between the bundles: a few bright streaks.
      const float streak = std::max(0.0F, texture.fine[pixel] + 0.8F * texture.coarse[pixel] - 1.7F);
      return look.mean * grain + 0.16F * std::min(1.0F, streak);
    }
    default:
      return look.mean * grain;
  }
}

template <class Locate>
void Canvas::paint_layers(const Instance& instance, const Section& section, const Texture& texture,
                          Locate locate) {
  float outset = 0;
  for (const Layer& layer : instance.layers) outset = std::max(outset, layer.outset);
  const Box box = pixels_around({section.low.x - outset, section.low.y - outset},
                                {section.high.x + outset, section.high.y + outset});
  for (int row = box.top; row < box.bottom; ++row) {
    std::size_t pixel = static_cast<std::size_t>(row) * static_cast<std::size_t>(matrix_) +
                        static_cast<std::size_t>(box.left);
    for (int column = box.left; column < box.right; ++column, ++pixel) {
      const auto [d, edge] = locate(x_[pixel], y_[pixel]);
      if (d > outset + edge / 2) continue;
      // Start from the innermost layer that hides all before it.
      std::size_t first = instance.layers.size() - 1;
      while (first > 0 && d > instance.layers[first].outset - edge / 2) --first;
      for (std::size_t i = first; i < instance.layers.size(); ++i) {
        const float below = d - instance.layers[i].outset;
        const float share = std::min(1.0F, 0.5F - below / edge);
        if (share <= 0) continue;
        values_[pixel] += share * (value(instance.layers[i].tissue, pixel, -below, texture) - values_[pixel]);
      }
    }
  }
}

void Canvas::paint(const Instance& instance, const Texture& texture) {
  Plane here = plane();
  Section section = cut(instance, here);
  if (section.empty) return;
  here.z += layer_mm_;
  section.set_edges(cut(instance, here), edge_mm_);
  const auto with = [&](auto locate) { paint_layers(instance, section, texture, locate); };
  switch (section.form) {
    case Form::ellipse:
      return with([&](float x, float y) { return section.ellipse_place(x, y); });
    case Form::band:
      return with([&](float x, float y) { return section.band_place(x, y); });
    case Form::outline:
      return with([&](float x, float y) { return section.outline_place(x, y); });
  }
}

void Canvas::paint(const Lesion& lesion, Tissue tissue, const Texture& texture,
                   std::vector<float>& coverage) {
  const Position low = lesion.low(), high = lesion.high();
  const float tilt = 4;  // mm by which a tilted slice may still meet the box
  const float z = frame_.at(0, 0, w_).z, reach = 6;
  if (z < low.z - reach - tilt || z > high.z + reach + tilt) return;
  const Box box = pixels_around({low.x / build_.width, low.y / build_.depth},
                                {high.x / build_.width, high.y / build_.depth});
  const float half = static_cast<float>(matrix_ - 1) / 2, half_edge = edge_mm_ / 2;
  const float mean = palette_.mean(tissue);
  const float dead = palette_.mean(Tissue::necrosis);
  for (int row = box.top; row < box.bottom; ++row) {
    for (int column = box.left; column < box.right; ++column) {
      const Position p = frame_.at((static_cast<float>(column) - half) * pixel_mm_,
                                   (static_cast<float>(row) - half) * pixel_mm_, w_);
      const float d = lesion.distance(p);
      if (d > half_edge) continue;
      const float share = std::min(1.0F, 0.5F - d / edge_mm_);
      const std::size_t pixel = static_cast<std::size_t>(row) * static_cast<std::size_t>(matrix_) +
                                static_cast<std::size_t>(column);
      const Lesion::Look look = lesion.look(p, d);
      const float grain = 1 + 0.03F * texture.fine[pixel];
      const float painted = grain * (mean * look.intensity * (1 - look.necrosis) + dead * look.necrosis);
      values_[pixel] += share * (painted - values_[pixel]);
      coverage[pixel] += share * (1 - coverage[pixel]);
    }
  }
}

}  // namespace residuum::phantom
