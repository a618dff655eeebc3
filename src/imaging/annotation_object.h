// What SEG and RTSTRUCT readers share: the image they are put on, slice by slice, and which of their segments
// count. For imaging's own sources.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "imaging/annotation.h"

class DcmDataset;

namespace residuum::imaging {

inline constexpr const char* seg_class = "1.2.840.10008.5.1.4.1.1.66.4";
inline constexpr const char* rtstruct_class = "1.2.840.10008.5.1.4.1.1.481.3";

// Errors: input, when `uid` is neither empty nor the image's: drawn on another series, say. `what` names the
// attribute.
void require_same_place(const fs::path& path, const AnnotatedImage& image, const std::string& frame_uid);
void require_same_series(const fs::path& path, const AnnotatedImage& image,
                         const std::vector<std::string>& series_uids);

// A segment or ROI: its number in the file, and what it is called.
struct NamedSegment {
  long number = 0;
  std::string name;
};

// The labels of `segments`, background where a name says nothing; names go into `annotation`. Errors: input,
// with all names and the remedy, when none is primary tumour or nodes.
std::vector<Label> labels_of(const fs::path& path, const std::vector<NamedSegment>& segments,
                             const AnnotationNames& names, Annotation& annotation);

// Sets a voxel's label; primary tumour goes before nodes.
void mark(Mask& mask, std::size_t voxel, Label label);

// The slice on which a point of continuous index z lies. Errors: input, naming `what`, when it is farther
// than the tolerance from every slice.
std::size_t slice_at(const fs::path& path, const Geometry& image, double z, const std::string& what);

// Errors: input, for a continuous index that is outside the image by more than half a voxel and the
// tolerance.
void require_inside(const fs::path& path, const Geometry& image, const Vec3& index, const std::string& what);

// REQUIRES: a data set of the class.
Annotation read_seg(const fs::path& path, DcmDataset& data, const AnnotatedImage& image,
                    const AnnotationNames& names);
Annotation read_rtstruct(const fs::path& path, DcmDataset& data, const AnnotatedImage& image,
                         const AnnotationNames& names);

}  // namespace residuum::imaging
