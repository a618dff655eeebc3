// From a case to what the scanner would have stored: slices of finite thickness, uneven coil sensitivity,
// noise, 12 bits; and the outline of the tumour on the same voxels.
#pragma once

#include "imaging/volume.h"
#include "phantom/canvas.h"
#include "phantom/truth.h"

namespace residuum::phantom {

inline constexpr double field_of_view_mm = 240;

// How one patient lay in the scanner and how the slices were planned.
struct Session {
  std::size_t slices = 24;
  double slice_distance_mm = 5, slice_thickness_mm = 4.5;
  Frame frame;                // scanner to head: small turns and shifts that the planning did not meet
  imaging::Mat3 direction{};  // of the series, oblique by up to some 8 degrees
  imaging::Vec3 centre{};     // world position of the volume's middle, LPS mm
  float gain = 2000;          // 12-bit value of relative intensity 1
  float noise = 0.02F;        // standard deviation in relative intensity, of a channel at matrix 256
  float shading = 0.15F;      // standard deviation of the log of the coil's sensitivity
};

Session plan_session(Random& random, const Build& build);

// The same extent in `slices` slices, thinner or thicker ones. REQUIRES: two or more.
void divide_into(Session& session, std::size_t slices);

struct Scan {
  imaging::Volume volume;  // whole numbers 0..4095
  imaging::Mask mask;
};

// `every`: only each such slice (a second, coarser series). The same Random state gives the same scan.
Scan scan(const Case& one, const std::vector<Instance>& anatomy, const Noise& noise, const Session& session,
          int matrix, std::size_t every, Sequence sequence, Random& random);

}  // namespace residuum::phantom
