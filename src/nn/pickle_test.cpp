#include "nn/pickle.h"

#include <gtest/gtest.h>

#include "expect_error.h"

namespace residuum::nn {
namespace {

using namespace std::string_literals;

const std::set<std::string> globals{"collections.OrderedDict", "torch.FloatStorage", "torch._utils.f"};

Pickle parse(const std::string& body) {
  return parse_pickle("\x80\x02"s + body, globals, "file");
}

void refuses(const std::string& body, const std::string& says) {
  test::expect_error([&] { parse(body); }, {"file", says});
}

// Streams as Python's pickle.dumps(value, 2) writes them.
TEST(Pickle, ReadsScalars) {
  EXPECT_TRUE(parse("N.").top->as<std::monostate>());
  EXPECT_EQ(*parse("\x88.").top->as<bool>(), true);
  EXPECT_EQ(*parse("\x89.").top->as<bool>(), false);
  EXPECT_EQ(*parse("K\xff.").top->as<std::int64_t>(), 255);
  EXPECT_EQ(*parse("M\x34\x12.").top->as<std::int64_t>(), 0x1234);
  EXPECT_EQ(*parse("J\xfe\xff\xff\xff.").top->as<std::int64_t>(), -2);
  EXPECT_EQ(*parse("\x8a\x05\x00\x00\x00\x00\x01."s).top->as<std::int64_t>(), std::int64_t{1} << 32);
  EXPECT_EQ(*parse("\x8a\x01\xff.").top->as<std::int64_t>(), -1);
  EXPECT_EQ(*parse("\x8a\x00."s).top->as<std::int64_t>(), 0);
  EXPECT_EQ(*parse("G?\xe0\x00\x00\x00\x00\x00\x00."s).top->as<double>(), 0.5);
  EXPECT_EQ(*parse("X\x03\x00\x00\x00"s + "abc.").top->as<std::string>(), "abc");
}

TEST(Pickle, ReadsContainersAndTheMemo) {
  const auto dict =
      parse("}q\x00(X\x01\x00\x00\x00"s + "aK\x01X\x01\x00\x00\x00"s + "b]q\x01(K\x02K\x03" + "eu.");
  const auto& items = dict.top->as<PickleDict>()->items;
  ASSERT_EQ(items.size(), 2u);
  EXPECT_EQ(*items[0].first->as<std::string>(), "a");
  EXPECT_EQ(items[1].second->as<PickleList>()->items.size(), 2u);
  const auto tuple = parse("K\x01q\x00h\x00\x86."s);
  EXPECT_EQ(tuple.top->as<PickleTuple>()->items[0], tuple.top->as<PickleTuple>()->items[1]);
  EXPECT_EQ(parse("(K\x01K\x02K\x03K\x04t.").top->as<PickleTuple>()->items.size(), 4u);
  // Protocol 4: a frame, a short text, MEMOIZE and STACK_GLOBAL.
  const auto newer =
      parse("\x95\x00\x00\x00\x00\x00\x00\x00\x00"s + "\x8c\x05torch\x94\x8c\x0c" + "FloatStorage\x93.");
  EXPECT_EQ(newer.top->as<PickleGlobal>()->name, "torch.FloatStorage");
}

TEST(Pickle, KeepsCallsAsValues) {
  const auto call = parse("ctorch._utils\nf\nK\x07\x85R.");
  EXPECT_EQ(call.top->as<PickleCall>()->global, "torch._utils.f");
  EXPECT_EQ(call.top->as<PickleCall>()->arguments->as<PickleTuple>()->items.size(), 1u);
  const auto dict = parse("ccollections\nOrderedDict\n)R}X\x09\x00\x00\x00"s + "_metadataK\x01sb.");
  EXPECT_TRUE(dict.top->as<PickleDict>()->items.empty());  // attributes are dropped
  EXPECT_TRUE(parse("K\x01Q.").top->as<PicklePersistent>());
}

TEST(Pickle, RefusesOtherPythonObjectsByName) {
  refuses("cos\nsystem\nX\x02\x00\x00\x00"s + "ls\x85R.", "os.system");
  refuses("cbuiltins\neval\n.", "builtins.eval");
  refuses("\x8c\x05posix\x8c\x06system\x93."s, "posix.system");
  test::expect_error([] { parse("cmodels\nNet\n."); }, {"models.Net", "torch.save(model.state_dict()"});
}

TEST(Pickle, RefusesWhatIsNoPickle) {
  test::expect_error([] { parse_pickle("", globals, "file"); }, {"ends early"});
  test::expect_error([] { parse_pickle("(dp0\n.", globals, "file"); }, {"no pickle of protocol 2"});
  test::expect_error([] { parse_pickle("\x80\x09N.", globals, "file"); }, {"protocol 9"});
  for (const auto& [body, says] : std::vector<std::pair<std::string, const char*>>{
           {"", "ends early"},
           {".", "a value is missing"},
           {"NN.", "left over"},
           {"(N.", "left over"},
           {"X\xff\xff\xff\xff", "ends early"},
           {"\x8d\xff\xff\xff\xff\xff\xff\xff\xff", "ends early"},
           {"ctorch", "ends early"},
           {"N\x85\x86.", "a value is missing"},
           {"t.", "a mark is missing"},
           {"}(Nu.", "a key without a value"},
           {"]NNs.", "no dict"},
           {"}Na.", "no list"},
           {"]}b.", "attributes"},
           {"K\x01)R.", "cannot be called"},
           {"ctorch\nFloatStorage\nNR.", "cannot be called"},
           {"ccollections\nOrderedDict\nN\x85R.", "OrderedDict made of arguments"},
           {"h\x05.", "not kept"},
           {"\x8a\x09"s + std::string(9, '\x01') + ".", "too large"},
           {"i.", "opcode 0x69"},         // INST: makes an object
           {")N\x81.", "opcode 0x81"},    // NEWOBJ
           {"\x82\x01.", "opcode 0x82"},  // EXT1
       }) {
    refuses(body, says);
  }
}

TEST(Pickle, BearsDeepNestingAndSelfReference) {
  const std::size_t depth = 1'000'000;
  EXPECT_TRUE(parse(")" + std::string(depth, '\x85') + ".").top->as<PickleTuple>());
  const auto own = parse(
      "]q\x00h\x00"
      "a."s);
  EXPECT_EQ(own.top->as<PickleList>()->items[0], own.top);
}

TEST(Pickle, LimitsTheNumberOfValues) {
  refuses("(" + std::string(4'000'001, 'N') + "t.", "too many values");
  refuses("N" + std::string(4'000'001, '('), "too many values");
  refuses("N" + std::string(4'000'001, '\x94'), "too many values");
}

}  // namespace
}  // namespace residuum::nn
