// residuum bench
#include <fmt/core.h>

#include <iostream>
#include <map>

#include "cmd/command.h"
#include "cmd/compute_flags.h"
#include "core/error.h"
#include "core/file.h"
#include "core/json.h"
#include "learn/benchmark.h"

namespace residuum {
namespace {

struct BenchArguments {
  std::vector<std::string> networks{
      "resnet50", "efficientnet_b0", "xception", "inception_resnet_v2", "deeplabv3_resnet50", "unet"};
  std::string work = "both", peer;
  int batch = 0;
  nn::ComputeOptions compute;
  bool json = false;
};

// What a peer's file (bench/peers/) says of a network and a work: by its kind, "fp32" or "bf16".
struct PeerTime {
  double seconds, peak_memory;
};
using PeerTimes = std::map<std::string, PeerTime>;

PeerTimes peer_times(const Json& peer, const std::string& network, const std::string& work) {
  PeerTimes times;
  for (const auto& row : peer) {
    if (row.value("network", "") != network || row.value("work", "") != work) continue;
    times[row.value("precision", "")] = {row.value("seconds", 0.0), row.value("peak_memory", 0.0)};
  }
  return times;
}

Json read_peer(const std::string& path) {
  if (path.empty()) return Json::array();
  const auto content = Json::parse(read_file(path), nullptr, false);
  if (!content.is_object() || !content.contains("rows") || !content["rows"].is_array()) {
    throw input_error("{}: no file of bench/peers/pytorch.py; it has a list \"rows\"", path);
  }
  return content["rows"];
}

Json to_json(const std::string& network, const std::string& work, const std::string& precision,
             const learn::BenchmarkResult& result, double peak) {
  return {{"network", network},
          {"work", work},
          {"precision", precision},
          {"batch", result.batch},
          {"size", result.size},
          {"seconds", result.seconds},
          {"first_seconds", result.first_seconds},
          {"gflops", result.operations / result.seconds / 1e9},
          {"share_of_peak", result.operations / result.seconds / peak},
          {"peak_memory", result.peak_memory}};
}

std::string ratios(const PeerTimes& peers, const learn::BenchmarkResult& result) {
  std::string text;
  for (const auto& [precision, time] : peers) {
    if (time.seconds <= 0) continue;
    text += fmt::format("  {:.2f} x PyTorch {}", time.seconds / result.seconds, precision);
    if (time.peak_memory > 0)
      text += fmt::format(" in {:.2f} x its memory", result.peak_memory / time.peak_memory);
  }
  return text;
}

int bench(const BenchArguments& arguments) {
  const auto peer = read_peer(arguments.peer);
  const auto compute = nn::set_up_compute(arguments.compute);
  const auto precision = nn::to_string(compute.precision);
  const double peak = learn::peak_matrix_rate(compute);
  if (!arguments.json) {
    std::cout << fmt::format("{}; large matrices at {:.0f} GFLOP/s\n", nn::describe(compute), peak / 1e9);
  }
  Json rows = Json::array();
  for (const auto& network : arguments.networks) {
    for (const std::string work : {"predict", "train"}) {
      if (arguments.work != "both" && arguments.work != work) continue;
      const auto kind = work == "train" ? learn::Work::train : learn::Work::predict;
      const auto result = learn::benchmark(network, kind, compute, arguments.batch);
      rows.push_back(to_json(network, work, precision, result, peak));
      if (arguments.json) continue;
      std::cout << fmt::format(
                       "{:<20} {:<7} {} x {} x {}  {:.4f} s  {:4.0f} GFLOP/s  {:3.0f}%  {:5.0f} MiB{}\n",
                       network, work, result.batch, result.size, result.size, result.seconds,
                       result.operations / result.seconds / 1e9,
                       100 * result.operations / result.seconds / peak, result.peak_memory / (1 << 20),
                       ratios(peer_times(peer, network, work), result))
                << std::flush;
    }
  }
  if (arguments.json) {
    std::cout << json_text({{"compute", nn::describe(compute)}, {"peak_gflops", peak / 1e9}, {"rows", rows}})
              << "\n";
  }
  return 0;
}

}  // namespace

Command bench_command() {
  return {"bench", "How fast the networks predict and train on this machine",
          "residuum bench resnet50 unet --work predict", [](CLI::App& app) {
            auto arguments = std::make_shared<BenchArguments>();
            app.add_option("NETWORK", arguments->networks, "networks; without: the study's six");
            app.add_option("--work", arguments->work, "predict, train or both")
                ->check(CLI::IsMember({"predict", "train", "both"}))
                ->capture_default_str();
            app.add_option("--batch", arguments->batch,
                           "images a batch; 0: 8 for classifiers, 2 for segmenters")
                ->check(CLI::Range(0, 4096))
                ->capture_default_str();
            app.add_option("--peer", arguments->peer,
                           "PyTorch's times on this machine, from bench/peers/pytorch.py");
            app.add_flag("--json", arguments->json, "the times as JSON");
            add_compute_flags(app, arguments->compute);
            return [arguments] { return bench(*arguments); };
          }};
}

}  // namespace residuum
