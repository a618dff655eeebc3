// Who a synthetic patient is and what would happen under each regimen. The model is written down in
// docs/phantom.md; its coefficients stand in truth.cpp.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "phantom/tumour.h"

namespace residuum::phantom {

inline constexpr std::size_t regimen_count = 2;
inline constexpr std::array<const char*, regimen_count> regimens = {"CCRT", "IC+CCRT"};  // least toxic first

struct Record {
  std::string id;  // P001 ...
  int age = 0;     // years
  bool male = true;
  int t_stage = 0, n_stage = 0;
  bool stage_iva = false;                    // else III
  double ebv_dna = 0;                        // copies per mL; below 0 where it was not measured
  Lesion::Measure tumour;                    // of the primary, as drawn
  std::array<double, regimen_count> p_rt{};  // true probability of residual tumour
  std::array<bool, regimen_count> rt{};      // both potential outcomes, from one uniform number a patient
  double p_intensive = 0;                    // the physician's chance to give the last regimen
  std::size_t regimen = 0;                   // given by the physician
};

struct Case {
  Record record;
  Build build;
  Tumour tumour;
};

// Patient number `index` (from 0) of a seed; the same whatever the size of the study.
Case draw_case(std::uint64_t seed, std::size_t index);

// Records alone, for what needs no picture.
std::vector<Record> truth_table(std::size_t patients, std::uint64_t seed, int threads);

}  // namespace residuum::phantom
