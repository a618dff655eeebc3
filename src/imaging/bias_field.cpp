#include "imaging/bias_field.h"

#include <fmt/core.h>
#include <itkBSplineControlPointImageFilter.h>
#include <itkImportImageFilter.h>
#include <itkMultiThreaderBase.h>
#include <itkN4BiasFieldCorrectionImageFilter.h>
#include <itkShrinkImageFilter.h>
#include <itkVersion.h>

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
constexpr unsigned spline_order = 3;
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

using Lattice = N4::BiasFieldControlPointLatticeType;

// The logarithm of the field, on the whole grid.
N4::ScalarImageType::Pointer log_field(const Image* image, const BiasField& field) {
  auto lattice = Lattice::New();
  lattice->SetRegions(itk::Size<3>{{field.size[0], field.size[1], field.size[2]}});
  lattice->Allocate();
  for (std::size_t i = 0; i < field.control_points.size(); ++i)
    lattice->GetBufferPointer()[i][0] = field.control_points[i];
  using Spread = itk::BSplineControlPointImageFilter<Lattice, N4::ScalarImageType>;
  auto spread = Spread::New();
  spread->SetInput(lattice);
  spread->SetSplineOrder(spline_order);
  spread->SetSize(image->GetLargestPossibleRegion().GetSize());
  spread->SetOrigin(image->GetOrigin());
  spread->SetDirection(image->GetDirection());
  spread->SetSpacing(image->GetSpacing());
  spread->Update();
  return spread->GetOutput();
}

// With more threads sums come out otherwise in the last digit; patients go side by side instead.
void on_one_thread() {
  itk::MultiThreaderBase::SetGlobalDefaultNumberOfThreads(1);
}

// B-splines have no place between a single slice's first and last: it is taken as two alike.
bool single(const Volume& volume) {
  return volume.geometry.size[2] == 1;
}

Volume twice(const Volume& slice) {
  auto two = slice;
  two.geometry.size[2] = 2;
  two.voxels.insert(two.voxels.end(), slice.voxels.begin(), slice.voxels.end());
  return two;
}

}  // namespace

BiasField find_bias_field(const Volume& volume) {
  if (single(volume)) return find_bias_field(twice(volume));
  const auto body = body_statistics(volume.voxels);
  on_one_thread();
  const auto import = imported(volume);
  const auto few = thinned(import->GetOutput());
  auto correct = N4::New();
  correct->SetInput(few);
  correct->SetMaskImage(above(few, body.threshold));
  correct->SetSplineOrder(spline_order);
  correct->SetNumberOfFittingLevels(levels);
  correct->SetMaximumNumberOfIterations(N4::VariableSizeArrayType(levels, iterations_per_level));
  correct->SetConvergenceThreshold(convergence);
  correct->Update();
  const auto lattice = correct->GetLogBiasFieldControlPointLattice();
  const auto size = lattice->GetLargestPossibleRegion().GetSize();
  BiasField field{{size[0], size[1], size[2]}, {}};
  const auto* const points = lattice->GetBufferPointer();
  for (std::size_t i = 0; i < size[0] * size[1] * size[2]; ++i) field.control_points.push_back(points[i][0]);
  return field;
}

Volume without_bias_field(const Volume& volume, const BiasField& field) {
  if (single(volume)) {
    auto first = without_bias_field(twice(volume), field);
    first.geometry = volume.geometry;
    first.voxels.resize(volume.voxels.size());
    return first;
  }
  const auto before = body_statistics(volume.voxels);
  on_one_thread();
  const auto import = imported(volume);
  const auto on_grid = log_field(import->GetOutput(), field);
  Volume result{volume.geometry, std::vector<float>(volume.voxels.size())};
  const auto* const logarithm = on_grid->GetBufferPointer();
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

std::string bias_field_method() {
  return fmt::format("N4 {} {} {} {} {}, ITK {}", levels, iterations_per_level, convergence, fitted_width,
                     spline_order, itk::Version::GetITKVersion());
}

}  // namespace residuum::imaging
