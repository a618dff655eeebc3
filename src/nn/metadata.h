// The settings that a model file carries as metadata, read with the file's name in every error.
#pragma once

#include "nn/safetensors.h"

namespace residuum::nn {

// Errors: input, when metadata "kind" is not `kind`.
void require_kind(const TensorFile& file, const std::string& kind, const std::string& where);

// Errors: input, when the key is missing, is no number or lies outside [lowest, highest].
const std::string& metadata_text(const TensorFile& file, const std::string& key, const std::string& where);
double metadata_number(const TensorFile& file, const std::string& key, double lowest, double highest,
                       const std::string& where);
int metadata_integer(const TensorFile& file, const std::string& key, int lowest, int highest,
                     const std::string& where);

// A number as text that reads back the same.
std::string exact_text(double value);

}  // namespace residuum::nn
