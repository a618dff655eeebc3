// Weights from elsewhere: .safetensors, and the pickles that torch.save writes.
#include <torch/torch.h>

#include "nn/weights_file.h"
#include "reader.h"
#include "torch_archive.h"

namespace residuum::fuzz {
namespace {

std::string archive(const std::string& body) {
  return bytes_of("weights.pth", [&](const fs::path& path) {
    test::write_zip(path, {{"archive/data.pkl", test::pickle(body)},
                           {"archive/version", "3\n"},
                           {"archive/data/0", std::string(48, 'w')}});
  });
}

}  // namespace

Reader safetensors_reader() {
  const auto seeds = [] {
    return std::vector<std::string>{bytes_of("weights.safetensors", [](const fs::path& path) {
      nn::write_safetensors(path, {{{"conv.weight", torch::ones({2, 3})},
                                    {"mapped", torch::ones({20000})},
                                    {"bn.count", torch::ones({}, torch::kInt64)},
                                    {"half", torch::ones({4}, torch::kBFloat16)}},
                                   {{"format", "pt"}}});
    })};
  };
  return {"safetensors", "weights.safetensors", seeds, [](const fs::path& file) {
            nn::read_safetensors(file);
            nn::read_safetensors(file, nn::Reading::mapped);
          }};
}

Reader pth_reader() {
  const auto seeds = [] {
    using namespace test;
    const auto weight = tensor(storage("FloatStorage", "0", 12), 0, {3, 4}, {4, 1});
    const auto part = tensor(storage("FloatStorage", "0", 12), 2, {2}, {1});
    return std::vector<std::string>{
        archive(dict({{"weight", weight}, {"bias", part}})),
        archive(dict({{"state_dict", dict({{"module.w", weight}})}, {"epoch", integer(3)}}))};
  };
  return {"pth", "weights.pth", seeds, [](const fs::path& file) { nn::read_weights(file); }};
}

}  // namespace residuum::fuzz
