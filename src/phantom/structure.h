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
  outline,  // closed and star-shaped: the half from its front to its back for one on the midline, else all of it
};

struct Key {
  float z = 0;
  std::vector<Point> points;
  float rx = 0, ry = 0, angle = 0;
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
  std::vector<Key> keys;  // by falling or rising z
  bool steady = false;    // no variation of its own between patients (it must fit its neighbours)
};

// Short forms for the tables of the anatomy.
struct EllipseKey {
  float z, x, y, rx, ry, angle = 0;
};
Structure ellipse(std::vector<Layer> layers, std::vector<EllipseKey> keys);
Structure band(std::vector<Layer> layers, std::vector<Key> keys);
Structure outline(std::vector<Layer> layers, std::vector<Key> keys);
Structure pair(Structure structure);
Structure steady(Structure structure);

// One structure in one patient: which side, and how it differs from the standard.
struct Instance {
  const Structure* structure = nullptr;
  bool mirrored = false;
  float dx = 0, dy = 0, scale = 1;
};

// The cut through an instance at a height.
struct Section {
  Form form = Form::ellipse;
  std::vector<Point> points;
  float rx = 0, ry = 0, cosine = 1, sine = 0;
  Point centre;
  std::vector<float> radius, steepness;  // outline only: by angle, a full turn and one entry more
  Point low, high;                       // the box around the shape
  bool empty = true;

  // Signed distance in mm, negative inside; near the boundary only it is exact.
  float distance(float x, float y) const;
};

// A plane's height over the point (x, y) of the standard head.
struct Plane {
  float z = 0, slope_x = 0, slope_y = 0;
  float at(Point point) const { return z + slope_x * point.x + slope_y * point.y; }
};

// The height is taken once, where the plane meets the middle of the structure.
Section cut(const Instance& instance, const Plane& plane);

}  // namespace residuum::phantom
