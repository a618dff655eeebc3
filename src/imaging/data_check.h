// Whether a label map's file holds what its header says. ITK's readers believe headers, and fill with zeros,
// or leave as it was, what a cut or damaged file does not give them; so the files are looked at first.
#pragma once

#include <cstdint>

#include "core/file.h"

namespace residuum::imaging {

// A MetaImage header's claims that ITK would believe unseen: number of dimensions, size of the compressed
// data, bytes to pass over, other files to read. Errors: input.
void check_meta_header(const fs::path& path);

// A NIfTI-1 header's numbers of place and size: ITK's linear algebra aborts or never ends on what is not
// finite or absurd. Errors: input.
void check_nifti_header(const fs::path& path);

// REQUIRES: a file whose header ITK could read, and the voxels that header tells of. Errors: input, when they
// are not all there, or a compressed stream is cut or fails its checksum.
void check_data(const fs::path& path, std::uint64_t voxels, std::uint64_t bytes_each);

}  // namespace residuum::imaging
