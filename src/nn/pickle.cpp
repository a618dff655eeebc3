#include "nn/pickle.h"

#include <bit>
#include <cstring>
#include <map>

#include "core/error.h"
#include "core/limits.h"

namespace residuum::nn {
namespace {

constexpr std::size_t max_values = limits::pickle_values;
constexpr const char* ordered_dict = "collections.OrderedDict";

enum Opcode : unsigned char {
  mark = '(',
  stop = '.',
  none = 'N',
  new_true = 0x88,
  new_false = 0x89,
  bin_int = 'J',
  bin_int1 = 'K',
  bin_int2 = 'M',
  long1 = 0x8a,
  bin_float = 'G',
  bin_unicode = 'X',
  short_bin_unicode = 0x8c,
  bin_unicode8 = 0x8d,
  empty_tuple = ')',
  tuple = 't',
  tuple1 = 0x85,
  tuple2 = 0x86,
  tuple3 = 0x87,
  empty_list = ']',
  append = 'a',
  appends = 'e',
  empty_dict = '}',
  set_item = 's',
  set_items = 'u',
  global = 'c',
  stack_global = 0x93,
  reduce = 'R',
  build = 'b',
  bin_persistent_id = 'Q',
  bin_get = 'h',
  long_bin_get = 'j',
  bin_put = 'q',
  long_bin_put = 'r',
  memoize = 0x94,
  protocol = 0x80,
  frame = 0x95,
};

// The machine that the stream drives: a stack with marks, and a memo of numbered values.
class Machine {
 public:
  Machine(std::string_view stream, const std::set<std::string>& globals, const std::string& where)
      : stream_(stream), globals_(globals), where_(where) {}

  Pickle run() {
    if (byte() != protocol) throw wrong("no pickle of protocol 2 or later");
    if (const auto version = byte(); version < 2 || version > 5) {
      throw wrong(fmt::format("pickle protocol {} is unknown", version));
    }
    for (;;) {
      const auto opcode = static_cast<Opcode>(byte());
      if (opcode == stop) break;
      step(opcode);
    }
    pickle_.top = pop();
    if (!stack_.empty() || !marks_.empty()) throw wrong("values are left over at its end");
    return std::move(pickle_);
  }

 private:
  void step(Opcode opcode) {
    switch (opcode) {
      case none:
        return push(std::monostate{});
      case new_true:
        return push(true);
      case new_false:
        return push(false);
      case bin_int:
        return push(std::int64_t{static_cast<std::int32_t>(number<std::uint32_t>())});
      case bin_int1:
        return push(std::int64_t{byte()});
      case bin_int2:
        return push(std::int64_t{number<std::uint16_t>()});
      case long1:
        return push(long_integer());
      case bin_float:
        return push(std::bit_cast<double>(__builtin_bswap64(number<std::uint64_t>())));
      case bin_unicode:
        return push(text(number<std::uint32_t>()));
      case short_bin_unicode:
        return push(text(byte()));
      case bin_unicode8:
        return push(text(number<std::uint64_t>()));
      case empty_tuple:
        return push(PickleTuple{});
      case tuple:
        return push(PickleTuple{pop_to_mark()});
      case tuple1:
        return push(PickleTuple{pop_many(1)});
      case tuple2:
        return push(PickleTuple{pop_many(2)});
      case tuple3:
        return push(PickleTuple{pop_many(3)});
      case empty_list:
        return push(PickleList{});
      case append:
        return append_to_list(pop_many(1));
      case appends:
        return append_to_list(pop_to_mark());
      case empty_dict:
        return push(PickleDict{});
      case set_item:
        return set_in_dict(pop_many(2));
      case set_items:
        return set_in_dict(pop_to_mark());
      case mark:
        return push_mark();
      case global:
        return push_global_of_lines();
      case stack_global:
        return push_global_of_stack();
      case reduce:
        return call();
      case build:
        return drop_attributes();
      case bin_persistent_id:
        return push(PicklePersistent{pop()});
      case bin_get:
        return get(byte());
      case long_bin_get:
        return get(number<std::uint32_t>());
      case bin_put:
        return put(byte());
      case long_bin_put:
        return put(number<std::uint32_t>());
      case memoize:
        return put(memo_.size());
      case frame:
        return static_cast<void>(number<std::uint64_t>());  // a hint for reading ahead
      case protocol:
      case stop:
        break;
    }
    throw wrong(fmt::format("opcode 0x{:02x} is none that weights need", static_cast<unsigned>(opcode)));
  }

  Error wrong(const std::string& what) const {
    return input_error("{}: its pickle, byte {}: {}", where_, position_, what);
  }

  // Bytes of the stream.
  std::string_view take(std::uint64_t count) {
    if (count > stream_.size() - position_) throw wrong("it ends early");
    const auto bytes = stream_.substr(position_, count);
    position_ += count;
    return bytes;
  }
  unsigned char byte() { return static_cast<unsigned char>(take(1).front()); }
  template <class T>
  T number() {
    T value;
    std::memcpy(&value, take(sizeof value).data(), sizeof value);
    return value;
  }
  std::string text(std::uint64_t length) { return std::string(take(length)); }
  std::string line() {
    const auto end = stream_.find('\n', position_);
    if (end == std::string_view::npos) throw wrong("it ends early");
    std::string result = text(end - position_);
    ++position_;
    return result;
  }
  std::int64_t long_integer() {
    const auto bytes = take(byte());
    if (bytes.size() > 8) throw wrong("a whole number is too large");
    std::uint64_t value = !bytes.empty() && (bytes.back() & 0x80) != 0 ? ~std::uint64_t{0} : 0;
    std::memcpy(&value, bytes.data(), bytes.size());
    return static_cast<std::int64_t>(value);
  }

  // The stack.
  template <class T>
  void push(T content) {
    if (pickle_.arena.size() >= max_values) throw wrong("it holds too many values");
    pickle_.arena.push_back({std::move(content)});
    stack_.push_back(&pickle_.arena.back());
  }
  void push_mark() {
    if (marks_.size() >= max_values) throw wrong("it holds too many values");
    marks_.push_back(stack_.size());
  }
  std::size_t floor() const { return marks_.empty() ? 0 : marks_.back(); }
  PickleValue* pop() { return const_cast<PickleValue*>(pop_many(1).front()); }
  std::vector<PickleRef> pop_many(std::size_t count) {
    if (stack_.size() - floor() < count) throw wrong("a value is missing");
    std::vector<PickleRef> items(stack_.end() - static_cast<std::ptrdiff_t>(count), stack_.end());
    stack_.resize(stack_.size() - count);
    return items;
  }
  std::vector<PickleRef> pop_to_mark() {
    if (marks_.empty()) throw wrong("a mark is missing");
    auto items = pop_many(stack_.size() - marks_.back());
    marks_.pop_back();
    return items;
  }
  template <class T>
  T& top_as(const char* what) {
    if (stack_.size() == floor()) throw wrong("a value is missing");
    if (auto* const content = std::get_if<T>(&stack_.back()->content)) return *content;
    throw wrong(what);
  }

  void append_to_list(const std::vector<PickleRef>& items) {
    auto& list = top_as<PickleList>("something is appended to what is no list").items;
    list.insert(list.end(), items.begin(), items.end());
  }
  void set_in_dict(const std::vector<PickleRef>& items) {
    auto& dict = top_as<PickleDict>("something is put into what is no dict").items;
    if (items.size() % 2 != 0) throw wrong("a key without a value");
    for (std::size_t i = 0; i < items.size(); i += 2) dict.emplace_back(items[i], items[i + 1]);
  }
  // Attributes of a dict, such as the `_metadata` of a state_dict, hold nothing that weights need.
  void drop_attributes() {
    pop();
    top_as<PickleDict>("an object is given attributes; weights are dicts and tensors alone");
  }

  // Python's objects.
  void push_global(const std::string& module, const std::string& name) {
    const std::string full = module + "." + name;
    if (!globals_.contains(full)) {
      throw input_error(
          "{}: refers to the Python object {}, which weights do not need; nothing of it was executed. Save the "
          "weights alone in Python: torch.save(model.state_dict(), \"weights.pth\")",
          where_, full);
    }
    push(PickleGlobal{full});
  }
  void push_global_of_lines() {
    const auto module = line();
    push_global(module, line());
  }
  void push_global_of_stack() {
    const auto names = pop_many(2);
    const auto* const module = names[0]->as<std::string>();
    const auto* const name = names[1]->as<std::string>();
    if (module == nullptr || name == nullptr) throw wrong("an object without a name");
    push_global(*module, *name);
  }
  void call() {
    const auto parts = pop_many(2);
    const auto* const callee = parts[0]->as<PickleGlobal>();
    const auto* const arguments = parts[1]->as<PickleTuple>();
    if (callee == nullptr || arguments == nullptr) throw wrong("a call of what cannot be called");
    if (callee->name != ordered_dict) return push(PickleCall{callee->name, parts[1]});
    if (!arguments->items.empty()) throw wrong("an OrderedDict made of arguments");
    push(PickleDict{});
  }

  // The memo.
  void put(std::size_t index) {
    if (stack_.size() == floor()) throw wrong("a value is missing");
    if (memo_.size() >= max_values) throw wrong("it holds too many values");
    memo_[index] = stack_.back();
  }
  void get(std::size_t index) {
    const auto found = memo_.find(index);
    if (found == memo_.end()) throw wrong("a value that was not kept");
    if (stack_.size() >= max_values) throw wrong("it holds too many values");
    stack_.push_back(found->second);
  }

  std::string_view stream_;
  const std::set<std::string>& globals_;
  const std::string& where_;
  std::size_t position_ = 0;
  Pickle pickle_;
  std::vector<PickleValue*> stack_;
  std::vector<std::size_t> marks_;
  std::map<std::size_t, PickleValue*> memo_;
};

}  // namespace

Pickle parse_pickle(std::string_view stream, const std::set<std::string>& globals, const std::string& where) {
  return Machine(stream, globals, where).run();
}

}  // namespace residuum::nn
