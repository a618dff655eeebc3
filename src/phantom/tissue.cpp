#include "phantom/tissue.h"

#include <iterator>

namespace residuum::phantom {
namespace {

struct Row {
  Tissue tissue;
  float t1_contrast, t1_plain, t2;
  float fine, coarse;
};

// Arteries are flow voids in a spin echo, veins fill with contrast.
constexpr Row rows[] = {
    {Tissue::air, .015F, .015F, .015F, 0, 0},
    {Tissue::cortical_bone, .055F, .055F, .04F, .15F, .1F},
    {Tissue::marrow, .56F, .54F, .42F, .09F, .10F},
    {Tissue::skin, .50F, .42F, .30F, .06F, .05F},
    {Tissue::fat, .86F, .86F, .70F, .03F, .05F},
    {Tissue::muscle, .345F, .31F, .17F, .085F, .06F},
    {Tissue::tongue, .44F, .36F, .26F, .10F, .06F},
    {Tissue::mucosa, .72F, .36F, .78F, .09F, .08F},
    {Tissue::cartilage, .33F, .32F, .22F, .08F, .08F},
    {Tissue::parotid, .54F, .56F, .52F, .075F, .09F},
    {Tissue::gland, .60F, .42F, .48F, .07F, .06F},
    {Tissue::lymphoid, .57F, .36F, .58F, .07F, .06F},
    {Tissue::fluid, .13F, .12F, 1.0F, .05F, .03F},
    {Tissue::cerebrum, .43F, .41F, .40F, .02F, .02F},
    {Tissue::cerebellum, .405F, .38F, .42F, .02F, .02F},
    {Tissue::white_matter, .50F, .48F, .33F, .02F, .02F},
    {Tissue::grey_matter, .37F, .35F, .46F, .02F, .02F},
    {Tissue::dura, .62F, .25F, .15F, .1F, .1F},
    {Tissue::pituitary, .72F, .45F, .45F, .05F, .05F},
    {Tissue::vitreous, .15F, .14F, 1.05F, .02F, .02F},
    {Tissue::ligament, .20F, .20F, .10F, .1F, .1F},
    {Tissue::air_cells, .06F, .06F, .05F, .1F, .1F},
    {Tissue::artery, .06F, .06F, .05F, .1F, .1F},
    {Tissue::vein, .70F, .18F, .15F, .05F, .10F},
    {Tissue::disc, .27F, .25F, .38F, .06F, .05F},
    {Tissue::tooth, .06F, .06F, .05F, .2F, 0},
    {Tissue::tumour, .60F, .33F, .50F, .02F, 0},
    {Tissue::node, .58F, .32F, .52F, .02F, 0},
    {Tissue::necrosis, .20F, .22F, .85F, .05F, .05F},
};

}  // namespace

Palette::Palette(Sequence sequence) {
  static_assert(std::size(rows) == tissue_count);
  for (const Row& row : rows) {
    const float mean = sequence == Sequence::t1_contrast ? row.t1_contrast
                       : sequence == Sequence::t1_plain  ? row.t1_plain
                                                         : row.t2;
    looks_[static_cast<std::size_t>(row.tissue)] = {mean, row.fine, row.coarse};
  }
}

}  // namespace residuum::phantom
