// A nasopharyngeal tumour and its cervical nodes as fields in 3-D: a smooth union of ellipsoids with a rough
// boundary, an enhancing texture, a core without enhancement. Millimetres in the patient's own head (axes of
// anatomy.h). What is measured here, on a grid of 2 mm, is what is drawn: the truth of a patient comes from
// it.
#pragma once

#include <array>
#include <memory>
#include <vector>

#include "core/random.h"
#include "phantom/anatomy.h"
#include "phantom/noise.h"

namespace residuum::phantom {

struct Position {
  float x = 0, y = 0, z = 0;
};

struct Blob {
  Position centre, radius;
};

// What the tumour shall be like; the measured values come close.
struct TumourPlan {
  int t_stage = 3;               // 1..4: how far it reaches
  double volume_ml = 25;         // of the primary
  double necrotic_fraction = 0;  // of the primary's volume, and of nodes of 9 mm and more
  double heterogeneity = 0.1;    // standard deviation over mean of the enhancing part's intensity
  bool left = true;
  struct Node {
    Position centre;
    float radius = 8;
  };
  std::vector<Node> nodes;
};

class Lesion {
 public:
  struct Look {
    float necrosis = 0;   // 0..1
    float intensity = 1;  // of the enhancing part, relative to its mean
  };
  struct Measure {
    double volume_ml = 0, necrotic_fraction = 0, heterogeneity = 0;
  };

  Lesion(std::shared_ptr<const Noise> noise, std::vector<Blob> blobs, float roughness);

  // Signed distance in mm, negative inside, true near the boundary.
  float distance(Position p) const;
  Look look(Position p, float distance) const;
  Position low() const { return low_; }  // a box that holds the lesion
  Position high() const { return high_; }

  // Sets texture and core so that the grid's voxels show the wanted values.
  Measure adjust(double necrotic_fraction, double heterogeneity);

  // The same shape grown about `pivot`.
  Lesion scaled(float factor, Position pivot) const;
  double volume_ml() const;

 private:
  template <class Visit>
  void for_each_inside(Visit visit) const;
  float core_field(Position p, float distance) const;
  float texture(Position p) const;

  std::shared_ptr<const Noise> noise_;
  std::vector<Blob> blobs_;
  float roughness_ = 1;
  float core_level_ = 1e9F, amplitude_ = 0;
  Position low_, high_;
};

struct Tumour {
  Lesion primary;
  std::vector<Lesion> nodes;
  Lesion::Measure measure;  // of the primary
};

Tumour grow_tumour(const TumourPlan& plan, const Build& build, Random& random);

}  // namespace residuum::phantom
