// residuum weights show | convert
#include "nn/weights.h"
#include "core/printable.h"

#include <fmt/ranges.h>

#include <algorithm>
#include <iostream>

#include "cmd/command.h"
#include "core/json.h"
#include "nn/catalogue.h"

namespace residuum {
namespace {

struct ShowArguments {
  std::string file, network;
  int classes = 1, channels = 3;
  bool strict = false, json = false;
};

struct ConvertArguments {
  std::string from, to, network;
};

std::vector<std::string> every_network() {
  auto names = nn::network_names(nn::NetworkTask::classify);
  for (auto& name : nn::network_names(nn::NetworkTask::segment)) names.push_back(std::move(name));
  return names;
}

Json to_json(const nn::WeightsListing& listing) {
  Json tensors = Json::array();
  for (const auto& line : listing.tensors) {
    tensors.push_back({{"name", line.name}, {"dtype", line.dtype}, {"shape", line.shape}});
  }
  return {{"format", listing.format},           {"metadata", listing.metadata}, {"tensors", tensors},
          {"passed_over", listing.passed_over}, {"numbers", listing.numbers},   {"bytes", listing.bytes}};
}

Json to_json(const nn::WeightsFit& fit) {
  return {{"usable", fit.usable()},     {"exact", fit.exact()},         {"taken", fit.taken},
          {"missing", fit.missing},     {"unexpected", fit.unexpected}, {"misshaped", fit.misshaped},
          {"head_anew", fit.head_anew}, {"adapted", fit.adapted},       {"passed_over", fit.passed_over}};
}

void print(const nn::WeightsListing& listing) {
  std::size_t width = 0;
  for (const auto& line : listing.tensors) width = std::max(width, line.name.size());
  width = std::min<std::size_t>(width, 100);
  for (const auto& line : listing.tensors) {
    std::cout << fmt::format("{:<{}}  {:<4}  {}\n", printable(line.name), width, line.dtype,
                             line.shape.empty() ? "scalar" : fmt::format("{}", fmt::join(line.shape, " x ")));
  }
  for (const auto& name : listing.passed_over) std::cout << printable(name) << "  no tensor, passed over\n";
  for (const auto& [key, value] : listing.metadata)
    std::cout << fmt::format("metadata {}: {}\n", printable(key), printable(value));
  std::cout << fmt::format("{}: {} tensors, {} numbers, {:.1f} MiB\n", listing.format, listing.tensors.size(),
                           listing.numbers, static_cast<double>(listing.bytes) / (1 << 20));
}

void print(const nn::WeightsFit& fit, const std::string& network) {
  std::cout << fmt::format("{}: {} tensors fit{}\n", network, fit.taken,
                           fit.exact()    ? ", exactly"
                           : fit.usable() ? ", can be started from"
                                          : ", cannot be started from");
  const auto list = [](const std::vector<std::string>& names, const char* what) {
    for (const auto& name : names) std::cout << fmt::format("  {}: {}\n", what, printable(name));
  };
  list(fit.missing, "missing");
  list(fit.unexpected, "unexpected");
  list(fit.misshaped, "of another shape");
  list(fit.head_anew, "starts anew");
  list(fit.adapted, "adapted");
  list(fit.passed_over, "passed over");
}

int show(const ShowArguments& arguments) {
  const auto listing = nn::list_weights(arguments.file);
  const bool compare = !arguments.network.empty();
  nn::WeightsFit fit;
  if (compare) {
    fit = nn::check_weights(arguments.file, arguments.network, arguments.classes, arguments.channels);
  }
  if (arguments.json) {
    Json json = to_json(listing);
    if (compare) json["fit"] = to_json(fit);
    std::cout << json_text(json) << "\n";
  } else {
    if (!compare) print(listing);
    if (compare) print(fit, arguments.network);
  }
  if (!compare || !arguments.strict || fit.exact()) return 0;
  throw input_error("{}: not exactly the weights of {} with {} classes and {} channels", arguments.file,
                    arguments.network, arguments.classes, arguments.channels);
}

void declare_show(CLI::App& app, std::function<int()>& work) {
  auto arguments = std::make_shared<ShowArguments>();
  auto* const command = app.add_subcommand("show", "List a file's tensors, or compare them with a network");
  command->footer("Example:\n  residuum weights show resnet50.pth --network resnet50");
  command->add_option("FILE", arguments->file, "a .safetensors or .pth file")->required();
  auto* const network = command->add_option("--network", arguments->network, "the network to compare with")
                            ->check(CLI::IsMember(every_network()));
  command->add_option("--classes", arguments->classes, "of the network's head")
      ->check(CLI::Range(1, 100000))
      ->capture_default_str();
  command->add_option("--channels", arguments->channels, "of the network's input")
      ->check(CLI::Range(1, 1024))
      ->capture_default_str();
  command->add_flag("--strict", arguments->strict, "exit code 2 unless every name and shape is the network's")
      ->needs(network);
  command->add_flag("--json", arguments->json, "the listing as JSON");
  command->callback([arguments, &work] { work = [arguments] { return show(*arguments); }; });
}

void declare_convert(CLI::App& app, std::function<int()>& work) {
  auto arguments = std::make_shared<ConvertArguments>();
  auto* const command = app.add_subcommand("convert", "Write a file's tensors as .safetensors");
  command->footer("Example:\n  residuum weights convert resnet50.pth resnet50.safetensors");
  command->add_option("IN", arguments->from, "a .safetensors or .pth file")->required();
  command->add_option("OUT", arguments->to, "the .safetensors file to write")->required();
  command->add_option("--network", arguments->network, "give the tensors this network's names")
      ->check(CLI::IsMember(every_network()));
  command->callback([arguments, &work] {
    work = [arguments] {
      nn::convert_weights(arguments->from, arguments->to, arguments->network);
      std::cout << arguments->to << "\n";
      return 0;
    };
  });
}

}  // namespace

Command weights_command() {
  return {"weights", "Look into files of weights and convert them",
          "residuum weights show resnet50.pth --network resnet50", [](CLI::App& app) {
            auto work = std::make_shared<std::function<int()>>();
            app.require_subcommand(1);
            declare_show(app, *work);
            declare_convert(app, *work);
            return [work] { return (*work)(); };
          }};
}

}  // namespace residuum
