// Numbers of patients: clinical columns, features of their tumours.
#pragma once

#include <map>
#include <string>

namespace residuum::outcome {

// By patient and name; a name that a patient has not, or NaN, is missing.
using PatientNumbers = std::map<std::string, std::map<std::string, double>>;

}  // namespace residuum::outcome
