// What a file may ask of the machine: every bound on input stands here, chosen far above what a hospital's
// files hold and low enough that no file takes more than some 2 GiB of memory or fills a disk.
// docs/reliability.md lists them for users; a file beyond one is refused with an error that names file,
// number and bound.
#pragma once

#include <cstddef>
#include <cstdint>

namespace residuum::limits {

inline constexpr std::uint64_t kib = 1024, mib = 1024 * kib, gib = 1024 * mib;

// Text files of a study and a run.
inline constexpr std::uint64_t settings_bytes = mib;  // study.toml
inline constexpr std::uint64_t table_bytes = 256 * mib;
inline constexpr std::uint64_t json_bytes = 256 * mib;
inline constexpr int json_depth = 64;                     // nested lists and objects; ours have some ten
inline constexpr std::uint64_t picture_bytes = 64 * mib;  // a PNG
inline constexpr std::uint64_t any_file_bytes = gib;      // whatever else is read in one piece

// DICOM and masks.
inline constexpr std::size_t files_below_a_folder = 1'000'000;
inline constexpr std::uint64_t series_voxels = std::uint64_t{1} << 29;  // 2 GiB as float32
inline constexpr std::uint64_t frame_pixels = std::uint64_t{1} << 24;   // 4096 x 4096
inline constexpr std::size_t dicom_items = 100'000;    // of sequences in one file: 5,000 enhanced frames
inline constexpr std::size_t dicom_elements = 20'000;  // attributes of one file's data set
inline constexpr std::uint64_t deflated_dicom_bytes = 256 * mib;  // after inflation
// Of compressed pixels: what they decode to may be so many times the bytes they take, beyond a first part
// that any file may have. A blank slice in JPEG 2000 reaches some 8,000, a series with anatomy 10.
inline constexpr std::uint64_t decoded_bytes_per_byte = 1000, decoded_bytes_anyway = 16 * mib;
inline constexpr std::uint64_t mask_voxels = std::uint64_t{1} << 31;
inline constexpr std::size_t mask_voxels_per_image_voxel = 8;        // twice as fine along every axis
inline constexpr double least_spacing_mm = 1e-3, spacing_mm = 1000;  // between pixels and between slices
inline constexpr double position_mm = 1e6;                           // from the origin, along an axis
inline constexpr std::size_t contour_points = 4'000'000;             // of an RTSTRUCT

// Weights.
inline constexpr std::uint64_t safetensors_header_bytes = 100 * mib;  // as the reference implementation
inline constexpr std::uint64_t pickle_bytes = 64 * mib;
inline constexpr std::size_t pickle_values = 4'000'000;

}  // namespace residuum::limits
