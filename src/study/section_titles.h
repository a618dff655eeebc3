// The sections that every report has; what points at a section names it by these.
#pragma once

namespace residuum::study::title {

inline constexpr const char* summary = "Summary";
inline constexpr const char* cohort = "Cohort";
inline constexpr const char* segmentation = "Segmentation";
inline constexpr const char* outcome = "Outcome models";
inline constexpr const char* explanation = "Explanation";
inline constexpr const char* decision = "Decision";
inline constexpr const char* limits = "Limits";
inline constexpr const char* methods = "Methods";
inline constexpr const char* checklists = "Reporting checklists";

}  // namespace residuum::study::title
