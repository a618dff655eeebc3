#include "phantom/structure.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <optional>

namespace residuum::phantom {
namespace {

constexpr std::size_t directions = 128;
constexpr float widest_edge_mm = 6;
constexpr float pi = std::numbers::pi_v<float>;

float mix(float a, float b, float t) {
  return a + t * (b - a);
}

// The keys interpolated at `z`; past an end the shape closes like a dome.
std::optional<Key> key_at(const Structure& structure, float z) {
  const auto& keys = structure.keys;
  const bool rising = keys.back().z >= keys.front().z;
  const Key& bottom = rising ? keys.front() : keys.back();
  const Key& top = rising ? keys.back() : keys.front();
  const auto dome = [&](const Key& end, float beyond) -> std::optional<Key> {
    const float height = structure.form == Form::outline ? 2.0F
                         : structure.form == Form::band  ? std::min(end.rx, 3.0F)
                                                         : std::min(0.6F * std::min(end.rx, end.ry), 3.5F);
    if (beyond >= height) return std::nullopt;
    const float shrink = std::sqrt(1 - beyond * beyond / (height * height));
    Key key = end;
    key.rx *= shrink;
    key.ry *= shrink;
    return key;
  };
  if (z <= bottom.z) return dome(bottom, bottom.z - z);
  if (z >= top.z) return dome(top, z - top.z);
  std::size_t i = 0;
  while ((keys[i].z - z) * (keys[i + 1].z - z) > 0) ++i;
  const Key &a = keys[i], &b = keys[i + 1];
  const float t = a.z == b.z ? 0 : (z - a.z) / (b.z - a.z);
  Key key{z, a.points, mix(a.rx, b.rx, t), mix(a.ry, b.ry, t), mix(a.angle, b.angle, t), a.radius};
  for (std::size_t d = 0; d < key.radius.size(); ++d) key.radius[d] = mix(a.radius[d], b.radius[d], t);
  if (structure.form == Form::outline) return key;
  for (std::size_t p = 0; p < key.points.size(); ++p) {
    key.points[p].x = mix(a.points[p].x, b.points[p].x, t);
    key.points[p].y = mix(a.points[p].y, b.points[p].y, t);
  }
  return key;
}

Point middle(const std::vector<Point>& points) {
  Point sum;
  for (const Point& point : points) {
    sum.x += point.x;
    sum.y += point.y;
  }
  const auto count = static_cast<float>(points.size());
  return {sum.x / count, sum.y / count};
}

// A turn in [0, 1) from the direction of a vector; a polynomial in place of atan2, true to 0.0003 of a turn.
float turn_of(float x, float y) {
  const float ax = std::abs(x), ay = std::abs(y);
  const float ratio = std::min(ax, ay) / (std::max(ax, ay) + 1e-12F);
  float turn = ratio * (0.15842F + ratio * ratio * (-0.04594F + ratio * ratio * 0.01252F));
  if (ay > ax) turn = 0.25F - turn;
  if (x < 0) turn = 0.5F - turn;
  return y < 0 ? 1 - turn : turn;
}

// Where the ray from the centre in one direction leaves the polygon.
float ray_length(const std::vector<Point>& polygon, Point centre, float cosine, float sine) {
  float length = 1;
  for (std::size_t i = 0; i < polygon.size(); ++i) {
    const Point a{polygon[i].x - centre.x, polygon[i].y - centre.y};
    const Point next = polygon[(i + 1) % polygon.size()];
    const Point b{next.x - centre.x, next.y - centre.y};
    const float side_a = a.y * cosine - a.x * sine, side_b = b.y * cosine - b.x * sine;
    if ((side_a > 0) == (side_b > 0)) continue;
    const float t = side_a / (side_a - side_b);
    length = std::max(length, mix(a.x, b.x, t) * cosine + mix(a.y, b.y, t) * sine);
  }
  return length;
}

// The polygon's corners rounded off.
std::vector<float> radius_by_direction(const std::vector<Point>& polygon, Point centre) {
  std::vector<float> raw(directions), radius(directions + 1);
  for (std::size_t i = 0; i < directions; ++i) {
    const float angle = 2 * pi * static_cast<float>(i) / directions;
    raw[i] = ray_length(polygon, centre, std::cos(angle), std::sin(angle));
  }
  const auto at = [&](std::size_t i) { return raw[i % directions]; };
  for (std::size_t i = 0; i <= directions; ++i) {
    const std::size_t j = i + directions;
    radius[i] = (at(j - 2) + 3 * at(j - 1) + 4 * at(j) + 3 * at(j + 1) + at(j + 2)) / 12;
  }
  return radius;
}

// A line of `count` points at equal distances along another.
std::vector<Point> resample(const std::vector<Point>& line, std::size_t count) {
  std::vector<float> along = {0};
  for (std::size_t i = 1; i < line.size(); ++i) {
    along.push_back(along.back() + std::hypot(line[i].x - line[i - 1].x, line[i].y - line[i - 1].y));
  }
  std::vector<Point> result;
  for (std::size_t i = 0, segment = 0; i < count; ++i) {
    const float target = along.back() * static_cast<float>(i) / static_cast<float>(count - 1);
    while (segment + 2 < line.size() && along[segment + 1] < target) ++segment;
    const float t = (target - along[segment]) / (along[segment + 1] - along[segment]);
    const Point a = line[segment], b = line[segment + 1];
    result.push_back({mix(a.x, b.x, t), mix(a.y, b.y, t)});
  }
  return result;
}

void build_steepness(Section& section) {
  section.steepness.resize(section.radius.size());
  for (std::size_t i = 0; i <= directions; ++i) {
    const std::size_t before = (i + directions - 1) % directions, after = (i + 1) % directions;
    const float rise =
        (section.radius[after] - section.radius[before]) / (4 * pi / directions) / section.radius[i];
    section.steepness[i] = 1 / std::sqrt(1 + rise * rise);
  }
}

void build_box(Section& section) {
  float reach = section.form == Form::ellipse ? std::max(section.rx, section.ry) : section.rx;
  if (section.form == Form::outline) reach = *std::max_element(section.radius.begin(), section.radius.end());
  section.low = section.high = section.points[0];
  for (const Point& point : section.points) {
    section.low = {std::min(section.low.x, point.x), std::min(section.low.y, point.y)};
    section.high = {std::max(section.high.x, point.x), std::max(section.high.y, point.y)};
  }
  section.low = {section.low.x - reach, section.low.y - reach};
  section.high = {section.high.x + reach, section.high.y + reach};
}

}  // namespace

Section::Place Section::ellipse_place(float x, float y) const {
  const float dx = x - centre.x, dy = y - centre.y;
  const float u = (dx * cosine + dy * sine) / rx, v = (dy * cosine - dx * sine) / ry;
  const float k0 = std::sqrt(u * u + v * v);
  const float k1 = std::sqrt(u * u / (rx * rx) + v * v / (ry * ry)) + 1e-6F;
  return {k0 * (k0 - 1) / k1, edge};
}

Section::Place Section::band_place(float x, float y) const {
  float nearest = 1e9F;
  for (std::size_t i = 0; i + 1 < points.size(); ++i) {
    const Point a = points[i], b = points[i + 1];
    const float bx = b.x - a.x, by = b.y - a.y, px = x - a.x, py = y - a.y;
    const float t = std::clamp((px * bx + py * by) / (bx * bx + by * by + 1e-9F), 0.0F, 1.0F);
    const float ex = px - t * bx, ey = py - t * by;
    nearest = std::min(nearest, ex * ex + ey * ey);
  }
  return {std::sqrt(nearest) - rx, edge};
}

Section::Place Section::outline_place(float x, float y) const {
  const float dx = mirrored ? centre.x - x : x - centre.x, dy = y - centre.y;
  const float turn = turn_of(dx, dy) * directions;
  const auto i = std::min<std::size_t>(static_cast<std::size_t>(turn), directions - 1);
  const float t = turn - static_cast<float>(i);
  const float out = std::sqrt(dx * dx + dy * dy) - mix(radius[i], radius[i + 1], t);
  return {out * mix(steepness[i], steepness[i + 1], t), mix(edges[i], edges[i + 1], t)};
}

void Section::set_edges(const Section& next, float narrowest) {
  const auto width = [&](float moved) { return std::clamp(std::abs(moved), narrowest, widest_edge_mm); };
  edge = next.empty ? width(std::min(high.x - low.x, high.y - low.y) / 2)
                    : width(std::max({std::abs(low.x - next.low.x), std::abs(low.y - next.low.y),
                                      std::abs(high.x - next.high.x), std::abs(high.y - next.high.y)}));
  if (form != Form::outline) return;
  edges.assign(radius.size(), edge);
  for (std::size_t i = 0; i < radius.size() && !next.empty; ++i) edges[i] = width(radius[i] - next.radius[i]);
}

Section cut(const Instance& instance, const Plane& plane) {
  const Structure& structure = *instance.structure;
  const float sign = instance.mirrored ? -1.0F : 1.0F;
  const auto& keys = structure.keys;
  const auto middle_of = [&](const Key& key) {
    Point where = structure.form == Form::outline ? structure.centre : middle(key.points);
    if (structure.form == Form::band && !structure.paired) where.x = 0;
    return where;
  };
  auto key = key_at(structure, plane.z);
  const bool front_nearer = std::abs(keys.front().z - plane.z) < std::abs(keys.back().z - plane.z);
  const Point guess = middle_of(key ? *key : front_nearer ? keys.front() : keys.back());
  Section section;
  key = key_at(structure, plane.at({sign * guess.x, guess.y}));
  if (!key) return section;

  section.empty = false;
  section.form = structure.form;
  const Point pivot = middle_of(*key);
  section.points = structure.form == Form::outline ? std::vector{structure.centre} : key->points;
  for (Point& point : section.points) {
    point.x = sign * (pivot.x + (point.x - pivot.x) * instance.scale) + instance.dx;
    point.y = pivot.y + (point.y - pivot.y) * instance.scale + instance.dy;
  }
  section.rx = std::max(0.05F, key->rx * instance.scale);
  section.ry = std::max(0.05F, key->ry * instance.scale);
  const float angle = sign * key->angle * pi / 180;
  section.cosine = std::cos(angle);
  section.sine = std::sin(angle);
  section.centre = section.points[0];
  if (structure.form == Form::outline) {
    section.mirrored = instance.mirrored;
    section.radius = key->radius;
    for (float& radius : section.radius) radius *= instance.scale;
    build_steepness(section);
  }
  build_box(section);
  return section;
}

Structure ellipse(std::vector<Layer> layers, std::vector<EllipseKey> keys) {
  Structure structure{Form::ellipse, false, std::move(layers), {}};
  for (const EllipseKey& key : keys) {
    structure.keys.push_back({key.z, {{key.x, key.y}}, key.rx, key.ry, key.angle});
  }
  return structure;
}

Structure band(std::vector<Layer> layers, std::vector<Key> keys) {
  std::size_t most = 2;
  for (const Key& key : keys) most = std::max(most, key.points.size());
  for (Key& key : keys) {
    if (key.points.size() < most) key.points = resample(key.points, most);
  }
  return {Form::band, false, std::move(layers), std::move(keys)};
}

Structure loop(std::vector<Layer> layers, std::vector<Key> keys) {
  Structure structure{Form::outline, false, std::move(layers), std::move(keys)};
  for (const Key& key : structure.keys) {
    const Point point = middle(key.points);
    structure.centre.x += point.x / static_cast<float>(structure.keys.size());
    structure.centre.y += point.y / static_cast<float>(structure.keys.size());
  }
  for (Key& key : structure.keys) key.radius = radius_by_direction(key.points, structure.centre);
  return structure;
}

Structure outline(std::vector<Layer> layers, std::vector<Key> keys) {
  for (Key& key : keys) {
    for (std::size_t i = key.points.size() - 1; i-- > 1;)
      key.points.push_back({-key.points[i].x, key.points[i].y});
  }
  return loop(std::move(layers), std::move(keys));
}

Structure pair(Structure structure) {
  structure.paired = true;
  return structure;
}

Structure steady(Structure structure) {
  structure.steady = true;
  return structure;
}

std::vector<Structure> fused(std::vector<Structure> parts) {
  std::vector<Structure> inner;
  for (Structure& part : parts) {
    part.steady = true;
    inner.push_back(part);
    inner.back().layers.erase(inner.back().layers.begin());
    part.layers.resize(1);
  }
  for (Structure& part : inner) {
    if (!part.layers.empty()) parts.push_back(std::move(part));
  }
  return parts;
}

}  // namespace residuum::phantom
