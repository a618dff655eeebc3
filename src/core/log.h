// Messages for the person at the terminal, on standard error. Never pass a patient's name, DICOM PatientID or
// UID: patients are spoken of by their study id alone.
#pragma once

#include <fmt/core.h>

#include <string_view>
#include <utility>

namespace residuum {

enum class LogLevel { debug, info, warning, silent };

void set_log_level(LogLevel level);

bool log_shows(LogLevel level);

void log_message(LogLevel level, std::string_view message);

template <class... Args>
void log_info(fmt::format_string<Args...> format, Args&&... args) {
  log_message(LogLevel::info, fmt::format(format, std::forward<Args>(args)...));
}

template <class... Args>
void log_warning(fmt::format_string<Args...> format, Args&&... args) {
  log_message(LogLevel::warning, fmt::format(format, std::forward<Args>(args)...));
}

}  // namespace residuum
