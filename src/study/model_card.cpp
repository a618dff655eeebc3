#include "study/model_card.h"

#include <fmt/core.h>

#include <algorithm>

#include "study/limits.h"
#include "study/methods_text.h"
#include "study/outcome_settings.h"
#include "study/record_fields.h"
#include "study/with_interval.h"

namespace residuum::study {
namespace {

std::string table(const std::vector<std::vector<std::string>>& rows) {
  std::string text;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    std::string rule = "|";
    text += "|";
    for (std::string cell : rows[i]) {
      for (std::size_t at = 0; (at = cell.find('|', at)) != std::string::npos; at += 2) cell.insert(at, "\\");
      text += " " + cell + " |";
      rule += "---|";
    }
    text += "\n" + (i == 0 ? rule + "\n" : "");
  }
  return text;
}

std::string facts(const Json& model) {
  std::vector<std::vector<std::string>> rows{{"fact", "value"}};
  const Fields fields(model);
  rows.push_back({"weights", fields.text("file")});
  rows.push_back({"SHA-256", fields.text("sha256")});
  rows.push_back({"parameters", std::to_string(fields.whole("parameters"))});
  const auto metadata = fields.get<Json>("metadata");
  for (const auto& [key, value] : metadata.items()) {
    std::string name = key;
    std::replace(name.begin(), name.end(), '_', ' ');
    rows.push_back({name, value.get<std::string>()});
  }
  return table(rows);
}

std::string outcome_performance(const Json& record, const std::string& regimen) {
  std::vector<std::vector<std::string>> rows{{"measure", "value", "95% interval", "method"}};
  std::string of_whom;
  for (const auto& row : Fields(record).get<Json>("performance")) {
    const Fields fields(row);
    if (fields.text("regimen") != regimen) continue;
    const bool interval = !fields.text("interval").empty();
    rows.push_back({fields.text("measure"), fields.text("value"),
                    interval ? fields.text("ci_low") + "-" + fields.text("ci_high") : "none",
                    fields.text("interval")});
    of_whom = fmt::format(
        "Cohort: {}, {} patients who had {}, {} of them {} (the positive class); unit: {}; threshold {}, {}.",
        fields.text("cohort"), fields.text("patients"), regimen, fields.text("rt"),
        fields.text("positive_class"), fields.text("unit"), fields.text("threshold"),
        threshold_origin(Fields(record).at("settings").at("outcome").text("threshold")));
  }
  return of_whom + "\n\n" + table(rows);
}

std::string mean_dice(const Fields& dice) {
  if (!dice.json().contains("interval")) return fmt::format("{:.3f}, no interval", dice.number("mean"));
  const auto interval = dice.get<std::vector<double>>("interval");
  return with_interval(dice.number("mean"), interval.at(0), interval.at(1));
}

std::string segmentation_performance(const Json& record) {
  if (!record.contains("dice")) return "Not known: no test patient was outlined.\n";
  const Fields dice = Fields(record).at("dice");
  return fmt::format(
      "Dice of predicted against radiologist's masks over the whole volume, {} outlined test patients, "
      "the mean with the 95% interval of bootstrap draws of patients:\n\n{}",
      dice.whole("patients"),
      table({{"mean", "median", "lowest", "highest"},
             {mean_dice(dice), fmt::format("{:.3f}", dice.number("median")),
              fmt::format("{:.3f}", dice.number("lowest")), fmt::format("{:.3f}", dice.number("highest"))}}));
}

}  // namespace

std::string model_card(const Json& record, const Json& model) {
  const Fields run(record);
  const bool outcome = model.contains("regimen");
  const std::string regimen = outcome ? Fields(model).text("regimen") : "";
  const std::string purpose =
      outcome
          ? fmt::format(
                "Probability that residual tumour (RT) of nasopharyngeal carcinoma is seen after {}, from the "
                "tumour rectangles of one pre-treatment MR.",
                regimen)
          : "Outline of nasopharyngeal carcinoma on axial contrast-enhanced T1-weighted MR, slice by slice.";
  std::string card =
      fmt::format("# {}\n\n{}\n\n**{}**\n\n", Fields(model).text("file"), purpose, run.text("use"));
  if (run.at("settings").flag("synthetic"))
    card += "**Synthetic data: learnt from generated patients, of no use for real ones.**\n\n";
  card += "## Facts\n" + facts(model) + "\n";
  card += fmt::format(
      "## For what\nFor research on the study \"{}\" and on like patients imaged alike. Not for deciding "
      "treatment, not for other tumours, sequences, children, or images that `residuum predict` calls "
      "outside its training range.\n\n",
      run.at("settings").text("name"));
  card += "## What it learnt from\n";
  if (outcome) {
    const Fields learnt = run.at("outcomes").at(regimen.c_str());
    card += fmt::format("{} training patients who had {}, {:.1f}% of them with residual tumour. ",
                        learnt.whole("training_patients"), regimen, 100 * learnt.number("training_rt_rate"));
  }
  card += (outcome ? outcome_methods(record) : segmentation_methods(record)).text + "\n\n";
  card += "## How it did\n" +
          (outcome ? outcome_performance(record, regimen) : segmentation_performance(record)) + "\n";
  card += "## What it cannot\n";
  for (const auto& limit : limits(record)) card += "- " + limit + "\n";
  return card + fmt::format("\nWritten by Residuum {} from the run's own records.\n", run.text("version"));
}

}  // namespace residuum::study
