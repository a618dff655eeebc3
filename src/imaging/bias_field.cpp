#include "imaging/bias_field.h"

#include <itkBSplineControlPointImageFilter.h>
#include <itkImportImageFilter.h>
#include <itkMultiThreaderBase.h>
#include <itkN4BiasFieldCorrectionImageFilter.h>
#include <itkShrinkImageFilter.h>

#include <algorithm>
#include <cmath>

#include "imaging/intensity.h"

namespace residuum::imaging {
namespace {

using Image = itk::Image<float, 3>;
using Labels = itk::Image<std::uint8_t, 3>;
using N4 = itk::N4BiasFieldCorrectionImageFilter<Image, Labels, Image>;

constexpr unsigned levels = 4;
constexpr unsigned iterations_per_level = 50;
constexpr double convergence = 1e-3;
constexpr double fitted_width = 32;  // voxels in plane, where the field is found

// In the volume's own grid, without its place in space: the field needs shapes alone.
itk::ImportImageFilter<float, 3>::Pointer imported(const Volume& volume) {
  const auto& [size, spacing] = std::tie(volume.geometry.size, volume.geometry.spacing);
  auto import = itk::ImportImageFilter<float, 3>::New();
  import->SetRegion(itk::ImageRegion<3>(itk::Size<3>{{ size[0], size[1], size[2] }}));
  const double distances[] = {spacing[0], spacing[1], spacing[2]};
  import->SetSpacing(distances);
  // ITK's interface is not const; the filters read alone.
  import->SetImportPointer(const_cast<float*>(volume.voxels.data()), volume.voxels.size(), false);
  import->Update();
  return import;
}

Image::Pointer thinned(Image* image) {
  const auto size = image->GetLargestPossibleRegion().GetSize();
  const double factor = static_cast<double>(std::max(size[0], size[1])) / fitted_width;
  auto shrink = itk::ShrinkImageFilter<Image, Image>::New();
  shrink->SetInput(image);
  shrink->SetShrinkFactors(1);
  for (unsigned axis = 0; axis < 2; ++axis) {
    shrink->SetShrinkFactor(axis, static_cast<unsigned>(std::max(1L, std::lround(factor))));
  }
  shrink->Update();
  return shrink->GetOutput();
}

Labels::Pointer above(const Image* image, double threshold) {
  auto mask = Labels::New();
  mask->CopyInformation(image);
  mask->SetRegions(image->GetLargestPossibleRegion());
  mask->Allocate();
  const auto* const from = image->GetBufferPointer();
  const auto count = image->GetLargestPossibleRegion().GetNumberOfPixels();
  std::transform(from, from + count, mask->GetBufferPointer(),
                 [&](float value) -> std::uint8_t { return static_cast<double>(value) > threshold ? 1 : 0; });
  return mask;
}

// The logarithm of the field, on the whole grid.
auto log_field(Image* image, double threshold) {
  const auto few = thinned(image);
  auto correct = N4::New();
  correct->SetInput(few);
  correct->SetMaskImage(above(few, threshold));
  correct->SetNumberOfFittingLevels(levels);
  correct->SetMaximumNumberOfIterations(N4::VariableSizeArrayType(levels, iterations_per_level));
  correct->SetConvergenceThreshold(convergence);
  correct->Update();

  using Spread =
      itk::BSplineControlPointImageFilter<N4::BiasFieldControlPointLatticeType, N4::ScalarImageType>;
  auto spread = Spread::New();
  spread->SetInput(correct->GetLogBiasFieldControlPointLattice());
  spread->SetSplineOrder(correct->GetSplineOrder());
  spread->SetSize(image->GetLargestPossibleRegion().GetSize());
  spread->SetOrigin(image->GetOrigin());
  spread->SetDirection(image->GetDirection());
  spread->SetSpacing(image->GetSpacing());
  spread->Update();
  return N4::ScalarImageType::Pointer(spread->GetOutput());
}

}  // namespace

Volume correct_bias_field(const Volume& volume) {
  const auto before = body_statistics(volume.voxels);
  // With more threads sums come out otherwise in the last digit; patients go side by side instead.
  itk::MultiThreaderBase::SetGlobalDefaultNumberOfThreads(1);
  const auto import = imported(volume);
  const auto field = log_field(import->GetOutput(), before.threshold);
  Volume result{volume.geometry, std::vector<float>(volume.voxels.size())};
  const auto* const logarithm = field->GetBufferPointer();
  double sum = 0;
  std::size_t body = 0;
  for (std::size_t i = 0; i < volume.voxels.size(); ++i) {
    result.voxels[i] = volume.voxels[i] / std::exp(logarithm[i][0]);
    if (static_cast<double>(volume.voxels[i]) <= before.threshold) continue;
    sum += static_cast<double>(result.voxels[i]);
    ++body;
  }
  const auto scale = static_cast<float>(before.mean * static_cast<double>(body) / sum);
  for (float& value : result.voxels) value *= scale;
  return result;
}

}  // namespace residuum::imaging
