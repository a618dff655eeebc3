#include "mutate.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <string_view>

namespace residuum::fuzz {
namespace {

constexpr std::array<std::string_view, 16> words{"0",
                                                 "-1",
                                                 "nan",
                                                 "-inf",
                                                 "1e308",
                                                 "4294967296",
                                                 "18446744073709551615",
                                                 "99999999999999999999",
                                                 "",
                                                 "..",
                                                 "/etc/passwd",
                                                 "[[[[[[[[",
                                                 "\"",
                                                 "\n",
                                                 std::string_view("\0", 1),
                                                 "\xFF\xFE"};
constexpr std::array<std::uint64_t, 10> numbers{
    0, 1, 0x7F, 0xFF, 0x7FFF, 0xFFFF, 0x7FFFFFFF, 0xFFFFFFFF, 0x80000000U, ~std::uint64_t{0}};

std::size_t below(Random& random, std::size_t limit) {
  return limit == 0 ? 0 : static_cast<std::size_t>(random.integer(0, static_cast<long>(limit) - 1));
}

// A place and a length within the bytes; short pieces are likelier.
std::pair<std::size_t, std::size_t> piece_of(const std::string& bytes, Random& random) {
  const auto at = below(random, bytes.size());
  const auto most = random.chance(0.8) ? std::size_t{16} : bytes.size();
  return {at, 1 + below(random, std::min(most, bytes.size() - at))};
}

void set_number(std::string& bytes, Random& random) {
  const std::size_t width = std::size_t{1} << random.integer(0, 3);
  if (bytes.size() < width) return;
  const auto at = below(random, bytes.size() - width + 1);
  const auto number = numbers[below(random, numbers.size())];
  const bool big_endian = random.chance(0.3);
  for (std::size_t i = 0; i < width; ++i)
    bytes[at + (big_endian ? width - 1 - i : i)] = static_cast<char>(number >> (8 * i) & 0xFF);
}

// A word in place of the digits, or letters, that stand at some place.
void replace_word(std::string& bytes, Random& random) {
  const auto at = below(random, bytes.size());
  const auto in_word = [](unsigned char c) { return std::isalnum(c) || c == '.' || c == '-'; };
  std::size_t begin = at, end = at;
  while (begin > 0 && in_word(static_cast<unsigned char>(bytes[begin - 1]))) --begin;
  while (end < bytes.size() && in_word(static_cast<unsigned char>(bytes[end]))) ++end;
  bytes.replace(begin, end - begin, words[below(random, words.size())]);
}

void change(std::string& bytes, const std::vector<std::string>& seeds, Random& random) {
  if (bytes.empty()) {
    bytes = seeds[below(random, seeds.size())];
    return;
  }
  const auto [at, length] = piece_of(bytes, random);
  switch (random.integer(0, 7)) {
    case 0:
      bytes[at] = static_cast<char>(bytes[at] ^ (1 << random.integer(0, 7)));
      break;
    case 1:
      bytes[at] = static_cast<char>(random.integer(0, 255));
      break;
    case 2:
      set_number(bytes, random);
      break;
    case 3:
      replace_word(bytes, random);
      break;
    case 4:
      bytes.erase(at, length);
      break;
    case 5:
      bytes.insert(at, bytes.substr(at, length));
      break;
    case 6: {
      const auto& other = seeds[below(random, seeds.size())];
      const auto [from, count] = piece_of(other, random);
      bytes.replace(at, random.chance(0.5) ? length : 0, other, from, count);
      break;
    }
    default:
      if (random.chance(0.3)) bytes.resize(at);
  }
}

}  // namespace

std::string mutated(const std::vector<std::string>& seeds, Random& random) {
  std::string bytes = seeds[below(random, seeds.size())];
  const long changes = random.chance(0.5) ? 1 : random.integer(2, 8);
  for (long i = 0; i < changes; ++i) change(bytes, seeds, random);
  return bytes;
}

}  // namespace residuum::fuzz
