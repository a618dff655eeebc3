#include "nn/torch_file.h"

#include <gtest/gtest.h>
#include <torch/torch.h>

#include <fstream>

#include "core/random.h"
#include "expect_error.h"
#include "nn/weights_file.h"
#include "temporary_folder.h"
#include "torch_archive.h"

namespace residuum::nn {
namespace {

using test::dict;
using test::pickle;
using test::storage;
using test::tensor;

std::string floats(int count) {
  std::string bytes;
  for (int i = 0; i < count; ++i) {
    const auto value = static_cast<float>(i);
    bytes.append(reinterpret_cast<const char*>(&value), sizeof value);
  }
  return bytes;
}

class TorchArchive : public testing::Test {
 protected:
  // A state_dict of one tensor "w" over six floats, 0 to 5.
  void put(const std::string& w) { put_all(pickle(dict({{"w", w}})), {{"archive/data/0", floats(6)}}); }
  void put_all(const std::string& data, test::Entries entries) {
    entries["archive/data.pkl"] = data;
    test::write_zip(path_, entries);
  }
  void put_bytes(const std::string& bytes) { std::ofstream(path_, std::ios::binary) << bytes; }
  void refuses(const std::string& says) {
    test::expect_error([&] { read_weights(path_); }, {path_.string(), says});
  }
  torch::Tensor only() { return read_weights(path_).weights.tensors.at(0).second; }

  test::TemporaryFolder folder_;
  fs::path path_ = folder_.path() / "weights.pth";
};

TEST_F(TorchArchive, ReadsViewsOfAStorage) {
  const auto all = torch::arange(6, torch::kFloat32);
  put(tensor(storage("FloatStorage", "0", 6), 0, {2, 3}, {3, 1}));
  EXPECT_TRUE(torch::equal(only(), all.view({2, 3})));
  put(tensor(storage("FloatStorage", "0", 6), 0, {3, 2}, {1, 3}));
  EXPECT_TRUE(torch::equal(only(), all.view({2, 3}).t()));
  EXPECT_TRUE(only().is_contiguous());
  put(tensor(storage("FloatStorage", "0", 6), 1, {3}, {2}));
  EXPECT_TRUE(torch::equal(only(), torch::tensor({1.0f, 3.0f, 5.0f})));
  put(tensor(storage("FloatStorage", "0", 6), 5, {}, {}));
  EXPECT_EQ(only().item<float>(), 5);
  put(tensor(storage("FloatStorage", "0", 6), 0, {0, 4}, {4, 1}));
  EXPECT_EQ(only().sizes(), (std::vector<std::int64_t>{0, 4}));
  put(tensor(storage("FloatStorage", "0", 6), 0, {6}, {0}));  // one element six times
  EXPECT_TRUE(torch::equal(only(), torch::zeros({6})));
}

TEST_F(TorchArchive, RefusesTensorsThatLeaveTheirStorage) {
  const auto stored = storage("FloatStorage", "0", 6);
  constexpr auto huge = std::int64_t{1} << 47;
  for (const auto& w :
       {tensor(stored, 0, {7}, {1}), tensor(stored, 1, {2, 3}, {3, 1}), tensor(stored, 6, {}, {}),
        tensor(stored, 0, {2, 2}, {huge, huge}), tensor(stored, huge, {2}, {huge}),
        tensor(stored, 0, {huge, huge, huge}, {huge, huge, huge})}) {
    put(w);
    refuses("reaches beyond its storage");
  }
  for (const auto& w :
       {tensor(stored, 0, {7}, {0}), tensor(stored, 0, {huge, huge, huge, huge}, {0, 0, 0, 0})}) {
    put(w);
    refuses("larger than its storage");
  }
  for (const auto& w : {tensor(stored, -1, {2}, {1}), tensor(stored, 0, {-2}, {1}),
                        tensor(stored, 0, {2}, {-1}), tensor(stored, 0, {std::int64_t{1} << 62}, {0})}) {
    put(w);
    refuses("no whole number from 0 on");
  }
  put(tensor(stored, 0, {2, 3}, {1}));
  refuses("one stride a dimension");
  put("ctorch._utils\n_rebuild_tensor_v2\n(" + stored + "tR");
  refuses("incomplete");
  put("ctorch._utils\n_rebuild_parameter\n)R");
  refuses("is none");
}

TEST_F(TorchArchive, RefusesStoragesThatAreNotThere) {
  put(tensor(storage("FloatStorage", "1", 6), 0, {6}, {1}));
  refuses("storage \"1\" is missing");
  put(tensor(storage("FloatStorage", "0", 7), 0, {6}, {1}));
  refuses("has 24 bytes, 28 are expected");
  put(tensor(storage("FloatStorage", "0", std::int64_t{1} << 40), 0, {6}, {1}));
  refuses("are expected");  // before anything of that size is allocated
  put(tensor(storage("ComplexFloatStorage", "0", 3), 0, {3}, {1}));
  refuses("torch.ComplexFloatStorage");
  put(tensor("(" + test::text("module") + "ctorch\nFloatStorage\n" + test::text("0") + "NK\x06tQ", 0, {6},
             {1}));
  refuses("as PyTorch never does");
  put(tensor("NQ", 0, {6}, {1}));
  refuses("as PyTorch never does");
}

TEST_F(TorchArchive, LimitsWhatCopiesMayTake) {
  // Every tensor is a transposed view of the same storage: small in the file, large in memory.
  std::string items = "}(";
  for (int i = 0; i < 2000; ++i) {
    items += test::text("w" + std::to_string(i)) +
             tensor(storage("FloatStorage", "0", 250000), 0, {500, 500}, {1, 500});
  }
  put_all(pickle(items + "u"), {{"archive/data/0", floats(250000)}});
  refuses("many times larger than the file");
}

TEST_F(TorchArchive, UnwrapsCheckpointsAndDataParallel) {
  const auto w = tensor(storage("FloatStorage", "0", 6), 0, {6}, {1});
  for (const auto* wrapper : {"state_dict", "model_state_dict", "model"}) {
    put_all(pickle(dict({{"epoch", "K\x07"}, {wrapper, dict({{"module.w", w}, {"module.b", w}})}})),
            {{"archive/data/0", floats(6)}});
    const auto file = read_weights(path_);
    ASSERT_EQ(file.weights.tensors.size(), 2u) << wrapper;
    EXPECT_EQ(file.weights.tensors[0].first, "w");
  }
  // A prefix that only some carry is part of the names.
  put_all(pickle(dict({{"module.w", w}, {"b", w}, {"note", test::text("text")}})),
          {{"archive/data/0", floats(6)}});
  const auto file = read_weights(path_);
  EXPECT_EQ(file.weights.tensors[0].first, "module.w");
  EXPECT_EQ(file.passed_over, std::vector<std::string>{"note"});
}

TEST_F(TorchArchive, RefusesWhatHoldsNoWeights) {
  const test::Entries data{{"archive/data/0", floats(6)}};
  const auto w = tensor(storage("FloatStorage", "0", 6), 0, {6}, {1});
  put_all(pickle("N"), data);
  refuses("no state_dict");
  put_all(pickle("}"), data);
  refuses("holds no tensors");
  put_all(pickle("}(K\x01" + w + "u"), data);
  refuses("name is no text");
  put_all(pickle(dict({{"w", w}, {"w", w}})), data);
  refuses("stands twice");
  put_all(pickle("cos\nsystem\n(" + test::text("touch hacked") + "tR"), data);
  refuses("os.system");
  test::write_zip(path_, {{"archive/other", "x"}});
  refuses("no data.pkl");
  test::write_zip(path_, {{"archive/data.pkl", pickle("N")}, {"archive/constants.pkl", "x"}});
  refuses("TorchScript");
  put_all(pickle(dict({{"w", w}})), {{"archive/data/0", floats(6)}, {"archive/byteorder", "big"}});
  refuses("big-endian");
}

TEST_F(TorchArchive, RefusesArchivesThatPyTorchNeverWrites) {
  test::write_zip(path_, {{"archive/data.pkl", pickle("N") + std::string(1 << 20, ' ')}}, ZIP_CM_DEFLATE);
  refuses("compressed");
  put(tensor(storage("FloatStorage", "0", 6), 0, {6}, {1}));
  const auto good = read_file(path_);
  put_bytes(good.substr(0, good.size() / 2));
  refuses("cut short or damaged");
  auto bad = good;
  bad[good.find(floats(6)) + 5] ^= 1;  // a bit of a weight
  put_bytes(bad);
  refuses("checksum");
  put_bytes("PK\x03\x04");
  refuses("cut short or damaged");
}

TEST_F(TorchArchive, NamesTheRemedyForOldFiles) {
  put_bytes("\x80\x02\x8a\x0al\xfc\x9c\x46\xf9\x20j\xa8P\x19.");
  refuses(
      "python3 -c \"import torch; torch.save(torch.load('weights.pth', map_location='cpu'), 'new.pth')\"");
  put_bytes("no weights");
  refuses("not what torch.save writes");
  test::expect_error([&] { read_weights(folder_.path() / "absent.pth"); }, {"absent.pth", "no such file"});
}

// The length of the header comes first, and may look like the beginning of a pickle.
TEST_F(TorchArchive, ReadsSafetensorsWithHeadersOfAnyLength) {
  const auto path = folder_.path() / "weights.safetensors";
  bool looked_like_one = false;
  for (std::size_t length = 0; length < 256; length += 8) {
    TensorFile file;
    file.tensors.emplace_back("w", torch::ones({2}));
    file.metadata["note"] = std::string(length, 'x');
    write_safetensors(path, file);
    looked_like_one = looked_like_one || read_file(path).starts_with('\x80');
    EXPECT_TRUE(torch::equal(read_weights(path).weights.tensors.at(0).second, torch::ones({2}))) << length;
  }
  EXPECT_TRUE(looked_like_one);
}

// Flipped bytes, cut ends and doubled pieces, in the archive and in a pickle whose archive is whole: an Error
// or a file that reads, nothing else.
TEST_F(TorchArchive, SurvivesRandomDamage) {
  const auto w = tensor(storage("FloatStorage", "0", 6), 0, {2, 3}, {3, 1});
  const auto data =
      pickle(dict({{"state_dict", dict({{"module.w", w}, {"module.b", w}})}, {"epoch", "K\x01"}}));
  const test::Entries entries{{"archive/data/0", floats(6)}, {"archive/version", "3\n"}};
  put_all(data, entries);
  const std::string archive = read_file(path_);
  Random random(11);
  const auto damage = [&](std::string bytes) {
    const auto last = static_cast<long>(bytes.size()) - 1;
    const auto place = [&] { return static_cast<std::size_t>(random.integer(0, last)); };
    switch (random.integer(0, 2)) {
      case 0:
        bytes.resize(place());
        break;
      case 1:
        for (long i = random.integer(1, 4); i > 0; --i)
          bytes[place()] = static_cast<char>(random.integer(0, 255));
        break;
      default:
        bytes.insert(place(), bytes.substr(place(), static_cast<std::size_t>(random.integer(1, last))));
    }
    return bytes;
  };
  int refused = 0;
  for (int round = 0; round < 2000; ++round) {
    if (round % 2 == 0) {
      put_bytes(damage(archive));
    } else {
      put_all(damage(data), entries);
    }
    try {
      read_weights(path_);
    } catch (const Error& error) {
      EXPECT_EQ(error.kind(), ErrorKind::input);
      ++refused;
    }
  }
  EXPECT_GT(refused, 1000);
}

}  // namespace
}  // namespace residuum::nn
