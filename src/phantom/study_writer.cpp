#include "phantom/study_writer.h"

#include <fmt/core.h>

#include <chrono>
#include <limits>

#include "imaging/dicom_writer.h"
#include "imaging/mask_file.h"
#include "phantom/render.h"

namespace residuum::phantom {
namespace {

constexpr double share_with_second_series = 0.1;
constexpr std::size_t second_series_step = 4;  // every fourth slice
constexpr int second_series_matrix = 128;      // at most

std::string iso(std::chrono::sys_days day) {
  const std::chrono::year_month_day date(day);
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                     static_cast<unsigned>(date.day()));
}

std::string without_dashes(std::string date) {
  std::erase(date, '-');
  return date;
}

// Fictitious names, told at a glance and found by a search for what must not leak.
std::string planted_name(std::size_t index) {
  constexpr const char* words[] = {"ALDER", "BRIAR",  "CEDAR", "DOGWOOD", "ELDER",    "FERN",
                                   "GORSE", "HAZEL",  "IVY",   "JUNIPER", "KNOTWEED", "LARCH",
                                   "MAPLE", "NETTLE", "OSIER", "POPLAR"};
  return fmt::format("PHANTOM^{}{}", words[index % std::size(words)], index + 1);
}

struct Protocol {
  Sequence sequence = Sequence::t1_contrast;
  const char* folder = "";
  const char* description = "";
};
constexpr Protocol contrast{Sequence::t1_contrast, "ax_t1_c", "Ax T1 FSE +C"};
constexpr Protocol plain{Sequence::t1_plain, "ax_t1", "Ax T1 FSE"};
constexpr Protocol t2{Sequence::t2, "ax_t2", "Ax T2 FSE"};

// The weighting is that of the sequence's name: the article's own times (docs/phantom.md) would make it a T2.
imaging::Acquisition acquisition(const Protocol& protocol, double thickness_mm, Random& random) {
  imaging::Acquisition a{};
  a.modality = "MR";
  a.manufacturer = "GE MEDICAL SYSTEMS";
  a.model = "DISCOVERY MR750";
  a.series_description = protocol.description;
  a.scanning_sequence = "SE";
  a.sequence_name = "fse";
  a.field_strength_t = 3.0;
  const bool is_t2 = protocol.sequence == Sequence::t2;
  a.repetition_time_ms = is_t2 ? random.integer(3200, 4800) : random.integer(500, 750);
  a.echo_time_ms = static_cast<double>(is_t2 ? random.integer(800, 1050) : random.integer(80, 150)) / 10;
  a.flip_angle_deg = static_cast<double>(random.integer(111, 142));
  a.inversion_time_ms = std::numeric_limits<double>::quiet_NaN();
  a.slice_thickness_mm = thickness_mm;
  if (protocol.sequence == Sequence::t1_contrast) a.contrast_agent = "GD-DTPA 0.1 MMOL/KG (SYNTHETIC)";
  return a;
}

}  // namespace

Dates draw_dates(const Record& record, std::uint64_t seed, std::size_t index) {
  using std::chrono::days;
  Random random(seed, fmt::format("phantom/dates/{}", index + 1));
  const auto within = [&](long low, long high) { return days(random.integer(low, high)); };
  const std::chrono::sys_days first = std::chrono::year(2012) / 6 / 15;
  const auto diagnosis = first + within(0, 2500);  // to April 2019
  const auto mr = diagnosis + within(0, 12);
  const auto start = mr + within(2, 28);
  const auto induction = record.regimen == 1 ? days(63) : days(0);
  const auto end = start + induction + days(45);
  const auto followup = end + within(92, 178);
  return {iso(diagnosis), iso(mr), iso(start), iso(end), iso(followup)};
}

void write_patient(const fs::path& study, const Case& one, std::size_t index, const PatientFiles& files) {
  const Record& record = one.record;
  Random random(files.seed, fmt::format("phantom/images/{}", index + 1));
  const std::vector<Instance> anatomy = vary_anatomy(random, one.build);
  Session session = plan_session(random, one.build);
  if (files.slices > 0) divide_into(session, static_cast<std::size_t>(files.slices));
  const Noise noise(static_cast<std::uint64_t>(random.integer(0, std::numeric_limits<long>::max())));
  const bool has_second = random.chance(share_with_second_series);
  const Protocol& second = random.chance(0.5) ? plain : t2;

  const std::string mr_date = draw_dates(record, files.seed, index).mr;
  const std::string name = fmt::format("residuum phantom {} {}", files.seed, record.id);
  imaging::DicomIdentity identity;
  identity.patient_name = planted_name(index);
  identity.patient_id =
      fmt::format("SYNTH{:06}", random.integer(0, 999) * 1000 + static_cast<long>(index % 1000));
  // One draw a statement: the order in which arguments are evaluated is the compiler's.
  const long month = random.integer(1, 12);
  const long day = random.integer(1, 28);
  identity.birth_date =
      fmt::format("{:04}{:02}{:02}", std::stoi(mr_date.substr(0, 4)) - record.age - 1, month, day);
  identity.sex = record.male ? "M" : "F";
  identity.study_date = without_dashes(mr_date);
  const long hour = random.integer(8, 17);
  const long minute = random.integer(0, 59);
  identity.study_time = fmt::format("{:02}{:02}{:02}", hour, minute, random.integer(0, 59));
  identity.institution = "PHANTOM HOSPITAL (SYNTHETIC)";
  identity.study_description = "MR NASOPHARYNX AND NECK (SYNTHETIC)";
  identity.study_uid = imaging::make_uid(name + " study");
  identity.frame_of_reference_uid = imaging::make_uid(name + " frame");

  const auto write = [&](const Protocol& protocol, int matrix, std::size_t every) {
    const imaging::Acquisition how = acquisition(protocol, session.slice_thickness_mm, random);
    Scan result = scan(one, anatomy, noise, session, matrix, every, protocol.sequence, random);
    identity.series_uid = imaging::make_uid(name + " " + protocol.folder);
    imaging::write_mr_series(study / "images" / record.id / protocol.folder, result.volume, how, identity);
    return std::move(result.mask);
  };
  const imaging::Mask mask = write(contrast, files.matrix, 1);
  if (files.outlined) imaging::write_mask(study / "masks" / (record.id + ".nii.gz"), mask);
  if (has_second) write(second, std::min(files.matrix, second_series_matrix), second_series_step);
}

}  // namespace residuum::phantom
