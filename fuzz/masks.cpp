// A hostile mask over a sound image, in each format.
#include "imaging/mask_file.h"
#include "reader.h"

namespace residuum::fuzz {
namespace {

imaging::Mask mask() {
  imaging::Mask made{{{6, 5, 4}, {0.5, 0.75, 5}, {-20, 12.5, -30}, {{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}}}, {}};
  for (std::size_t i = 0; i < made.geometry.voxels(); ++i)
    made.labels.push_back(static_cast<std::uint8_t>(i / 7 % 3));
  return made;
}

Reader mask_reader(const std::string& name, const std::string& file_name) {
  const auto seeds = [file_name] {
    return std::vector<std::string>{
        bytes_of(file_name, [](const fs::path& path) { imaging::write_mask(path, mask()); })};
  };
  return {name, file_name, seeds, [](const fs::path& file) { imaging::read_mask(file, mask().geometry); }};
}

}  // namespace

Reader nifti_reader() {
  return mask_reader("nifti", "mask.nii");
}
Reader nifti_gz_reader() {
  return mask_reader("nifti_gz", "mask.nii.gz");
}
Reader nrrd_reader() {
  return mask_reader("nrrd", "mask.nrrd");
}
Reader mha_reader() {
  return mask_reader("mha", "mask.mha");
}

}  // namespace residuum::fuzz
