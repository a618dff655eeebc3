#include "imaging/components.h"

#include <itkConnectedComponentImageFilter.h>
#include <itkImportImageFilter.h>
#include <itkRelabelComponentImageFilter.h>

#include <cmath>

namespace residuum::imaging {

Components find_components(const Mask& mask) {
  using Labels = itk::Image<std::uint8_t, 3>;
  using Numbers = itk::Image<std::uint32_t, 3>;
  const auto& size = mask.geometry.size;

  auto import = itk::ImportImageFilter<std::uint8_t, 3>::New();
  import->SetRegion(itk::ImageRegion<3>(itk::Size<3>{{ size[0], size[1], size[2] }}));
  // ITK's interface is not const; the filters read alone.
  import->SetImportPointer(const_cast<std::uint8_t*>(mask.labels.data()), mask.labels.size(), false);

  auto find = itk::ConnectedComponentImageFilter<Labels, Numbers>::New();
  find->SetInput(import->GetOutput());
  find->FullyConnectedOn();

  auto sorted = itk::RelabelComponentImageFilter<Numbers, Numbers>::New();
  sorted->SetInput(find->GetOutput());
  sorted->Update();

  const auto* numbers = sorted->GetOutput()->GetBufferPointer();
  const auto& sizes = sorted->GetSizeOfObjectsInPixels();
  return {{numbers, numbers + mask.labels.size()}, {sizes.begin(), sizes.end()}};
}

void remove_small_components(Mask& mask, double min_mm3, std::size_t most) {
  const auto components = find_components(mask);
  const double needed = min_mm3 / mask.geometry.voxel_volume() - 1e-9;  // voxels
  std::size_t kept = 0;
  while (kept < components.voxels.size() && (most == 0 || kept < most) &&
         static_cast<double>(components.voxels[kept]) >= needed) {
    ++kept;
  }
  for (std::size_t i = 0; i < mask.labels.size(); ++i) {
    if (components.number[i] == 0 || components.number[i] > kept) mask.labels[i] = background;
  }
}

}  // namespace residuum::imaging
