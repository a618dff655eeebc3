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
#include "segmentation/patient_benchmark.h"

namespace residuum {
namespace {

struct BenchArguments {
  std::vector<std::string> networks;
  std::string work = "both", peer;
  int batch = 0, image_size = 256;
  nn::ComputeOptions compute;
  bool json = false;
};

// A row of a peer's file (bench/peers/).
struct PeerTime {
  std::string precision;
  double seconds = 0, peak_memory = 0;
  bool published = false;  // by a published package; else by our own reference in Python
};

// Those of the same work on the same images.
std::vector<PeerTime> peer_times(const Json& peer, const std::string& network, const std::string& work,
                                 const learn::BenchmarkResult& result) {
  std::vector<PeerTime> times;
  for (const auto& row : peer) {
    if (row.value("network", "") != network || row.value("work", "") != work) continue;
    if (row.value("batch", 0) != result.batch || row.value("size", 0) != result.size) continue;
    if (const double seconds = row.value("seconds", 0.0); seconds > 0) {
      const auto source = row.value("source", "");
      times.push_back({row.value("precision", ""), seconds, row.value("peak_memory", 0.0),
                       source.starts_with("torchvision") || source.starts_with("timm")});
    }
  }
  return times;
}

Json read_peer(const std::string& path, const nn::Compute& compute) {
  if (path.empty()) return Json::array();
  const auto content = Json::parse(read_file(path), nullptr, false);
  if (!content.is_object() || !content.contains("rows") || !content["rows"].is_array()) {
    throw input_error("{}: no file of bench/peers/pytorch.py; it has a list \"rows\"", path);
  }
  if (const auto threads = content.value("threads", 0); threads != compute.threads) {
    throw input_error("{}: threads {}, but {} here: measure both with as many (--threads)", path, threads,
                      compute.threads);
  }
  return content["rows"];
}

Json to_json(const std::string& network, const std::string& work, const learn::BenchmarkResult& result,
             double peak) {
  Json row = {{"network", network},
              {"work", work},
              {"precision", nn::to_string(result.precision)},
              {"batch", result.batch},
              {"size", result.size},
              {"seconds", result.seconds},
              {"first_seconds", result.first_seconds},
              {"peak_memory", result.peak_memory}};
  if (result.operations > 0) {
    row["gflops"] = result.operations / result.seconds / 1e9;
    row["share_of_peak"] = result.operations / result.seconds / peak;
  }
  return row;
}

std::string to_text(const std::string& network, const std::string& work, const learn::BenchmarkResult& result,
                    double peak) {
  auto text =
      fmt::format("{:<20} {:<7} {} {} x {} x {}  {:.4f} s", network, work, nn::to_string(result.precision),
                  result.batch, result.size, result.size, result.seconds);
  if (const double rate = result.operations / result.seconds; rate > 0)
    text += fmt::format("  {:4.0f} GFLOP/s  {:3.0f}%", rate / 1e9, 100 * rate / peak);
  return text + fmt::format("  {:5.0f} MiB", result.peak_memory / (1 << 20));
}

std::string ratios(const std::vector<PeerTime>& peers, const learn::BenchmarkResult& result) {
  std::string text;
  for (const auto& peer : peers) {
    text += fmt::format("  {:.2f} x PyTorch {}{}", peer.seconds / result.seconds, peer.precision,
                        peer.published ? "" : " (our reference)");
    if (peer.peak_memory > 0)
      text += fmt::format(" in {:.2f} x its memory", result.peak_memory / peer.peak_memory);
  }
  return text;
}

// Of the peak that products of large matrices have in one precision.
class Peaks {
 public:
  explicit Peaks(nn::Compute compute) : compute_(std::move(compute)) {}
  double operator()(nn::Precision precision) {
    auto& peak = peaks_[precision];
    compute_.precision = precision;
    if (peak == 0) peak = learn::peak_matrix_rate(compute_);
    return peak;
  }

 private:
  nn::Compute compute_;
  std::map<nn::Precision, double> peaks_;
};

learn::BenchmarkResult measure(const std::string& network, const std::string& work,
                               const nn::Compute& compute, const BenchArguments& arguments) {
  if (work == "patient") return segmentation::patient_benchmark(network, compute, arguments.image_size);
  return learn::benchmark(network, work == "train" ? learn::Work::train : learn::Work::predict, compute,
                          arguments.batch);
}

int bench(BenchArguments arguments) {
  const auto compute = nn::set_up_compute(arguments.compute);
  const auto peer = read_peer(arguments.peer, compute);
  if (arguments.networks.empty()) {
    if (arguments.work != "patient")
      arguments.networks = {"resnet50", "efficientnet_b0", "xception", "inception_resnet_v2"};
    arguments.networks.insert(arguments.networks.end(), {"deeplabv3_resnet50", "unet"});
  }
  const auto works = arguments.work == "both" ? std::vector<std::string>{"predict", "train"}
                                              : std::vector<std::string>{arguments.work};
  Peaks peaks(compute);
  if (!arguments.json) {
    std::cout << fmt::format("{}; large matrices at {:.0f} GFLOP/s\n", nn::describe(compute),
                             peaks(compute.precision) / 1e9);
  }
  Json rows = Json::array();
  for (const auto& network : arguments.networks) {
    for (const auto& work : works) {
      const auto result = measure(network, work, compute, arguments);
      const double peak = peaks(result.precision);
      rows.push_back(to_json(network, work, result, peak));
      if (arguments.json) continue;
      std::cout << to_text(network, work, result, peak)
                << ratios(peer_times(peer, network, work, result), result) << std::endl;
    }
  }
  if (arguments.json) {
    std::cout << json_text({{"compute", nn::describe(compute)},
                            {"peak_gflops", peaks(compute.precision) / 1e9},
                            {"rows", rows}})
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
            app.add_option("--work", arguments->work,
                           "predict, train or both; patient: a whole volume from memory to its mask")
                ->check(CLI::IsMember({"predict", "train", "both", "patient"}))
                ->capture_default_str();
            app.add_option("--batch", arguments->batch,
                           "images a batch; 0: 8 for classifiers, 2 for segmenters")
                ->check(CLI::Range(0, 4096))
                ->capture_default_str();
            app.add_option("--image-size", arguments->image_size,
                           "of a patient: pixels on the longer side of the body's box")
                ->check(CLI::Range(32, 1024))
                ->capture_default_str();
            app.add_option("--peer", arguments->peer,
                           "PyTorch's times on this machine, from bench/peers/pytorch.py");
            app.add_flag("--json", arguments->json, "the times as JSON");
            add_compute_flags(app, arguments->compute);
            return [arguments] { return bench(*arguments); };
          }};
}

}  // namespace residuum
