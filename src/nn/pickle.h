// Python's pickle as data. A stream says which values to build and which Python objects to call; here the
// values are built, a call is kept as a value of its own and nothing is imported, looked up or executed.
// Weights need few opcodes (Python's pickletools documents them; protocols 2 to 5) and few objects: any other
// is an error that names it. No LibTorch here.
//
// Hostile streams: every length is checked before it is used, the number of values is limited, and values
// live side by side in one arena, so that neither deep nesting nor a value inside itself costs a stack.
#pragma once

#include <cstdint>
#include <deque>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace residuum::nn {

struct PickleValue;
using PickleRef = const PickleValue*;  // into the arena of its Pickle

struct PickleTuple {
  std::vector<PickleRef> items;
};
struct PickleList {
  std::vector<PickleRef> items;
};
struct PickleDict {  // a dict or collections.OrderedDict, in the order of the stream
  std::vector<std::pair<PickleRef, PickleRef>> items;
};
struct PickleGlobal {
  std::string name;  // "torch.FloatStorage"
};
struct PickleCall {
  std::string global;  // "torch._utils._rebuild_tensor_v2"
  PickleRef arguments;
};
struct PicklePersistent {  // what lies outside the stream, by its id
  PickleRef id;
};

struct PickleValue {
  std::variant<std::monostate, bool, std::int64_t, double, std::string, PickleTuple, PickleList, PickleDict,
               PickleGlobal, PickleCall, PicklePersistent>
      content;  // monostate: None

  template <class T>
  const T* as() const {
    return std::get_if<T>(&content);
  }
};

struct Pickle {
  std::deque<PickleValue> arena;
  PickleRef top = nullptr;
};

// REQUIRES: collections.OrderedDict in `globals`, if it may be called: it becomes a PickleDict. Errors:
// input, beginning with `where`: a stream that is cut short or malformed, an opcode or a global beyond those
// allowed, more than four million values.
Pickle parse_pickle(std::string_view stream, const std::set<std::string>& globals, const std::string& where);

}  // namespace residuum::nn
