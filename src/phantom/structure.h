// Anatomical shapes as sections along the body's axis: each structure is drawn by hand at a few heights and
// interpolated between them. Millimetres in the standard head: x to the left, y to the back, z to the head;
// (0, 0, 0) is the middle of the posterior wall of the nasopharynx.
#pragma once

#include <vector>

#include "phantom/tissue.h"

namespace residuum::phantom {

struct Point {
  float x = 0, y = 0;
};

enum class Form {
  ellipse,  // centre points[0], radii rx and ry, turned by `angle` degrees (from x towards y)
  band,     // the open line through `points`, rx mm to each side
  outline,  // closed and star-shaped, kept as its radius by direction around `centre`
};

struct Key {
  float z = 0;
  std::vector<Point> points;  // as many in every key of a structure, but for outlines
  float rx = 0, ry = 0, angle = 0;
  std::vector<float> radius = {};  // outline only: a full turn and one entry more
};

// Painted in order, each over those before it, out to `outset` mm beyond the shape (negative: inside it).
struct Layer {
  Tissue tissue;
  float outset = 0;
};

struct Structure {
  Form form;
  bool paired = false;  // drawn on the left; the right is its mirror image
  std::vector<Layer> layers;
  std::vector<Key> keys = {};  // by falling or rising z
  Point centre = {};           // outline only
  bool steady = false;         // no variation of its own between patients (it must fit its neighbours)
};

// Short forms for the tables of the anatomy.
struct EllipseKey {
  float z, x, y, rx, ry, angle = 0;
};
Structure ellipse(std::vector<Layer> layers, std::vector<EllipseKey> keys);
Structure band(std::vector<Layer> layers, std::vector<Key> keys);
Structure outline(std::vector<Layer> layers, std::vector<Key> keys);  // half of it, from front to back
Structure loop(std::vector<Layer> layers, std::vector<Key> keys);     // all of it
Structure pair(Structure structure);
Structure steady(Structure structure);

// Parts of one bone: their outer layers first, then their inner ones, so that no wall is left where they
// meet.
std::vector<Structure> fused(std::vector<Structure> parts);

// One structure in one patient: which side, and how it differs from the standard.
struct Instance {
  const Structure* structure = nullptr;
  bool mirrored = false;
  std::vector<Layer> layers;
  float dx = 0, dy = 0, scale = 1;
};

// The cut through an instance at a height.
struct Section {
  Form form = Form::ellipse;
  std::vector<Point> points;
  float rx = 0, ry = 0, cosine = 1, sine = 0;
  Point centre;
  bool mirrored = false;                 // outline only, with:
  std::vector<float> radius, steepness;  // by direction
  float edge = 1;                        // mm; outline: the same by angle
  std::vector<float> edges;
  Point low, high;  // the box around the shape
  bool empty = true;

  // Where a point is: signed distance in mm, negative inside (exact near the boundary only), and the width
  // over which the boundary is to be drawn there.
  struct Place {
    float distance, edge;
  };
  Place ellipse_place(float x, float y) const;
  Place band_place(float x, float y) const;
  Place outline_place(float x, float y) const;

  // A boundary that runs obliquely through a slice is drawn as wide as it moves from here to `next`, so that
  // the few layers of a slice add up to a ramp and not to a staircase; at least `narrowest` mm.
  void set_edges(const Section& next, float narrowest);
};

// A plane's height over the point (x, y) of the standard head.
struct Plane {
  float z = 0, slope_x = 0, slope_y = 0;
  float at(Point point) const { return z + slope_x * point.x + slope_y * point.y; }
};

// The height is taken once, where the plane meets the middle of the structure.
Section cut(const Instance& instance, const Plane& plane);

}  // namespace residuum::phantom
