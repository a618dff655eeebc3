#include "imaging/components.h"

#include <itkConnectedComponentImageFilter.h>
#include <itkImportImageFilter.h>
#include <itkRelabelComponentImageFilter.h>

namespace residuum::imaging {

void remove_small_components(Mask& mask, double min_mm3) {
  using Labels = itk::Image<std::uint8_t, 3>;
  using Numbers = itk::Image<std::uint32_t, 3>;
  const auto& size = mask.geometry.size;

  auto import = itk::ImportImageFilter<std::uint8_t, 3>::New();
  import->SetRegion(itk::ImageRegion<3>(itk::Size<3>{{ size[0], size[1], size[2] }}));
  import->SetImportPointer(mask.labels.data(), mask.labels.size(), false);

  auto find = itk::ConnectedComponentImageFilter<Labels, Numbers>::New();
  find->SetInput(import->GetOutput());
  find->FullyConnectedOn();

  const double voxels = std::ceil(min_mm3 / mask.geometry.voxel_volume() - 1e-9);
  auto keep = itk::RelabelComponentImageFilter<Numbers, Numbers>::New();
  keep->SetInput(find->GetOutput());
  keep->SetMinimumObjectSize(static_cast<itk::SizeValueType>(std::max(0.0, voxels)));
  keep->Update();

  const auto* kept = keep->GetOutput()->GetBufferPointer();
  for (std::size_t i = 0; i < mask.labels.size(); ++i) {
    if (kept[i] == 0) mask.labels[i] = background;
  }
}

}  // namespace residuum::imaging
