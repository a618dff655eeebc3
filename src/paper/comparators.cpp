#include "paper/comparators.h"

#include <algorithm>
#include <array>

#include "core/error.h"
#include "paper/printed.h"

namespace residuum::paper {
namespace {

constexpr std::array<const char*, 3> recommendations{"CCRT", "IC+CCRT", "IBT"};
constexpr std::array<Policy, 4> policies{Policy::ccrt_for_all, Policy::physicians, Policy::article_rule,
                                         Policy::ic_for_all};

struct Patient {
  std::size_t stratum = 0;
  bool ic = false, nrt = false;
};

std::vector<Patient> patients_of_table3() {
  std::vector<Patient> patients;
  for (const auto& situation : table3()) {
    const auto found =
        std::find(recommendations.begin(), recommendations.end(), std::string_view(situation.recommended));
    if (found == recommendations.end()) throw failure("Table 3 recommends \"{}\"", situation.recommended);
    patients.insert(patients.end(), static_cast<std::size_t>(situation.cases),
                    {static_cast<std::size_t>(found - recommendations.begin()), situation.given == "IC+CCRT",
                     situation.effect == cohort::Outcome::nrt});
  }
  return patients;
}

std::vector<Stratum> strata_of(const std::vector<Patient>& patients, const std::vector<std::size_t>& rows) {
  std::vector<Stratum> strata;
  for (const char* recommended : recommendations) strata.push_back({recommended});
  for (const std::size_t row : rows) {
    const Patient& patient = patients[row];
    Stratum& stratum = strata[patient.stratum];
    (patient.ic ? stratum.ic : stratum.ccrt) += 1;
    (patient.ic ? stratum.ic_nrt : stratum.ccrt_nrt) += patient.nrt;
  }
  return strata;
}

// Expected patients without residual tumour, were all of the stratum given one regimen.
double under_ccrt(const Stratum& stratum) {
  if (stratum.ccrt == 0) throw failure("nobody recommended {} was given CCRT", stratum.recommended);
  return stratum.patients() * static_cast<double>(stratum.ccrt_nrt) / stratum.ccrt;
}

double under_ic(const Stratum& stratum) {
  if (stratum.ic == 0) throw failure("nobody recommended {} was given IC + CCRT", stratum.recommended);
  return stratum.patients() * static_cast<double>(stratum.ic_nrt) / stratum.ic;
}

bool rule_gives_ic(const Stratum& stratum) {
  return stratum.recommended != recommendations[0];
}

double value(Policy policy, const std::vector<Stratum>& strata) {
  double nrt = 0;
  int patients = 0;
  for (const auto& stratum : strata) {
    if (stratum.patients() == 0) continue;
    patients += stratum.patients();
    switch (policy) {
      case Policy::ccrt_for_all:
        nrt += under_ccrt(stratum);
        break;
      case Policy::physicians:
        nrt += stratum.ccrt_nrt + stratum.ic_nrt;
        break;
      case Policy::article_rule:
        nrt += rule_gives_ic(stratum) ? under_ic(stratum) : under_ccrt(stratum);
        break;
      case Policy::ic_for_all:
        nrt += under_ic(stratum);
        break;
    }
  }
  return nrt / patients;
}

int given_ic(Policy policy, const std::vector<Stratum>& strata) {
  int given = 0;
  for (const auto& stratum : strata) {
    const bool all =
        policy == Policy::ic_for_all || (policy == Policy::article_rule && rule_gives_ic(stratum));
    given += all ? stratum.patients() : policy == Policy::physicians ? stratum.ic : 0;
  }
  return given;
}

std::vector<std::string> caveats_of(const std::vector<Stratum>& strata, int patients) {
  std::vector<std::string> caveats{
      fmt::format("{} patients of one centre; the intervals are those of resampling them.", patients),
      "No adjustment within a group: the physicians chose the regimen for reasons that bear on the outcome.",
      "The network of each regimen, and by its scripts the epoch, was chosen on these very patients.",
      "IBT is taken to be IC + CCRT; what another intensive treatment would give is not known.",
      "Toxicity is counted as induction chemotherapy given, nothing else."};
  std::string certain;
  const auto note = [&](const Stratum& stratum, const char* given, int nrt, int all) {
    if (all == 0 || (nrt != 0 && nrt != all)) return;
    certain += fmt::format("{}{} of {} recommended {} and given {}", certain.empty() ? "" : ", ", nrt, all,
                           stratum.recommended, given);
  };
  for (const auto& stratum : strata) {
    note(stratum, "CCRT", stratum.ccrt_nrt, stratum.ccrt);
    note(stratum, "IC+CCRT", stratum.ic_nrt, stratum.ic);
  }
  if (!certain.empty()) {
    caveats.push_back(
        "Groups in which all patients fared alike have no spread to resample, so the intervals are "
        "too narrow: without residual tumour " +
        certain + ".");
  }
  return caveats;
}

}  // namespace

std::string to_string(Policy policy) {
  switch (policy) {
    case Policy::ccrt_for_all:
      return "CCRT for all";
    case Policy::physicians:
      return "physicians";
    case Policy::article_rule:
      return "the article's rule, IBT given IC";
    case Policy::ic_for_all:
      return "IC for all";
  }
  return "";
}

Comparators standardised_comparators(int replicates, std::uint64_t seed) {
  const auto patients = patients_of_table3();
  std::vector<std::size_t> everybody(patients.size());
  for (std::size_t i = 0; i < everybody.size(); ++i) everybody[i] = i;
  const auto plan = stats::ResamplingPlan::plain(patients.size());
  stats::BootstrapOptions options;
  options.method = stats::BootstrapMethod::percentile;
  options.replicates = replicates;
  options.seed = seed;
  options.threads = 1;  // small
  const auto interval = [&](auto statistic) {
    return stats::bootstrap_interval(
        plan, [&](const std::vector<std::size_t>& rows) { return statistic(strata_of(patients, rows)); },
        options);
  };

  Comparators made;
  made.strata = strata_of(patients, everybody);
  made.patients = static_cast<int>(patients.size());
  for (const Policy policy : policies) {
    made.policies.push_back({policy, interval([&](const auto& strata) { return value(policy, strata); }),
                             given_ic(policy, made.strata)});
  }
  const auto rule_minus = [&](Policy other) {
    return interval(
        [&](const auto& strata) { return value(Policy::article_rule, strata) - value(other, strata); });
  };
  made.rule_minus_ic_for_all = rule_minus(Policy::ic_for_all);
  made.rule_minus_physicians = rule_minus(Policy::physicians);
  made.spared = made.patients - given_ic(Policy::article_rule, made.strata);
  made.caveats = caveats_of(made.strata, made.patients);
  return made;
}

}  // namespace residuum::paper
