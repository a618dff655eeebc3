// A run's status for people and for machines.
#include <algorithm>
#include <cmath>

#include "study/status.h"

namespace residuum::study {
namespace {

std::string duration(double seconds) {
  const auto whole = std::llround(seconds);
  if (whole < 120) return fmt::format("{} s", whole);
  if (whole < 7200) return fmt::format("{} min {} s", whole / 60, whole % 60);
  return fmt::format("{} h {} min", whole / 3600, whole / 60 % 60);
}

std::string explain(const RunStatus& status) {
  if (status.state == "killed") return "killed (no process works on it, and it did not say why it ended)";
  if (status.state == "interrupted") return "interrupted (asked to stop)";
  return status.state;
}

std::string line_of(const StageStatus& stage, std::size_t width) {
  std::vector<std::string> parts;
  if (stage.seconds) parts.push_back(duration(*stage.seconds));
  if (stage.progress) {
    const auto& progress = *stage.progress;
    parts.push_back(fmt::format("{} of {} {}", progress.done, progress.total, progress.unit));
    if (progress.seconds_left)
      parts.push_back(fmt::format("about {} left", duration(*progress.seconds_left)));
  }
  if (stage.peak_memory_mib) parts.push_back(fmt::format("peak {:.0f} MiB", *stage.peak_memory_mib));
  if (!stage.finished.empty()) parts.push_back(stage.finished);
  std::string line = fmt::format("  {:<11}  {:<{}}", stage.state, stage.name, width);
  for (std::size_t i = 0; i < parts.size(); ++i) line += (i == 0 ? "  " : ", ") + parts[i];
  return line.substr(0, line.find_last_not_of(' ') + 1) + "\n";
}

template <class T>
Json or_null(const std::optional<T>& value) {
  return value ? Json(*value) : Json(nullptr);
}

Json or_null(const std::string& text) {
  return text.empty() ? Json(nullptr) : Json(text);
}

}  // namespace

std::string to_text(const RunStatus& status) {
  std::string text = fmt::format("{}: {}", status.run, explain(status));
  if (status.alive && status.process > 0) text += fmt::format(", process {}", status.process);
  if (!status.started.empty()) text += ", started " + status.started;
  if (status.seconds) text += fmt::format(", {}", duration(*status.seconds));
  text += "\n";
  std::size_t width = 0, waiting = 0;
  for (const auto& stage : status.stages) width = std::max(width, stage.name.size());
  for (const auto& stage : status.stages) {
    text += line_of(stage, width);
    waiting += stage.state == "waiting";
  }
  if (waiting > 0) text += fmt::format("{} of {} stages to come\n", waiting, status.stages.size());
  if (exit_code(status) == 1) text += "residuum run goes on from here\n";
  for (const auto& note : status.notes) text += "note: " + note + "\n";
  return text;
}

Json to_json(const RunStatus& status) {
  Json stages = Json::array();
  for (const auto& stage : status.stages) {
    Json progress;
    if (stage.progress) {
      progress = {{"unit", stage.progress->unit},
                  {"done", stage.progress->done},
                  {"total", stage.progress->total},
                  {"seconds_left", or_null(stage.progress->seconds_left)}};
    }
    stages.push_back({{"name", stage.name},
                      {"state", stage.state},
                      {"started", or_null(stage.started)},
                      {"finished", or_null(stage.finished)},
                      {"seconds", or_null(stage.seconds)},
                      {"peak_memory_mib", or_null(stage.peak_memory_mib)},
                      {"progress", progress}});
  }
  return {{"run", status.run},
          {"state", status.state},
          {"alive", status.alive},
          {"process", status.process > 0 ? Json(status.process) : Json(nullptr)},
          {"version", or_null(status.version)},
          {"started", or_null(status.started)},
          {"finished", or_null(status.finished)},
          {"seconds", or_null(status.seconds)},
          {"stages", stages},
          {"notes", status.notes}};
}

}  // namespace residuum::study
