// The counts of words, and how they come together.
#ifndef WORDCOUNT_TABLE_H
#define WORDCOUNT_TABLE_H

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

class Table {
public:
  // Words are runs of the letters A to Z, taken as lower case: what `tr -cs A-Za-z '\n' | tr A-Z a-z` makes of a text.
  void count(std::string_view text);
  void merge(Table &&other);
  // Most frequent first; words of one frequency in the order of their letters.
  std::vector<std::pair<std::string, std::uint64_t>> ranked() const;

private:
  std::unordered_map<std::string, std::uint64_t> words_;
};

#endif
