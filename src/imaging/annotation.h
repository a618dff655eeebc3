// What a radiologist outlined, from whichever file it was saved in: a label map (mask_file.h), a DICOM
// segmentation object (SEG, binary or fractional; PS3.3 A.51) or a radiotherapy structure set (RTSTRUCT;
// PS3.3 A.19). The kind is told by the file's content, not by its name.
#pragma once

#include <string>
#include <vector>

#include "imaging/annotation_names.h"
#include "imaging/mask_file.h"

namespace residuum::imaging {

enum class AnnotationKind { label_map, dicom_seg, rtstruct };
std::string to_string(AnnotationKind kind);  // "label map", "DICOM SEG", "RTSTRUCT"

// The image that an annotation must lie on. UIDs that are empty are not compared.
struct AnnotatedImage {
  Geometry geometry;
  std::string series_uid, frame_of_reference_uid;
};

struct Annotation {
  Mask mask;  // where primary tumour and nodes overlap, the primary tumour
  AnnotationKind kind = AnnotationKind::label_map;
  std::vector<std::string> primary, nodes, ignored;  // names of segments; free text, of a label map none
  std::vector<std::string> warnings;
};

// Errors (input, naming file, field and remedy): those of read_mask; a DICOM object of another kind; a cut or
// damaged one; another frame of reference or series than the image's; frames or contours that lie on no slice
// of the image (by more than mask_tolerance_mm) or mark tumour outside it; no segment whose name says primary
// tumour or nodes.
Annotation read_annotation(const fs::path& path, const AnnotatedImage& image, const AnnotationNames& names);

}  // namespace residuum::imaging
