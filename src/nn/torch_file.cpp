#include "nn/torch_file.h"

#include <torch/torch.h>

#include <algorithm>
#include <map>
#include <set>

#include "core/error.h"
#include "core/limits.h"
#include "nn/pickle.h"
#include "nn/zip_archive.h"

namespace residuum::nn {
namespace {

constexpr std::uint64_t max_pickle_bytes = limits::pickle_bytes;
constexpr std::size_t max_dimensions = 64;
constexpr std::int64_t max_extent = std::int64_t{1} << 48;
constexpr std::uint64_t max_copies = 16;  // of the file: more is no weights but an attack on memory

constexpr const char *rebuild_tensor = "torch._utils._rebuild_tensor_v2",
                     *rebuild_parameter = "torch._utils._rebuild_parameter";

const std::map<std::string, torch::ScalarType> storages{
    {"torch.FloatStorage", torch::kFloat32}, {"torch.DoubleStorage", torch::kFloat64},
    {"torch.HalfStorage", torch::kFloat16},  {"torch.BFloat16Storage", torch::kBFloat16},
    {"torch.LongStorage", torch::kInt64},    {"torch.IntStorage", torch::kInt32},
    {"torch.ShortStorage", torch::kInt16},   {"torch.CharStorage", torch::kInt8},
    {"torch.ByteStorage", torch::kUInt8},    {"torch.BoolStorage", torch::kUInt8}};

std::set<std::string> known_globals() {
  std::set<std::string> names{rebuild_tensor, rebuild_parameter, "collections.OrderedDict"};
  for (const auto& [name, type] : storages) names.insert(name);
  return names;
}

// What torch.save packs lies in one folder of any name: "archive/data.pkl".
std::string folder_of(const ZipArchive& archive, const std::string& where) {
  for (const auto& [name, entry] : archive.entries()) {
    const auto slash = name.find('/');
    if (slash == std::string::npos || name.substr(slash) != "/data.pkl") continue;
    const auto folder = name.substr(0, slash + 1);
    if (archive.entries().contains(folder + "constants.pkl")) {
      throw input_error(
          "{}: a TorchScript program, not weights alone; in Python: "
          "torch.save(torch.jit.load(\"{}\").state_dict(), \"weights.pth\")",
          where, fs::path(where).filename().string());
    }
    return folder;
  }
  throw input_error("{}: a zip archive, but not one of torch.save (no data.pkl)", where);
}

class Tensors {
 public:
  Tensors(const ZipArchive& archive, std::string folder, const std::string& where)
      : archive_(archive), folder_(std::move(folder)), where_(where) {}

  static bool is_tensor(PickleRef value) { return value->as<PickleCall>() != nullptr; }

  // REQUIRES: is_tensor(value).
  torch::Tensor rebuild(PickleRef value, const std::string& name) {
    const auto place = fmt::format("{}: tensor \"{}\"", where_, name);
    const auto* call = value->as<PickleCall>();
    if (call->global == rebuild_parameter) {
      const auto& wrapped = arguments(*call, place);
      call = wrapped.empty() ? nullptr : wrapped[0]->as<PickleCall>();
    }
    if (call == nullptr || call->global != rebuild_tensor) throw input_error("{}: is none", place);
    const auto& given = arguments(*call, place);
    if (given.size() < 6) throw input_error("{}: its description is incomplete", place);
    const auto all = storage(given[0], place);
    return view(all, whole_number(given[1], place), extents(given[2], place), extents(given[3], place),
                place);
  }

 private:
  static const std::vector<PickleRef>& arguments(const PickleCall& call, const std::string& place) {
    if (const auto* const given = call.arguments->as<PickleTuple>()) return given->items;
    throw input_error("{}: its description is incomplete", place);
  }
  static std::int64_t whole_number(PickleRef value, const std::string& place) {
    const auto* const number = value->as<std::int64_t>();
    if (number != nullptr && *number >= 0 && *number <= max_extent) return *number;
    throw input_error("{}: a size, a stride or an offset is no whole number from 0 on, or too large", place);
  }
  static std::vector<std::int64_t> extents(PickleRef value, const std::string& place) {
    const auto* const given = value->as<PickleTuple>();
    if (given == nullptr || given->items.size() > max_dimensions) {
      throw input_error("{}: its shape is none, or has more than {} dimensions", place, max_dimensions);
    }
    std::vector<std::int64_t> result;
    for (const auto* const item : given->items) result.push_back(whole_number(item, place));
    return result;
  }

  // The elements of a storage, read once: ("storage", torch.FloatStorage, "0", "cpu", elements).
  torch::Tensor storage(PickleRef value, const std::string& place) {
    const auto* const persistent = value->as<PicklePersistent>();
    const auto* const id = persistent ? persistent->id->as<PickleTuple>() : nullptr;
    const auto* const kind = id && id->items.size() >= 5 ? id->items[0]->as<std::string>() : nullptr;
    const auto* const type = kind ? id->items[1]->as<PickleGlobal>() : nullptr;
    const auto* const key = kind ? id->items[2]->as<std::string>() : nullptr;
    if (kind == nullptr || *kind != "storage" || type == nullptr || key == nullptr ||
        !storages.contains(type->name)) {
      throw input_error("{}: its storage is described as PyTorch never does", place);
    }
    const auto element = storages.at(type->name);
    const auto bytes =
        static_cast<std::uint64_t>(whole_number(id->items[4], place)) * torch::elementSize(element);
    const auto entry = archive_.entries().find(folder_ + "data/" + *key);
    if (entry == archive_.entries().end())
      throw input_error("{}: its storage \"{}\" is missing", place, *key);
    if (entry->second.bytes != bytes) {
      throw input_error("{}: its storage \"{}\" has {} bytes, {} are expected", place, *key,
                        entry->second.bytes, bytes);
    }
    auto& read = read_[*key];
    if (!read.defined()) {
      read = torch::empty({static_cast<std::int64_t>(bytes)}, torch::kUInt8);
      archive_.read(entry->first, read.data_ptr());
    }
    const auto elements = read.view(element);
    return type->name == "torch.BoolStorage" ? elements.ne(0).to(torch::kUInt8) : elements;
  }

  torch::Tensor view(const torch::Tensor& all, std::int64_t offset, const std::vector<std::int64_t>& sizes,
                     const std::vector<std::int64_t>& strides, const std::string& place) {
    if (sizes.size() != strides.size()) throw input_error("{}: has not one stride a dimension", place);
    if (std::ranges::find(sizes, 0) != sizes.end()) return torch::empty(sizes, all.scalar_type());
    std::int64_t last = offset, elements = 1;  // the last element's place in the storage
    for (std::size_t i = 0; i < sizes.size(); ++i) {
      const auto steps = sizes[i] - 1;
      if (steps > 0 && strides[i] > (max_extent - last) / steps)
        last = max_extent;
      else
        last += steps * strides[i];
      elements = elements > max_extent / sizes[i] ? max_extent : elements * sizes[i];
    }
    if (last >= all.numel()) throw input_error("{}: reaches beyond its storage", place);
    if (elements > all.numel()) {
      throw input_error("{}: is larger than its storage (expanded); save it with .contiguous()", place);
    }
    const auto seen = all.as_strided(sizes, strides, offset);
    if (seen.is_contiguous()) return seen;
    copied_ += seen.nbytes();
    if (copied_ > max_copies * archive_.file_bytes()) {
      throw input_error("{}: the tensors are many times larger than the file", place);
    }
    return seen.contiguous();
  }

  const ZipArchive& archive_;
  std::string folder_;
  const std::string& where_;
  std::map<std::string, torch::Tensor> read_;
  std::uint64_t copied_ = 0;
};

PickleRef entry_of(const PickleDict& dict, const std::string& key) {
  for (const auto& [name, value] : dict.items) {
    if (const auto* const text = name->as<std::string>(); text && *text == key) return value;
  }
  return nullptr;
}

const PickleDict& state_dict(PickleRef top, const std::string& where) {
  const auto* const dict = top->as<PickleDict>();
  if (dict == nullptr) {
    throw input_error("{}: holds no state_dict; in Python: torch.save(model.state_dict(), \"weights.pth\")",
                      where);
  }
  for (const auto* const wrapper : {"state_dict", "model_state_dict", "model"}) {
    const auto* const inner = entry_of(*dict, wrapper);
    if (inner != nullptr && inner->as<PickleDict>() != nullptr) return *inner->as<PickleDict>();
  }
  return *dict;
}

void drop_prefix(std::vector<std::pair<std::string, torch::Tensor>>& tensors) {
  constexpr std::string_view prefix = "module.";
  const bool everywhere =
      std::ranges::all_of(tensors, [&](const auto& tensor) { return tensor.first.starts_with(prefix); });
  if (!everywhere) return;
  for (auto& [name, tensor] : tensors) name.erase(0, prefix.size());
}

TorchFile read_archive(const ZipArchive& archive, const std::string& where) {
  const auto folder = folder_of(archive, where);
  if (archive.entries().contains(folder + "byteorder") && archive.read(folder + "byteorder") != "little") {
    throw input_error("{}: written on a big-endian machine, which is not read", where);
  }
  if (archive.entries().at(folder + "data.pkl").bytes > max_pickle_bytes) {
    throw input_error("{}: its data.pkl is larger than {} MiB", where, max_pickle_bytes >> 20);
  }
  const auto bytes = archive.read(folder + "data.pkl");
  const auto pickle = parse_pickle(bytes, known_globals(), where);
  Tensors tensors(archive, folder, where);
  TorchFile file;
  std::set<std::string> names;
  for (const auto& [key, value] : state_dict(pickle.top, where).items) {
    const auto* const name = key->as<std::string>();
    if (name == nullptr) throw input_error("{}: a tensor's name is no text", where);
    if (!names.insert(*name).second) throw input_error("{}: \"{}\" stands twice in it", where, *name);
    if (Tensors::is_tensor(value)) {
      file.weights.tensors.emplace_back(*name, tensors.rebuild(value, *name));
    } else {
      file.passed_over.push_back(*name);
    }
  }
  if (file.weights.tensors.empty()) throw input_error("{}: holds no tensors", where);
  drop_prefix(file.weights.tensors);
  return file;
}

}  // namespace

TorchFile read_torch_file(const fs::path& path) {
  const auto where = path.string();
  const ZipArchive archive(path);
  try {
    return read_archive(archive, where);
  } catch (const c10::Error& error) {
    throw input_error("{}: its tensors cannot be built ({})", where, error.what_without_backtrace());
  }
}

}  // namespace residuum::nn
