// One infinitely thin slice being painted: where each pixel lies in the head, and the intensities so far.
#pragma once

#include <vector>

#include "phantom/anatomy.h"
#include "phantom/noise.h"
#include "phantom/tumour.h"

namespace residuum::phantom {

// The way from the scanner to the patient's own head: p = origin + u * along_u + v * along_v + w * along_w,
// for u, v, w in mm along rows, columns and slices from the middle of the volume.
struct Frame {
  Position origin, along_u{1, 0, 0}, along_v{0, 1, 0}, along_w{0, 0, 1};
  Position at(float u, float v, float w) const {
    return {origin.x + u * along_u.x + v * along_v.x + w * along_w.x,
            origin.y + u * along_u.y + v * along_v.y + w * along_w.y,
            origin.z + u * along_u.z + v * along_v.z + w * along_w.z};
  }
};

// Textures of one slice, mean 0 and standard deviation 1, by pixel.
struct Texture {
  std::vector<float> fine, coarse;
};

class Canvas {
 public:
  Canvas(int matrix, float pixel_mm, float layer_mm, const Frame& frame, const Build& build,
         const Noise& noise, Sequence sequence);

  Texture texture(float w) const;

  // Empties the canvas and moves it to height `w`.
  void start(float w);
  void paint(const Instance& instance, const Texture& texture);
  // Adds the lesion's share of each pixel, 0..1, to `coverage`.
  void paint(const Lesion& lesion, Tissue tissue, const Texture& texture, std::vector<float>& coverage);

  const std::vector<float>& values() const { return values_; }

 private:
  struct Box {
    int left, top, right, bottom;
  };
  Box pixels_around(Point low, Point high) const;
  Plane plane() const;
  float value(Tissue tissue, std::size_t pixel, float depth, const Texture& texture) const;
  template <class Locate>
  void paint_layers(const Instance& instance, const Section& section, const Texture& texture, Locate locate);

  int matrix_;
  float pixel_mm_, edge_mm_, layer_mm_, w_ = 0;
  Frame frame_, standard_;  // to the patient's head; to the standard head
  Build build_;
  const Noise& noise_;
  Palette palette_;
  std::vector<float> values_, x_, y_;  // x_, y_: the pixel in the standard head, organically displaced
  float z_ = 0;
};

}  // namespace residuum::phantom
