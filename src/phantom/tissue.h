// What each tissue looks like in each sequence. Intensities are relative to subcutaneous fat near 0.85.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace residuum::phantom {

enum class Sequence : std::uint8_t { t1_contrast, t1_plain, t2 };

enum class Tissue : std::uint8_t {
  air,
  cortical_bone,
  marrow,
  skin,
  fat,
  muscle,
  tongue,
  mucosa,
  cartilage,
  parotid,
  gland,
  lymphoid,
  fluid,
  cerebrum,
  cerebellum,
  white_matter,
  grey_matter,
  dura,
  pituitary,
  vitreous,
  ligament,
  air_cells,
  artery,
  vein,
  disc,
  tooth,
  tumour,
  node,
  necrosis,
};

struct Appearance {
  float mean = 0;
  float fine = 0;    // relative amplitude of texture of about 2 mm
  float coarse = 0;  // relative amplitude of texture of about 8 mm
};

inline constexpr std::size_t tissue_count = static_cast<std::size_t>(Tissue::necrosis) + 1;

// Every tissue in one sequence, by `Tissue`.
class Palette {
 public:
  explicit Palette(Sequence sequence);
  const Appearance& operator[](Tissue tissue) const { return looks_[static_cast<std::size_t>(tissue)]; }
  float mean(Tissue tissue) const { return (*this)[tissue].mean; }

 private:
  std::array<Appearance, tissue_count> looks_;
};

}  // namespace residuum::phantom
