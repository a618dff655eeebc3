#include "cohort/patient.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <string_view>

#include "core/csv.h"
#include "core/error.h"
#include "core/text.h"

namespace residuum::cohort {
namespace {

constexpr std::array<std::string_view, 9> own_columns{"id",  "regimen",    "series",  "mask",   "age",
                                                      "sex", "ajcc_stage", "t_stage", "n_stage"};

// Numbers joined by single dots (DICOM PS3.5, 9.1): not "." or "..", which are paths.
bool is_uid(std::string_view text) {
  return text.find('.') != std::string_view::npos && text.size() <= 64 &&
         text.find_first_not_of("0123456789.") == std::string_view::npos && text.front() != '.' &&
         text.back() != '.' && text.find("..") == std::string_view::npos;
}

// The series below images/, looked through when the first patient is named by UID and never again.
class SeriesIndex {
 public:
  const std::vector<fs::path>& files_of(const std::string& uid, const fs::path& images,
                                        const std::string& place) {
    if (!looked_) {
      auto found = with_context(place, [&] { return imaging::find_series(images); });
      for (auto& series : found) files_[series.uid] = std::move(series.files);
      looked_ = true;
    }
    const auto found = files_.find(uid);
    if (found != files_.end()) return found->second;
    throw input_error("{}: no series of this SeriesInstanceUID lies below {}", place, images.string());
  }

 private:
  bool looked_ = false;
  std::map<std::string, std::vector<fs::path>> files_;
};

// Reads one row; knows where it stands so that errors can say.
class Row {
 public:
  Row(const CsvTable& table, std::size_t index, const fs::path& study, const TableFormat& format,
      SeriesIndex& series)
      : table_(table), index_(index), study_(study), format_(format), series_(series) {}

  Patient patient() const {
    Patient patient;
    patient.id = id();
    patient.regimen = regimen();
    patient.outcome = outcome();
    read_series(patient);
    if (const auto& mask = optional("mask"); !mask.empty()) patient.mask = path("mask", mask);
    patient.annotation = format_.annotation;
    patient.age = age();
    patient.sex = optional("sex");
    patient.ajcc_stage = optional("ajcc_stage");
    patient.t_stage = optional("t_stage");
    patient.n_stage = optional("n_stage");
    for (const auto& column : table_.columns()) {
      if (std::find(own_columns.begin(), own_columns.end(), column) == own_columns.end() &&
          column != format_.outcome_column) {
        patient.covariates[column] = table_.cell(index_, column);
      }
    }
    return patient;
  }

 private:
  std::string place(const std::string& column) const { return table_.place(index_, column); }

  std::string optional(const std::string& column) const {
    return table_.has_column(column) ? table_.cell(index_, column) : "";
  }

  std::string id() const {
    const auto& id = table_.cell(index_, "id");
    const bool plain = !id.empty() && id.size() <= 64 && id.front() != '.' && id.front() != '-' &&
                       std::all_of(id.begin(), id.end(), [](unsigned char c) {
                         return std::isalnum(c) || c == '-' || c == '_' || c == '.';
                       });
    if (!plain) {
      throw input_error("{}: \"{}\"; letters, digits, '-', '_' and '.' are allowed, at most 64", place("id"),
                        id);
    }
    return id;
  }

  std::string regimen() const {
    const auto& value = table_.cell(index_, "regimen");
    const auto& known = format_.regimens;
    if (std::find(known.begin(), known.end(), value) != known.end()) return value;
    std::string list;
    for (const auto& name : known) list += (list.empty() ? "" : ", ") + name;
    throw input_error("{}: \"{}\" is not one of study.toml's regimens: {}", place("regimen"), value, list);
  }

  std::optional<Outcome> outcome() const {
    const std::string value = to_lower(table_.cell(index_, format_.outcome_column));
    if (value.empty()) return std::nullopt;
    if (value == "nrt") return Outcome::nrt;
    if (value == "rt") return Outcome::rt;
    throw input_error("{}: \"{}\"; NRT, RT or nothing is allowed", place(format_.outcome_column),
                      table_.cell(index_, format_.outcome_column));
  }

  // Codes for "missing" (999, -1) must not become an age.
  std::optional<double> age() const {
    const auto years = table_.number(index_, "age");
    if (years && !(*years >= 0 && *years <= 120)) {
      throw input_error("{}: {}; years from 0 to 120 are needed, or nothing when not known", place("age"),
                        *years);
    }
    return years;
  }

  void read_series(Patient& patient) const {
    const auto& value = table_.cell(index_, "series");
    if (value.empty())
      throw input_error("{}: empty; a DICOM folder or SeriesInstanceUID is needed", place("series"));
    if (is_uid(value)) {
      patient.files = series_.files_of(value, path("series", "images"), place("series"));
    } else {
      patient.image = path("series", value);
    }
  }

  // Canonical, so that neither ".." nor a link leads out of the study.
  fs::path path(const std::string& column, const std::string& value) const {
    if (fs::path(value).is_absolute()) {
      throw input_error("{}: \"{}\" is absolute; give the path from the folder of cohort.csv", place(column),
                        value);
    }
    std::error_code code;
    const fs::path found = fs::canonical(study_ / value, code);
    if (code)
      throw input_error("{}: \"{}\" is not there ({})", place(column), value, (study_ / value).string());
    const auto [end, ignored] = std::mismatch(study_.begin(), study_.end(), found.begin(), found.end());
    if (end != study_.end())
      throw input_error("{}: \"{}\" lies outside the study folder; copy it into it", place(column), value);
    return found;
  }

  const CsvTable& table_;
  std::size_t index_;
  const fs::path& study_;
  const TableFormat& format_;
  SeriesIndex& series_;
};

// "Mask" or "masks" would pass as a covariate, and nobody be outlined.
void refuse_near_columns(const CsvTable& table, const std::string& file) {
  const auto plain = [](std::string text) {
    std::erase_if(text, [](unsigned char c) { return !std::isalnum(c); });
    return to_lower(text);
  };
  for (const auto& column : table.columns()) {
    for (const std::string_view own_view : own_columns) {
      const std::string own(own_view);
      const bool near = plain(column) == plain(own) || plain(column) == plain(own) + "s";
      if (column == own || !near) continue;
      throw input_error("{}, line 1: column \"{}\": did you mean \"{}\"? rename it", file, column, own);
    }
  }
}

}  // namespace

std::string to_string(Outcome outcome) {
  return outcome == Outcome::rt ? "RT" : "NRT";
}

Cohort read_cohort(const fs::path& csv, const TableFormat& format) {
  const auto table = CsvTable::read(csv);
  for (const std::string& column :
       {std::string("id"), std::string("regimen"), std::string("series"), format.outcome_column}) {
    if (!table.has_column(column))
      throw input_error("{}, line 1: column {} is missing", csv.string(), column);
  }
  if (table.row_count() == 0) throw input_error("{}: no patient; one row each is needed", csv.string());
  refuse_near_columns(table, csv.string());
  const fs::path study = fs::canonical(fs::absolute(csv).parent_path());
  SeriesIndex series_index;
  std::vector<Patient> patients;
  std::map<std::string, std::string> ids, series, masks;
  for (std::size_t row = 0; row < table.row_count(); ++row) {
    auto patient = Row(table, row, study, format, series_index).patient();
    // Files of the run are named after ids, and some file systems fold case.
    if (!ids.emplace(to_lower(patient.id), patient.id).second) {
      throw input_error("{}: \"{}\" stands twice (case does not count)", table.place(row, "id"), patient.id);
    }
    const std::string source = patient.files.empty() ? patient.image.string() : table.cell(row, "series");
    if (const auto [other, is_new] = series.emplace(source, patient.id); !is_new) {
      throw input_error("{}: the same series as patient {}", table.place(row, "series"), other->second);
    }
    if (patient.outlined()) {
      if (const auto [other, is_new] = masks.emplace(patient.mask.string(), patient.id); !is_new) {
        throw input_error("{}: the same mask as patient {}", table.place(row, "mask"), other->second);
      }
    }
    patients.push_back(std::move(patient));
  }
  return Cohort(std::move(patients));
}

imaging::SeriesVolume load_image(const Patient& patient) {
  return with_context("patient " + patient.id, [&] {
    return patient.files.empty() ? imaging::read_image(patient.image) : imaging::read_files(patient.files);
  });
}

imaging::Mask load_mask(const Patient& patient, const imaging::Geometry& image) {
  return with_context("patient " + patient.id, [&] {
    return imaging::read_annotation(patient.mask, {image, "", ""}, patient.annotation).mask;
  });
}

imaging::Annotation load_annotation(const Patient& patient, const imaging::SeriesVolume& image) {
  return with_context("patient " + patient.id, [&] {
    return imaging::read_annotation(patient.mask,
                                    {image.volume.geometry, image.series_uid, image.frame_of_reference_uid},
                                    patient.annotation);
  });
}

Cohort Cohort::without_outlines(const std::set<std::string>& ids) const {
  auto patients = patients_;
  for (auto& patient : patients) {
    if (ids.contains(patient.id)) patient.mask.clear();
  }
  return Cohort(std::move(patients));
}

}  // namespace residuum::cohort
