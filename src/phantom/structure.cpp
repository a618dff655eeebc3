#include "phantom/structure.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <optional>

namespace residuum::phantom {
namespace {

constexpr int directions = 128;
constexpr float pi = std::numbers::pi_v<float>;

float mix(float a, float b, float t) { return a + t * (b - a); }

// The keys interpolated at `z`; past an end the shape closes like a dome.
std::optional<Key> key_at(const Structure& structure, float z) {
  const auto& keys = structure.keys;
  const bool rising = keys.back().z >= keys.front().z;
  const Key& bottom = rising ? keys.front() : keys.back();
  const Key& top = rising ? keys.back() : keys.front();
  const auto dome = [&](const Key& end, float beyond) -> std::optional<Key> {
    const float height = structure.form == Form::outline ? 3.0F
                         : structure.form == Form::band  ? end.rx
                                                         : 0.6F * std::min(end.rx, end.ry);
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
  Key key{z, a.points, mix(a.rx, b.rx, t), mix(a.ry, b.ry, t), mix(a.angle, b.angle, t)};
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
  float turn = ratio * (0.1659F + ratio * ratio * (-0.0484F + ratio * ratio * 0.0075F));
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

void build_outline(Section& section) {
  std::vector<float> raw(directions);
  for (int i = 0; i < directions; ++i) {
    const float angle = 2 * pi * static_cast<float>(i) / directions;
    raw[static_cast<std::size_t>(i)] =
        ray_length(section.points, section.centre, std::cos(angle), std::sin(angle));
  }
  const auto at = [&](int i) { return raw[static_cast<std::size_t>((i + directions) % directions)]; };
  section.radius.resize(directions + 1);
  for (int i = 0; i <= directions; ++i) {
    section.radius[static_cast<std::size_t>(i)] =
        (at(i - 2) + 3 * at(i - 1) + 4 * at(i) + 3 * at(i + 1) + at(i + 2)) / 12;
  }
  section.steepness.resize(directions + 1);
  for (int i = 0; i <= directions; ++i) {
    const float rise = (at(i + 1) - at(i - 1)) / (2 * 2 * pi / directions) / at(i);
    section.steepness[static_cast<std::size_t>(i)] = 1 / std::sqrt(1 + rise * rise);
  }
}

void build_box(Section& section) {
  section.low = section.high = section.points[0];
  for (const Point& point : section.points) {
    section.low = {std::min(section.low.x, point.x), std::min(section.low.y, point.y)};
    section.high = {std::max(section.high.x, point.x), std::max(section.high.y, point.y)};
  }
  const float reach = section.form == Form::ellipse ? std::max(section.rx, section.ry)
                      : section.form == Form::band  ? section.rx
                                                    : 1.0F;
  section.low = {section.low.x - reach, section.low.y - reach};
  section.high = {section.high.x + reach, section.high.y + reach};
}

float ellipse_distance(const Section& s, float x, float y) {
  const float dx = x - s.centre.x, dy = y - s.centre.y;
  const float u = (dx * s.cosine + dy * s.sine) / s.rx, v = (dy * s.cosine - dx * s.sine) / s.ry;
  const float k0 = std::sqrt(u * u + v * v);
  const float k1 = std::sqrt(u * u / (s.rx * s.rx) + v * v / (s.ry * s.ry)) + 1e-6F;
  return k0 * (k0 - 1) / k1;
}

float band_distance(const Section& s, float x, float y) {
  float nearest = 1e9F;
  for (std::size_t i = 0; i + 1 < s.points.size(); ++i) {
    const Point a = s.points[i], b = s.points[i + 1];
    const float bx = b.x - a.x, by = b.y - a.y, px = x - a.x, py = y - a.y;
    const float t = std::clamp((px * bx + py * by) / (bx * bx + by * by + 1e-9F), 0.0F, 1.0F);
    const float ex = px - t * bx, ey = py - t * by;
    nearest = std::min(nearest, ex * ex + ey * ey);
  }
  return std::sqrt(nearest) - s.rx;
}

float outline_distance(const Section& s, float x, float y) {
  const float dx = x - s.centre.x, dy = y - s.centre.y;
  const float turn = turn_of(dx, dy) * directions;
  const auto i = std::min<std::size_t>(static_cast<std::size_t>(turn), directions - 1);
  const float t = turn - static_cast<float>(i);
  const float radius = mix(s.radius[i], s.radius[i + 1], t);
  return (std::sqrt(dx * dx + dy * dy) - radius) * mix(s.steepness[i], s.steepness[i + 1], t);
}

}  // namespace

float Section::distance(float x, float y) const {
  switch (form) {
    case Form::ellipse: return ellipse_distance(*this, x, y);
    case Form::band: return band_distance(*this, x, y);
    default: return outline_distance(*this, x, y);
  }
}

Section cut(const Instance& instance, const Plane& plane) {
  const Structure& structure = *instance.structure;
  Section section;
  auto key = key_at(structure, plane.z);
  const Key& guess = key ? *key
                         : (std::abs(structure.keys.front().z - plane.z) < std::abs(structure.keys.back().z - plane.z)
                                ? structure.keys.front()
                                : structure.keys.back());
  Point where = middle(guess.points);
  if (!structure.paired && structure.form != Form::ellipse) where.x = 0;
  if (instance.mirrored) where.x = -where.x;
  key = key_at(structure, plane.at(where));
  if (!key) return section;

  section.empty = false;
  section.form = structure.form;
  section.points = key->points;
  if (structure.form == Form::outline && !structure.paired) {
    for (std::size_t i = key->points.size() - 1; i-- > 1;) {
      section.points.push_back({-key->points[i].x, key->points[i].y});
    }
  }
  const float sign = instance.mirrored ? -1.0F : 1.0F;
  const Point pivot = middle(key->points);
  for (Point& point : section.points) {
    point.x = sign * (pivot.x + (point.x - pivot.x) * instance.scale) + instance.dx;
    point.y = pivot.y + (point.y - pivot.y) * instance.scale + instance.dy;
  }
  section.rx = std::max(0.05F, key->rx * instance.scale);
  section.ry = std::max(0.05F, key->ry * instance.scale);
  const float angle = sign * key->angle * pi / 180;
  section.cosine = std::cos(angle);
  section.sine = std::sin(angle);
  section.centre = structure.form == Form::ellipse ? section.points[0] : middle(section.points);
  if (structure.form == Form::outline) build_outline(section);
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
  return {Form::band, false, std::move(layers), std::move(keys)};
}

Structure outline(std::vector<Layer> layers, std::vector<Key> keys) {
  return {Form::outline, false, std::move(layers), std::move(keys)};
}

Structure pair(Structure structure) {
  structure.paired = true;
  return structure;
}

Structure steady(Structure structure) {
  structure.steady = true;
  return structure;
}

}  // namespace residuum::phantom
