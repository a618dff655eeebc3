#include "nn/safetensors.h"

#include <gtest/gtest.h>
#include <torch/torch.h>
#include <unistd.h>

#include <fstream>

#include "core/error.h"
#include "core/random.h"

namespace residuum::nn {
namespace {

class Safetensors : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::temp_directory_path() / fmt::format("residuum-safetensors-{}", ::getpid());
    fs::create_directories(folder_);
    path_ = folder_ / "file.safetensors";
  }
  void TearDown() override { fs::remove_all(folder_); }

  // A file with the given header and `data_bytes` bytes behind it.
  void put(const std::string& header, std::size_t data_bytes) {
    put_bytes(length_prefix(header.size()) + header + std::string(data_bytes, '\1'));
  }
  void put_bytes(const std::string& bytes) { std::ofstream(path_, std::ios::binary) << bytes; }
  static std::string length_prefix(std::uint64_t length) {
    return {reinterpret_cast<const char*>(&length), sizeof length};
  }
  std::string refusal() {
    try {
      read_safetensors(path_);
    } catch (const Error& error) {
      EXPECT_EQ(error.kind(), ErrorKind::input);
      EXPECT_NE(std::string(error.what()).find(path_.string()), std::string::npos) << error.what();
      return error.what();
    }
    return "";
  }

  fs::path folder_, path_;
};

TEST_F(Safetensors, GivesBackWhatWasWritten) {
  const auto floats = torch::arange(6, torch::kFloat32).view({2, 3});
  TensorFile file;
  file.metadata = {{"kind", "test"}, {"quote", "\"\\\n"}};
  file.tensors = {{"a.weight", floats.t()},
                  {"half", floats.to(torch::kFloat16)},
                  {"bf", floats.to(torch::kBFloat16)},
                  {"double", floats.to(torch::kFloat64)},
                  {"scalar", torch::tensor(7, torch::kInt64)},
                  {"ints", floats.to(torch::kInt32)},
                  {"bytes", floats.to(torch::kUInt8)},
                  {"empty", torch::empty({0, 4})}};
  write_safetensors(path_, file);
  const auto back = read_safetensors(path_);
  EXPECT_EQ(back.metadata, file.metadata);
  ASSERT_EQ(back.tensors.size(), file.tensors.size());
  for (std::size_t i = 0; i < file.tensors.size(); ++i) {
    EXPECT_EQ(back.tensors[i].first, file.tensors[i].first);
    EXPECT_EQ(back.tensors[i].second.scalar_type(), file.tensors[i].second.scalar_type());
    EXPECT_TRUE(back.tensors[i].second.is_contiguous());
    EXPECT_TRUE(torch::equal(back.tensors[i].second, file.tensors[i].second)) << file.tensors[i].first;
  }
}

TEST_F(Safetensors, MappedTensorsHaveTheSameValuesAndAreNoWayIntoTheFile) {
  torch::manual_seed(1);
  TensorFile file;
  file.metadata = {{"kind", "test"}};
  file.tensors = {{"small", torch::rand({3})},
                  {"large", torch::rand({300, 200})},
                  {"half", torch::rand({70000}).to(torch::kFloat16)}};
  write_safetensors(path_, file);
  const auto copied = read_safetensors(path_);
  for (int time = 0; time < 2; ++time) {
    const auto mapped = read_safetensors(path_, Reading::mapped);
    EXPECT_EQ(mapped.metadata, copied.metadata);
    ASSERT_EQ(mapped.tensors.size(), copied.tensors.size());
    for (std::size_t i = 0; i < copied.tensors.size(); ++i) {
      EXPECT_EQ(mapped.tensors[i].first, copied.tensors[i].first);
      EXPECT_TRUE(torch::equal(mapped.tensors[i].second, copied.tensors[i].second));
      mapped.tensors[i].second.zero_();  // of this process alone
    }
  }
}

TEST_F(Safetensors, MappedTensorsOutliveTheFilesName) {
  const auto values = torch::arange(50000, torch::kFloat32);
  TensorFile file;
  file.tensors = {{"a", values}};
  write_safetensors(path_, file);
  const auto mapped = read_safetensors(path_, Reading::mapped);
  file.tensors = {{"a", -values}};
  write_safetensors(path_, file);  // a new file of the old name
  EXPECT_TRUE(torch::equal(mapped.tensors[0].second, values));
}

// Where the header's length is no multiple of the values' size: they must be copied.
TEST_F(Safetensors, ReadsValuesThatLieAtOddPlaces) {
  const std::string header = R"({"a":{"dtype":"F32","shape":[20000],"data_offsets":[0,80000]}})";
  ASSERT_NE(header.size() % 4, 0U);
  put(header, 80000);
  const auto mapped = read_safetensors(path_, Reading::mapped).tensors[0].second;
  EXPECT_EQ(reinterpret_cast<std::uintptr_t>(mapped.data_ptr()) % 4, 0U);
  EXPECT_TRUE(torch::equal(mapped, read_safetensors(path_).tensors[0].second));
}

TEST_F(Safetensors, ReadsTheFormatsOwnExample) {
  // Byte layout of huggingface/safetensors, README "Format", written by hand.
  put(R"({"test":{"dtype":"U8","shape":[2,2],"data_offsets":[0,4]}})", 4);
  const auto file = read_safetensors(path_);
  ASSERT_EQ(file.tensors.size(), 1u);
  EXPECT_TRUE(torch::equal(file.tensors[0].second, torch::ones({2, 2}, torch::kUInt8)));
}

TEST_F(Safetensors, RefusesDamagedFrames) {
  EXPECT_THROW(read_safetensors(folder_ / "absent"), Error);
  EXPECT_THROW(read_safetensors(folder_), Error);
  put_bytes("");
  EXPECT_NE(refusal(), "");
  put_bytes(length_prefix(4) + "{}");
  EXPECT_NE(refusal(), "");
  put_bytes(length_prefix(~std::uint64_t{0}) + "{}");
  EXPECT_NE(refusal(), "");
  put_bytes(length_prefix((100u << 20) + 1) + "{}");
  EXPECT_NE(refusal(), "");
}

TEST_F(Safetensors, RefusesHeadersThatDoNotFit) {
  struct Case {
    const char* header;
    std::size_t bytes;
    const char* says;
  };
  const Case cases[] = {
      {R"( {})", 0, "no JSON header"},
      {R"([])", 0, "no JSON header"},
      {R"({"a":)", 0, "header"},
      {R"({}x)", 0, "header"},
      {R"({})", 1, "cover 0 bytes"},
      {R"({"a":3})", 0, "exactly dtype"},
      {R"({"a":{"dtype":"U8","shape":[1]}})", 0, "exactly dtype"},
      {R"({"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1],"more":1}})", 1, "exactly dtype"},
      {R"({"a":{"dtype":1,"shape":[1],"data_offsets":[0,1]}})", 1, "wrong type"},
      {R"({"a":{"dtype":"U8","shape":1,"data_offsets":[0,1]}})", 1, "wrong type"},
      {R"({"a":{"dtype":"U8","shape":[1],"data_offsets":[0]}})", 1, "wrong type"},
      {R"({"a":{"dtype":"U8","shape":[-1],"data_offsets":[0,1]}})", 1, "whole number"},
      {R"({"a":{"dtype":"U8","shape":[1.0],"data_offsets":[0,1]}})", 1, "whole number"},
      {R"({"a":{"dtype":"U8","shape":[1],"data_offsets":[0,18446744073709551615]}})", 1, "too large"},
      {R"({"a":{"dtype":"U8","shape":[1],"data_offsets":[1,0]}})", 1, "end before"},
      {R"({"a":{"dtype":"Q7","shape":[1],"data_offsets":[0,1]}})", 1, "unknown"},
      {R"({"a":{"dtype":"U8","shape":[2],"data_offsets":[0,1]}})", 1, "asks for 2 bytes"},
      {R"({"a":{"dtype":"F32","shape":[1],"data_offsets":[0,1]}})", 1, "asks for 4 bytes"},
      {R"({"a":{"dtype":"F32","shape":[4611686018427387904,4],"data_offsets":[0,0]}})", 0, "larger than any"},
      {R"({"a":{"dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,0]}})", 0, "larger than any"},
      {R"({"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}})", 2, "cover 1 bytes"},
      {R"({"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]}})", 1, "cover 2 bytes"},
      {R"({"a":{"dtype":"U8","shape":[1],"data_offsets":[1,2]}})", 2, "gap"},
      {R"({"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]},"b":{"dtype":"U8","shape":[2],"data_offsets":[1,3]}})",
       3, "overlap"},
      {R"({"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},"a":{"dtype":"U8","shape":[1],"data_offsets":[1,2]}})",
       2, "twice"},
      {R"({"a":{"dtype":"U8","dtype":"U8","shape":[1],"data_offsets":[0,1]}})", 1, "twice"},
      {R"({"__metadata__":3})", 0, "no object"},
      {R"({"__metadata__":{"a":3}})", 0, "no text"},
      {R"({"a":[[[[[[[[1]]]]]]]]})", 0, "nested"},
      {"{\"\xff\":1}", 0, "header"},
  };
  for (const auto& one : cases) {
    put(one.header, one.bytes);
    EXPECT_NE(refusal().find(one.says), std::string::npos) << one.header << "\n  says: " << refusal();
  }
}

// Flipped bytes, cut ends and doubled pieces of a good file: an Error or a file that reads, nothing else.
TEST_F(Safetensors, SurvivesRandomDamage) {
  TensorFile file;
  file.metadata = {{"kind", "test"}};
  file.tensors = {{"a", torch::ones({3, 4})}, {"b", torch::ones({5}, torch::kInt64)}};
  write_safetensors(path_, file);
  const std::string good = read_file(path_);
  Random random(7);
  int refused = 0;
  for (int round = 0; round < 1500; ++round) {
    std::string bad = good;
    const auto last = static_cast<long>(bad.size()) - 1;
    switch (random.integer(0, 2)) {
      case 0:
        bad.resize(static_cast<std::size_t>(random.integer(0, last)));
        break;
      case 1:
        for (long i = random.integer(1, 4); i > 0; --i) {
          bad[static_cast<std::size_t>(random.integer(0, last))] = static_cast<char>(random.integer(0, 255));
        }
        break;
      default:
        bad.insert(static_cast<std::size_t>(random.integer(0, last)),
                   bad.substr(0, static_cast<std::size_t>(random.integer(1, last))));
    }
    put_bytes(bad);
    try {
      read_safetensors(path_);
    } catch (const Error&) {
      ++refused;
    }
  }
  EXPECT_GT(refused, 900);
}

TEST_F(Safetensors, WriterRefusesWhatItCannotSay) {
  TensorFile file;
  file.tensors = {{"a", torch::ones({1}, torch::kBool)}};
  EXPECT_THROW(write_safetensors(path_, file), Error);
  file.tensors = {{"a", torch::ones({1})}, {"a", torch::ones({1})}};
  EXPECT_THROW(write_safetensors(path_, file), Error);
  EXPECT_FALSE(fs::exists(path_));
}

}  // namespace
}  // namespace residuum::nn
