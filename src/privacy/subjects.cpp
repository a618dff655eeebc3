#include "privacy/subjects.h"

#include <algorithm>
#include <set>

#include "core/csv.h"
#include "core/error.h"

namespace residuum::privacy {
namespace {

constexpr const char* without_number = "study ";  // and its UID

bool is_plain(const std::string& id) {
  return !id.empty() && id.size() <= 16 &&
         id.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_") == id.npos;
}

std::map<std::string, std::string> read_ids(const fs::path& path) {
  const auto table = CsvTable::read(path);
  for (const char* column : {"patient_id", "id"}) {
    if (!table.has_column(column)) throw input_error("{}: no column {}", path.string(), column);
  }
  std::map<std::string, std::string> ids;
  std::set<std::string> used;
  for (std::size_t row = 0; row < table.row_count(); ++row) {
    const auto &patient = table.cell(row, "patient_id"), &id = table.cell(row, "id");
    const auto place = table.place(row, "id");
    if (!is_plain(id)) {
      throw input_error("{}: an id is 1 to 16 letters, digits, '-' and '_', as the output's folders", place);
    }
    if (id == patient) throw input_error("{}: the id is the patient_id itself; give a study id", place);
    if (!used.insert(id).second) throw input_error("{}: the id stands twice", place);
    if (!ids.emplace(patient, id).second) {
      throw input_error("{}: the patient stands twice", table.place(row, "patient_id"));
    }
  }
  return ids;
}

}  // namespace

std::string patient_of(const ScreenedFile& file) {
  return file.patient_id.empty() ? without_number + file.study_uid : file.patient_id;
}

std::map<std::string, Subject> subjects_of(const std::vector<ScreenedFile>& files, const fs::path& ids,
                                           const Key& key) {
  const auto given = ids.empty() ? std::map<std::string, std::string>() : read_ids(ids);
  std::map<std::string, Subject> subjects;
  for (const auto& file : files) {
    const auto patient = patient_of(file);
    const auto [subject, is_new] = subjects.emplace(patient, Subject{});
    if (!is_new) continue;
    subject->second.days_back = key.days_back(patient);
    if (ids.empty()) {
      subject->second.id = fmt::format("P{:03}", subjects.size());
      continue;
    }
    const auto found = given.find(patient);
    if (found == given.end()) {
      throw input_error("{}: the patient of this file is not in {}; add the PatientID's row",
                        file.path.string(), ids.string());
    }
    subject->second.id = found->second;
  }
  return subjects;
}

void write_map(const fs::path& path, const std::map<std::string, Subject>& subjects, bool shifted_dates) {
  CsvTable table({"patient_id", "id", "days_back"});
  for (const auto& [patient, subject] : subjects) {
    table.add_row({patient, subject.id, shifted_dates ? std::to_string(subject.days_back) : ""});
  }
  write_file_with(path, [&](const fs::path& temporary) {
    write_file(temporary, "");
    fs::permissions(temporary, fs::perms::owner_read | fs::perms::owner_write);
    std::string text = table.to_string();
    FILE* const stream = std::fopen(temporary.c_str(), "wb");
    const bool written = stream && std::fwrite(text.data(), 1, text.size(), stream) == text.size();
    if ((stream && std::fclose(stream) != 0) || !written)
      throw failure("{}: cannot be written", path.string());
  });
}

}  // namespace residuum::privacy
