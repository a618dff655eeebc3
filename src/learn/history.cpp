#include "learn/history.h"

#include "core/error.h"

namespace residuum::learn {

Json to_json(const History& history) {
  Json epochs = Json::array();
  for (const auto& record : history.epochs) {
    epochs.push_back({{"epoch", record.epoch},
                      {"training_loss", record.training_loss},
                      {"validation_loss", record.validation_loss},
                      {"validation_score", record.validation_score},
                      {"seconds", record.seconds},
                      {"redone_steps", record.redone_steps},
                      {"waiting_share", record.waiting_share},
                      {"measures", record.measures}});
  }
  return {{"chosen_epoch", history.chosen_epoch}, {"epochs", std::move(epochs)}};
}

History history_from_json(const Json& value, const std::string& where) {
  History history;
  history.chosen_epoch = json_field<int>(value, "chosen_epoch", where);
  for (const auto& record : json_field<std::vector<Json>>(value, "epochs", where)) {
    history.epochs.push_back(
        {json_field<int>(record, "epoch", where), json_field<double>(record, "training_loss", where),
         json_field<double>(record, "validation_loss", where),
         json_field<double>(record, "validation_score", where), json_field<double>(record, "seconds", where),
         json_field<int>(record, "redone_steps", where), json_field<double>(record, "waiting_share", where),
         json_field<std::map<std::string, double>>(record, "measures", where)});
  }
  return history;
}

}  // namespace residuum::learn
