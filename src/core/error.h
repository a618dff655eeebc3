// The one exception type of the program. A message names the file, the field and the remedy; callers add
// context on its way up ("patient P012: ..."). The kind decides the exit code: `input` 2, everything else 1.
#pragma once

#include <fmt/core.h>

#include <exception>
#include <string>
#include <string_view>
#include <utility>

namespace residuum {

enum class ErrorKind {
  input,        // what we were given is wrong: a file, a field, a call
  failure,      // the work itself failed: disk full, not enough memory, no convergence
  interrupted,  // the user asked to stop; what is done is kept
};

class Error : public std::exception {
 public:
  Error(ErrorKind kind, std::string message) : kind_(kind), message_(std::move(message)) {}

  ErrorKind kind() const { return kind_; }
  const char* what() const noexcept override { return message_.c_str(); }

  // Puts "context: " before the message.
  Error& add_context(std::string_view context) {
    message_.insert(0, std::string(context) + ": ");
    return *this;
  }

 private:
  ErrorKind kind_;
  std::string message_;
};

template <class... Args>
Error input_error(fmt::format_string<Args...> format, Args&&... args) {
  return {ErrorKind::input, fmt::format(format, std::forward<Args>(args)...)};
}

template <class... Args>
Error failure(fmt::format_string<Args...> format, Args&&... args) {
  return {ErrorKind::failure, fmt::format(format, std::forward<Args>(args)...)};
}

// Runs `work`; an Error that leaves it carries `context` in front.
template <class Work>
decltype(auto) with_context(std::string_view context, Work&& work) {
  try {
    return std::forward<Work>(work)();
  } catch (Error& error) {
    error.add_context(context);
    throw;
  }
}

}  // namespace residuum
